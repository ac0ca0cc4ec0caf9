import { expect, test } from 'vitest';
import { commandsOf, createFakeChat } from './fake-chat.ts';
import { messagesFrom, type FakeSocket } from './fake-platform.ts';
import { shownOf } from './history-view.ts';

/** The host answers the newest question with these messages. */
function answer(socket: FakeSocket, first: number, last: number): void {
  const replyTo = commandsOf(socket, 'get-history').at(-1)?.id;
  const messages = messagesFrom(first, last);
  socket.say({ type: 'history-page', replyTo, messages, hasOlder: first > 1, hasNewer: true });
}

const yes = { ok: true, value: true };
const no = { ok: true, value: false };

test('A message deep in the history is shown with what was said around it.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(951, 1_000));
  const shown = chat.client.showMessage(500);
  expect(commandsOf(socket, 'get-history')).toMatchObject([{ after: 474, limit: 50 }]);
  answer(socket, 475, 524);
  expect(await shown).toEqual(yes);
  expect(shownOf(chat.state())).toEqual({ messages: messagesFrom(475, 524), hasOlder: true });
});

test('A message that is held needs no host, wherever it is held.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(951, 1_000));
  expect(await chat.client.showMessage(960)).toEqual(yes);
  const shown = chat.client.showMessage(500);
  answer(socket, 475, 524);
  await shown;
  expect(await chat.client.showMessage(480)).toEqual(yes);
  expect(chat.state().view?.messages).toEqual(messagesFrom(475, 524));
  expect(await chat.client.showMessage(1_000)).toEqual(yes);
  expect(chat.state().view).toBeNull();
  expect(commandsOf(socket, 'get-history')).toHaveLength(1);
});

test('Where the messages before it fill a page, the page begins with it.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(951, 1_000));
  const shown = chat.client.showMessage(500);
  answer(socket, 475, 490);
  await new Promise(setImmediate);
  expect(commandsOf(socket, 'get-history')).toMatchObject([{ after: 474 }, { after: 499 }]);
  answer(socket, 500, 520);
  expect(await shown).toEqual(yes);
  expect(chat.state().view?.messages).toEqual(messagesFrom(500, 520));
});

test('A message that there is not is not shown, and what is read stays.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(951, 1_000));
  expect(await chat.client.showMessage(0)).toEqual(no);
  const shown = chat.client.showMessage(5_000);
  for (let asked = 0; asked < 2; asked += 1) {
    answer(socket, 2, 1);
    await new Promise(setImmediate);
  }
  expect(await shown).toEqual(no);
  expect(chat.state().view).toBeNull();
});

test('Newer pages come one at a time, until the newest messages are reached.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(951, 1_000));
  expect(await chat.client.loadNewer()).toEqual(no);
  const shown = chat.client.showMessage(880);
  answer(socket, 855, 904);
  await shown;
  const both = [chat.client.loadNewer(), chat.client.loadNewer()];
  expect(commandsOf(socket, 'get-history').at(-1)).toMatchObject({ after: 904 });
  answer(socket, 905, 940);
  expect(await Promise.all(both)).toEqual([yes, yes]);
  const last = chat.client.loadNewer();
  answer(socket, 941, 990);
  expect(await last).toEqual(no);
  expect(chat.state()).toMatchObject({ view: null, messages: messagesFrom(855, 1_000) });
});

test('Older pages go before the part that is shown.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(951, 1_000));
  const shown = chat.client.showMessage(30);
  answer(socket, 5, 54);
  await shown;
  const older = chat.client.loadOlder();
  expect(commandsOf(socket, 'get-history').at(-1)).toMatchObject({ before: 5 });
  answer(socket, 1, 4);
  expect(await older).toEqual(no);
  expect(chat.state().view).toEqual({ messages: messagesFrom(1, 54), hasOlder: false });
});

test('The newest are shown again on demand, with what came meanwhile.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(951, 1_000));
  const shown = chat.client.showMessage(500);
  answer(socket, 475, 524);
  await shown;
  socket.say({ type: 'messages-sent', messages: messagesFrom(1_001, 1_001) });
  await chat.client.showNewest();
  expect(shownOf(chat.state()).messages).toEqual(messagesFrom(951, 1_001));
});

test('After a lost connection the cursor is the newest message, not the part that is read.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(951, 1_000));
  const shown = chat.client.showMessage(500);
  answer(socket, 475, 524);
  await shown;
  const pending = chat.client.showMessage(10);
  socket.drop();
  expect(await pending).toEqual({ ok: false, code: 'connection-lost' });
  chat.advance(chat.untilRetry());
  const again = chat.open();
  expect(commandsOf(again, 'join')).toMatchObject([{ cursor: { seq: 1_000 } }]);
  expect(chat.state().view?.messages).toEqual(messagesFrom(475, 524));
});
