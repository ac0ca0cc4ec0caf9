// What the client makes of servers that know no ids: one's own messages, resends and names.
import { expect, test } from 'vitest';
import { createFakeChat, type FakeChat } from './fake-chat.ts';
import {
  classicTime,
  joinedClassic,
  joinedWorkshop,
  reopen,
  welcomeClassic,
  welcomeWorkshop,
  workshopTime,
} from './fake-older.ts';
import type { FakeSocket } from './fake-platform.ts';

const contentsOf = (chat: FakeChat) =>
  chat.state().messages.map(({ name, content }) => `${name}: ${content}`);
const pendingOf = (chat: FakeChat) => chat.state().outbox.map(({ content }) => content);
const saidTo = (socket: FakeSocket) =>
  socket.sent
    .filter(({ type }) => type === 'send' || type === 'chat')
    .map((frame) => frame.content ?? frame.message);

function storeClassic(socket: FakeSocket, content: string, second: number): void {
  socket.say({ type: 'send', name: 'An', content, status: true, timestamp: classicTime(second) });
}

function hearClassic(socket: FakeSocket, content: string, second: number): void {
  const timestamp = classicTime(second);
  socket.say({ type: 'receive', datatype: 'message', name: 'Binh', content, timestamp });
}

function echoWorkshop(socket: FakeSocket, username: string, message: string, second: number): void {
  socket.say({ type: 'chat', client_id: 'user_1', message, username, timestamp: workshopTime(second) });
}

test('On a classic server one’s own messages come to be seen with their acknowledgement, in order.', async () => {
  const chat = createFakeChat();
  const socket = await joinedClassic(chat, [{ name: 'Binh', content: 'old', second: 1 }]);
  await chat.client.send('one');
  const [own] = chat.state().outbox;
  hearClassic(socket, 'between', 2);
  storeClassic(socket, 'one', 3);
  expect(contentsOf(chat)).toEqual(['Binh: old', 'Binh: between', 'An: one']);
  expect(chat.state().messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(chat.state().messages.at(-1)?.id).toBe(own?.id);
  expect(chat.state().outbox).toEqual([]);
});

test('On a workshop server the echo of one’s own message is its acknowledgement.', async () => {
  const chat = createFakeChat();
  const socket = await joinedWorkshop(chat);
  await chat.client.send('same words');
  echoWorkshop(socket, 'Binh', 'same words', 1);
  expect(pendingOf(chat)).toEqual(['same words']);
  echoWorkshop(socket, 'An', 'same words', 2);
  expect(pendingOf(chat)).toEqual([]);
  expect(contentsOf(chat)).toEqual(['Binh: same words', 'An: same words']);
});

test('Without ids one message is on its way at a time.', async () => {
  const chat = createFakeChat();
  const socket = await joinedClassic(chat);
  for (const content of ['one', 'two', 'three']) await chat.client.send(content);
  expect(saidTo(socket)).toEqual(['one']);
  storeClassic(socket, 'one', 1);
  expect(saidTo(socket)).toEqual(['one', 'two']);
  socket.say({ type: 'send', username: 'An', content: 'two', status: false, reason: 'WrongFormatContent' });
  expect(saidTo(socket)).toEqual(['one', 'two', 'three']);
  expect(chat.state().outbox).toMatchObject([{ content: 'two', failure: 'bad-content' }, { failure: null }]);
});

const servers = [
  ['classic', joinedClassic, welcomeClassic],
  ['workshop', joinedWorkshop, welcomeWorkshop],
] as const;
const old = { name: 'Binh', content: 'old', second: 1 };
const mine = { name: 'An', content: 'mine', second: 2 };
const missed = { name: 'Binh', content: 'missed', second: 3 };

test.each(servers)(
  'After a loss on a %s server a message that it has stored is not sent again.',
  async (_, joined, welcome) => {
    const chat = createFakeChat();
    const first = await joined(chat, [old]);
    await chat.client.send('mine');
    await chat.client.send('next');
    const [own] = chat.state().outbox;
    expect(saidTo(first)).toEqual(['mine']);
    first.drop();
    const second = reopen(chat);
    welcome(second, 'An', [old, mine, missed]);
    expect(contentsOf(chat)).toEqual(['Binh: old', 'An: mine', 'Binh: missed']);
    expect(chat.state().messages[1]?.id).toBe(own?.id);
    expect(pendingOf(chat)).toEqual(['next']);
    expect(saidTo(second)).toEqual(['next']);
  },
);

test.each(servers)(
  'After a loss on a %s server a message that it has not stored is sent again.',
  async (_, joined, welcome) => {
    const chat = createFakeChat();
    const first = await joined(chat, [old]);
    await chat.client.send('mine');
    first.drop();
    const second = reopen(chat);
    welcome(second, 'An', [old, missed]);
    expect(pendingOf(chat)).toEqual(['mine']);
    expect(saidTo(second)).toEqual(['mine']);
  },
);

test('A message that no connection has taken yet is sent, even where the same words stand there.', async () => {
  const chat = createFakeChat();
  const first = await joinedClassic(chat, [old]);
  first.drop();
  await chat.client.send('mine');
  const second = reopen(chat);
  welcomeClassic(second, 'An', [old, mine]);
  expect(saidTo(second)).toEqual(['mine']);
});

test('A message in doubt stays in doubt over a try that was refused.', async () => {
  const chat = createFakeChat();
  const first = await joinedClassic(chat, [old]);
  await chat.client.send('mine');
  first.drop();
  const taken = { type: 'name', action: 'register', name: 'An', status: false, reason: 'NameAlreadyUsed' };
  reopen(chat).say(taken);
  expect(chat.state().connection.name).toBe('reconnecting');
  const second = reopen(chat);
  welcomeClassic(second, 'An', [old, mine]);
  expect(saidTo(second)).toEqual([]);
  expect(pendingOf(chat)).toEqual([]);
});

test('A name that the dying connection still holds is waited for, but not for ever.', async () => {
  const chat = createFakeChat();
  (await joinedWorkshop(chat)).drop();
  const lostAt = chat.platform.clock.now();
  while (chat.state().connection.name === 'reconnecting') {
    reopen(chat).say({ type: 'username_error', message: "Username 'An' is already taken." });
  }
  expect(chat.platform.clock.now() - lostAt).toBeGreaterThanOrEqual(20_000);
  expect(chat.state().connection).toMatchObject({ name: 'refused', code: 'nickname-taken' });
});

test('A classic server renames; on a workshop server renaming is refused at once.', async () => {
  const chat = createFakeChat();
  const classic = await joinedClassic(chat);
  const renaming = chat.client.rename('An N.');
  const timestamp = classicTime(1);
  classic.say({ type: 'name', action: 'change', oldname: 'An', newname: 'An N.', status: true, timestamp });
  expect(await renaming).toEqual({ ok: true, value: null });
  expect(chat.state().you?.name).toBe('An N.');
  const other = createFakeChat();
  const workshop = await joinedWorkshop(other);
  const said = workshop.sent.length;
  expect(await other.client.rename('An N.')).toEqual({ ok: false, code: 'unknown-command' });
  expect(workshop.sent).toHaveLength(said);
});

test('Leaving an older server is closing the connection.', async () => {
  const chat = createFakeChat();
  const socket = await joinedWorkshop(chat);
  const said = socket.sent.length;
  await chat.client.leave();
  expect(socket).toMatchObject({ closedWith: 1000 });
  expect(socket.sent).toHaveLength(said);
  expect(chat.state()).toMatchObject({ connection: { name: 'closed' }, wire: null });
});
