// Our client and people who are sent away: what those ask who may, and how it ends for whoever it is done to.
import { expect, test } from 'vitest';
import { an, binh, commandsOf, createFakeChat } from './fake-chat.ts';
import { closeCodes } from '../protocol/close-codes.ts';

test('Whoever may sends somebody away and lets them back in, and is answered.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const removing = chat.client.people.remove(binh.id);
  const [command] = commandsOf(socket, 'remove-person');
  expect(command).toMatchObject({ person: binh.id });
  socket.say({ type: 'removed-changed', people: [binh] });
  socket.say({ type: 'done', replyTo: command?.id });
  expect(await removing).toEqual({ ok: true, value: null });
  expect(chat.state().removed).toEqual([binh]);

  const readmitting = chat.client.people.readmit(binh.id);
  const [asked] = commandsOf(socket, 'readmit-person');
  expect(asked).toMatchObject({ person: binh.id });
  socket.say({ type: 'removed-changed', people: [] });
  socket.say({ type: 'refused', replyTo: asked?.id, command: 'readmit-person', code: 'not-allowed' });
  expect(await readmitting).toEqual({ ok: false, code: 'not-allowed' });
  expect(chat.state().removed).toEqual([]);
});

test('Nobody is asked where there is no connection.', async () => {
  const chat = createFakeChat();
  (await chat.joined()).drop();
  expect(await chat.client.people.remove(binh.id)).toEqual({ ok: false, code: 'connection-lost' });
});

test('Who was sent away is known anew with each connection.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  const socket = chat.open();
  const joined = (replyTo: unknown, more: object) => ({
    type: 'joined',
    replyTo,
    protocol: 1,
    chat: { name: 'Lop 9A', hostName: 'An' },
    you: { ...an, host: true },
    people: [an],
    reset: true,
    messages: [],
    lastSeq: 0,
    ...more,
  });
  socket.say(joined(socket.sent[0]?.id, { removed: [binh] }));
  await joining;
  expect(chat.state().removed).toEqual([binh]);
  socket.drop();
  chat.advance(chat.untilRetry());
  const again = chat.open();
  again.say(joined(again.sent[0]?.id, {}));
  expect(chat.state().removed).toEqual([]);
});

test('Whoever is sent away is told so, keeps what they hold, and does not come back by themselves.', async () => {
  const chat = createFakeChat();
  const said = { seq: 1, id: 'message-1', name: 'Binh', content: 'một', at: 5 };
  const socket = await chat.joined([said]);
  socket.drop(closeCodes.removed);
  expect(chat.state()).toMatchObject({
    connection: { name: 'refused', code: 'removed' },
    messages: [said],
  });
  const sockets = chat.sockets.length;
  chat.client.wake();
  await chat.client.reconnectNow();
  chat.advance(3_600_000);
  expect(chat.sockets).toHaveLength(sockets);
});

test('Whoever was sent away while the connection was lost does not try any further.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  socket.drop();
  chat.advance(chat.untilRetry());
  const again = chat.open();
  const replyTo = again.sent[0]?.id;
  again.say({ type: 'refused', replyTo, command: 'join', code: 'removed' });
  again.drop(closeCodes.removed);
  expect(chat.state().connection).toMatchObject({ name: 'refused', code: 'removed' });
  chat.advance(3_600_000);
  expect(chat.socket()).toBe(again);
});

test('Whoever was sent away asks as the same device again, also after leaving.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const key = commandsOf(socket, 'join')[0]?.deviceKey;
  socket.drop(closeCodes.removed);
  await chat.client.leave();
  const joining = chat.join();
  const again = chat.enter();
  await joining;
  expect(commandsOf(again, 'join')).toMatchObject([{ deviceKey: key }]);
  await chat.client.leave();
  void chat.join();
  expect(commandsOf(chat.open(), 'join')[0]?.deviceKey).not.toBe(key);
});
