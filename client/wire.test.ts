import { expect, test } from 'vitest';
import { createFakeChat } from './fake-chat.ts';
import {
  joinedClassic,
  joinedWorkshop,
  reopen,
  unknownType,
  welcomeClassic,
  welcomeWorkshop,
} from './fake-older.ts';
import type { FakeSocket } from './fake-platform.ts';

const shared = 'http://192.168.1.5:8765/#via=10.0.0.3:8765';
const typesOf = (socket: FakeSocket) => socket.sent.map(({ type }) => type);

test('A host that answers natively hears nothing but native words.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  chat.advance(5_000);
  expect(chat.state().wire).toBe('native');
  expect(typesOf(socket)).toEqual(['join']);
});

test('A server that does not know the type of the first frame is joined in classic words, over the same socket.', async () => {
  const chat = createFakeChat();
  const socket = await joinedClassic(chat);
  expect(typesOf(socket)).toEqual(['join', 'name', 'get']);
  expect(chat.sockets).toHaveLength(1);
  expect(chat.state()).toMatchObject({
    wire: 'classic',
    you: { name: 'An' },
    connection: { name: 'joined' },
  });
});

test('A server that says nothing for a second is joined in workshop words, over the same socket.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  const socket = chat.open();
  chat.advance(999);
  expect(typesOf(socket)).toEqual(['join']);
  chat.advance(1);
  expect(typesOf(socket)).toEqual(['join', 'set_username', 'ping']);
  welcomeWorkshop(socket);
  expect((await joining).ok).toBe(true);
  expect(chat.state()).toMatchObject({ wire: 'workshop', people: [{ name: 'Binh' }, { name: 'An' }] });
});

test('A slow native host is native all the same, whatever it says to the words it does not know.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  const socket = chat.open();
  chat.advance(1_500);
  socket.say({ type: 'protocol-error', replyTo: null, command: null, code: 'unknown-command' });
  socket.say({
    type: 'joined',
    replyTo: socket.sent[0]?.id,
    protocol: 1,
    chat: { name: 'Lop 9A', hostName: 'Binh' },
    you: { id: 'person-an', name: 'An' },
    people: [],
    reset: true,
    messages: [],
    lastSeq: 0,
  });
  expect((await joining).ok).toBe(true);
  expect(chat.state().wire).toBe('native');
});

test('A slow classic server is asked for a seat once, whatever it did not understand.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  const socket = chat.open();
  chat.advance(1_500);
  for (let answer = 0; answer < 3; answer += 1) socket.say(unknownType);
  welcomeClassic(socket);
  expect((await joining).ok).toBe(true);
  expect(typesOf(socket)).toEqual(['join', 'set_username', 'ping', 'name', 'get']);
  expect(chat.state().wire).toBe('classic');
});

test('The pings of a classic server do not hide what it is.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  const socket = chat.open();
  socket.say({ type: 'ping', timeout: 5 });
  socket.say(unknownType);
  welcomeClassic(socket);
  expect((await joining).ok).toBe(true);
});

test('A name that an older server refuses ends the join with the reason.', async () => {
  const chat = createFakeChat();
  const atClassic = chat.join();
  const classic = chat.open();
  classic.say(unknownType);
  classic.say({ type: 'name', action: 'register', name: 'An', status: false, reason: 'NameAlreadyUsed' });
  expect(await atClassic).toEqual({ ok: false, code: 'nickname-taken' });
  const atWorkshop = chat.join('10.0.0.3');
  const workshop = chat.open();
  chat.advance(1_000);
  workshop.say({ type: 'username_error', message: "Username 'An' is already taken." });
  expect(await atWorkshop).toEqual({ ok: false, code: 'nickname-taken' });
});

test('A server that is silent in every language is no chat.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  chat.open().say({ type: 'error', message: 'what?' });
  chat.advance(8_000);
  expect(await joining).toEqual({ ok: false, code: 'not-a-chat' });
  expect(chat.state().wire).toBeNull();
});

test.each([
  ['classic', joinedClassic, welcomeClassic, ['name', 'get']],
  ['workshop', joinedWorkshop, welcomeWorkshop, ['set_username', 'ping']],
] as const)('Coming back to a %s server begins with its words.', async (wire, joined, welcome, words) => {
  const chat = createFakeChat();
  (await joined(chat)).drop();
  expect(chat.state().wire).toBe(wire);
  const socket = reopen(chat);
  expect(typesOf(socket)).toEqual(words);
  welcome(socket);
  expect(chat.state().connection.name).toBe('joined');
});

test('Joining anew finds out anew, since the server may be another one by now.', async () => {
  const chat = createFakeChat();
  await joinedClassic(chat);
  void chat.join();
  expect(typesOf(chat.open())).toEqual(['join']);
});

test('A server that has changed its wire is found again.', async () => {
  const chat = createFakeChat();
  (await joinedWorkshop(chat)).drop();
  const classic = reopen(chat);
  classic.say(unknownType);
  classic.say(unknownType);
  welcomeClassic(classic);
  expect(chat.state()).toMatchObject({ wire: 'classic', connection: { name: 'joined' } });
  classic.drop();
  const workshop = reopen(chat);
  chat.advance(1_000);
  welcomeWorkshop(workshop);
  expect(chat.state()).toMatchObject({ wire: 'workshop', connection: { name: 'joined' } });
});

test('Where nobody understands the remembered wire any more, the next try begins with native words.', async () => {
  const chat = createFakeChat();
  (await joinedClassic(chat)).drop();
  const other = reopen(chat);
  other.say({ type: 'weather' });
  chat.advance(8_000);
  expect(other.closedWith).toBe(1000);
  expect(typesOf(reopen(chat))).toEqual(['join']);
});

test('Another address of the same link is asked natively first.', async () => {
  const chat = createFakeChat();
  const joining = chat.join(shared);
  const socket = chat.open();
  socket.say(unknownType);
  welcomeClassic(socket);
  await joining;
  socket.drop();
  chat.advance(chat.untilRetry());
  chat.socket().drop();
  chat.advance(0);
  expect(chat.socket().url).toBe('ws://10.0.0.3:8765/');
  expect(typesOf(chat.open())).toEqual(['join']);
});

test('A silent workshop server is asked for a sign of life, and its pong is nobody else’s business.', async () => {
  const chat = createFakeChat();
  const socket = await joinedWorkshop(chat);
  let updates = 0;
  chat.client.subscribe(() => (updates += 1));
  for (let count = 0; count < 3; count += 1) {
    chat.advance(20_000);
    socket.say({ type: 'pong', timestamp: '2026-11-20T08:14:53.411535' });
  }
  expect(typesOf(socket).slice(3)).toEqual(['ping', 'ping', 'ping']);
  expect(updates).toBe(1);
  chat.advance(20_000);
  chat.advance(10_000);
  expect(chat.state().connection).toMatchObject({ name: 'reconnecting', code: 'connection-lost' });
});

test('A classic server that pings is not probed, and one that has stopped is asked for its history.', async () => {
  const chat = createFakeChat();
  const socket = await joinedClassic(chat);
  for (let tick = 0; tick < 10; tick += 1) {
    chat.advance(5_000);
    socket.say({ type: 'ping', timeout: 5 });
  }
  expect(typesOf(socket)).toHaveLength(3);
  chat.advance(20_000);
  expect(typesOf(socket).slice(3)).toEqual(['get']);
});
