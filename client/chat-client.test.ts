import { expect, test } from 'vitest';
import { createFakeChat, commandsOf, saidOver, an, binh } from './fake-chat.ts';
import { messagesFrom } from './fake-platform.ts';
import { maxOutboxMessages } from '../protocol/limits.ts';

/** Ids of the messages in the outbox. */
const outboxIds = ({ outbox }: { readonly outbox: readonly { readonly id: string }[] }) =>
  outbox.map(({ id }) => id);

test('A message is in the outbox at once, goes out, and leaves when the host has stored it.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  expect(await chat.client.send('xin chào')).toEqual({ ok: true, value: null });
  const [id = ''] = outboxIds(chat.state());
  expect(socket.sent.at(-1)).toEqual({ type: 'send-message', id, content: 'xin chào' });
  socket.say({
    type: 'messages-sent',
    messages: [{ seq: 1, id, name: 'An', content: 'xin chào', at: 1, by: an.id }],
  });
  expect(chat.state()).toMatchObject({ messages: [{ id }], outbox: [{ id, seq: 1, failure: null }] });
  socket.say({ type: 'messages-stored', messages: [{ id, seq: 1 }] });
  expect(chat.state()).toMatchObject({ messages: [{ id }], outbox: [] });
});

test('Letters are composed before they are sent.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  await chat.client.send('tiếng Việt'.normalize('NFD'));
  expect(saidOver(socket)).toEqual(['tiếng Việt'.normalize('NFC')]);
});

test('What can never be sent is refused at once.', async () => {
  const chat = createFakeChat();
  expect(await chat.client.send('early')).toEqual({ ok: false, code: 'not-joined' });
  await chat.joined();
  expect(await chat.client.send('')).toEqual({ ok: false, code: 'bad-content' });
  expect(await chat.client.send('x'.repeat(4_001))).toEqual({ ok: false, code: 'bad-content' });
  expect(chat.state().outbox).toEqual([]);
});

test('A full outbox takes no more.', async () => {
  const chat = createFakeChat();
  await chat.joined();
  for (let count = 0; count < maxOutboxMessages; count += 1) await chat.client.send(`text ${count}`);
  expect(await chat.client.send('one too many')).toEqual({ ok: false, code: 'outbox-full' });
  expect(chat.state().outbox).toHaveLength(maxOutboxMessages);
});

test('Only fifty messages are on their way at once, and each that is stored lets the next one go.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  for (let count = 0; count < 60; count += 1) await chat.client.send(`text ${count}`);
  expect(saidOver(socket)).toHaveLength(50);
  const ids = outboxIds(chat.state());
  socket.say({ type: 'messages-stored', messages: ids.slice(0, 2).map((id, seq) => ({ id, seq: seq + 1 })) });
  expect(saidOver(socket)).toEqual(Array.from({ length: 52 }, (_, index) => `text ${index}`));
});

test('After a reconnect everything unacknowledged goes out again, in order and under its ids.', async () => {
  const chat = createFakeChat();
  const first = await chat.joined();
  await chat.client.send('one');
  await chat.client.send('two');
  const [one] = outboxIds(chat.state());
  first.say({ type: 'messages-stored', messages: [{ id: one, seq: 1 }] });
  first.drop();
  await chat.client.send('three');
  chat.advance(1_000);
  const second = chat.enter({ reset: false });
  expect(saidOver(second)).toEqual(['two', 'three']);
  expect(commandsOf(second, 'send-message').map(({ id }) => id)).toEqual(outboxIds(chat.state()));
});

test('A message whose acknowledgement was lost is shown once and leaves when it is acknowledged again.', async () => {
  const chat = createFakeChat();
  const first = await chat.joined(messagesFrom(1, 2));
  await chat.client.send('mine');
  const [id = ''] = outboxIds(chat.state());
  const mine = { seq: 3, id, name: 'An', content: 'mine', at: 3, by: an.id };
  first.drop();
  chat.advance(1_000);
  const second = chat.enter({ reset: false, messages: [mine] });
  expect(commandsOf(second, 'join')[0]).toMatchObject({ cursor: { seq: 2, id: 'message-2' } });
  expect(commandsOf(second, 'send-message')).toMatchObject([{ id }]);
  second.say({ type: 'messages-stored', messages: [{ id, seq: 3 }] });
  expect(chat.state().messages).toEqual([...messagesFrom(1, 2), mine]);
  expect(chat.state().outbox).toEqual([]);
});

test('A refused message waits for its person and holds up nobody; a retry sends it last.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  await chat.client.send('one');
  await chat.client.send('two');
  const [one = '', two = ''] = outboxIds(chat.state());
  socket.say({ type: 'refused', replyTo: one, command: 'send-message', code: 'storage-full' });
  expect(chat.state().outbox).toMatchObject([{ id: one, failure: 'storage-full' }, { failure: null }]);
  await chat.client.retry(one);
  expect(outboxIds(chat.state())).toEqual([two, one]);
  expect(commandsOf(socket, 'send-message').map(({ id }) => id)).toEqual([one, two, one]);
});

test('A failed message is not sent again by a reconnect and can be discarded; one on its way cannot.', async () => {
  const chat = createFakeChat();
  const first = await chat.joined();
  await chat.client.send('one');
  await chat.client.send('two');
  const [one = '', two = ''] = outboxIds(chat.state());
  first.say({ type: 'protocol-error', replyTo: one, command: 'send-message', code: 'bad-command' });
  first.drop();
  chat.advance(1_000);
  expect(saidOver(chat.enter({ reset: false }))).toEqual(['two']);
  await chat.client.discard(one);
  await chat.client.discard(two);
  expect(outboxIds(chat.state())).toEqual([two]);
});

test('A message that arrived after the seat was lost is not failed but sent over the next connection.', async () => {
  const chat = createFakeChat();
  const first = await chat.joined();
  await chat.client.send('one');
  const [id = ''] = outboxIds(chat.state());
  first.say({ type: 'refused', replyTo: id, command: 'send-message', code: 'not-joined' });
  expect(chat.state().outbox).toMatchObject([{ failure: null }]);
  first.drop();
  chat.advance(1_000);
  expect(saidOver(chat.enter())).toEqual(['one']);
});

test('A rename resolves with the host’s answer, and the new name is asked for when coming back.', async () => {
  const chat = createFakeChat();
  const first = await chat.joined();
  expect(await chat.client.rename('  ')).toEqual({ ok: false, code: 'bad-nickname' });
  const taken = chat.client.rename('Binh');
  first.say({
    type: 'refused',
    replyTo: commandsOf(first, 'set-nickname')[0]?.id,
    command: 'set-nickname',
    code: 'nickname-taken',
  });
  expect(await taken).toEqual({ ok: false, code: 'nickname-taken' });
  const renaming = chat.client.rename(' An N. ');
  const replyTo = commandsOf(first, 'set-nickname')[1]?.id;
  first.say({ type: 'nickname-set', replyTo, oldName: 'An', name: 'An N.', at: 1 });
  expect(await renaming).toEqual({ ok: true, value: null });
  expect(chat.state().you).toEqual({ ...an, name: 'An N.' });
  first.drop();
  chat.advance(1_000);
  expect(commandsOf(chat.open(), 'join')[0]).toMatchObject({ nickname: 'An N.' });
});

test('What is waited for fails when the connection is lost, and at once where there is none.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(51, 100));
  const answers = [chat.client.rename('Anh'), chat.client.loadOlder()];
  socket.drop();
  const lost = { ok: false, code: 'connection-lost' };
  expect(await Promise.all(answers)).toEqual([lost, lost]);
  expect(await chat.client.rename('Anh')).toEqual(lost);
  expect(await chat.client.loadOlder()).toEqual(lost);
});

test('Older pages come one at a time, until there are none.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(51, 100));
  const both = [chat.client.loadOlder(), chat.client.loadOlder()];
  const asked = commandsOf(socket, 'get-history');
  expect(asked).toMatchObject([{ before: 51 }]);
  socket.say({
    type: 'history-page',
    replyTo: asked[0]?.id,
    messages: messagesFrom(1, 50),
    hasOlder: false,
    hasNewer: true,
  });
  const none = { ok: true, value: false };
  expect(await Promise.all(both)).toEqual([none, none]);
  expect(chat.state().messages).toEqual(messagesFrom(1, 100));
  expect(await chat.client.loadOlder()).toEqual(none);
  expect(commandsOf(socket, 'get-history')).toHaveLength(1);
});

test('Typing is said sparingly, and again at once after a message.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const said = () => commandsOf(socket, 'set-typing').map(({ typing }) => typing);
  await chat.client.setTyping(true);
  await chat.client.setTyping(true);
  expect(said()).toEqual([true]);
  await chat.client.send('hi');
  await chat.client.setTyping(true);
  await chat.client.setTyping(false);
  expect(said()).toEqual([true, true, false]);
});

test('A host that has lost its history makes the client start over from the page that it sends.', async () => {
  const chat = createFakeChat();
  const first = await chat.joined(messagesFrom(1, 9));
  first.drop(1001);
  chat.advance(1_000);
  chat.enter({ reset: true, messages: messagesFrom(1, 4) });
  expect(chat.state().messages).toEqual(messagesFrom(1, 4));
});

test('A listener that comes late gets a snapshot and then the same updates.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(1, 2));
  const heard: unknown[] = [];
  chat.client.subscribe((update) => heard.push(update));
  const left = { type: 'person-left', person: binh, at: 5 };
  socket.say(left);
  expect(heard).toMatchObject([
    { type: 'snapshot', state: { messages: messagesFrom(1, 2), people: [binh, an] } },
    { type: 'event', event: left },
  ]);
});
