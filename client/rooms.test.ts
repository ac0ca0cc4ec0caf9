// Rooms and private talks as the client holds them: what is folded, asked for, kept and sent again.
import { expect, test } from 'vitest';
import { commandsOf, createFakeChat, an, binh } from './fake-chat.ts';
import { conversationOf, stateOf } from './conversations.ts';
import { unreadOf } from './conversation-state.ts';
import type { KeptSeat } from './kept-seat.ts';
import { createFakePlatform, messagesFrom } from './fake-platform.ts';

const game = 'room-game';
const talk = `@${binh.id}`;
const arrangement = {
  rooms: [
    { id: 'main', name: '' },
    { id: game, name: 'Game' },
  ],
  privateMessages: 'everyone',
  readMarks: true,
} as const;

/** A host with one room besides the main one. */
const withGame = (lastSeq = 0, read?: number) => ({
  arrangement,
  positions: [
    { room: 'main', lastSeq: 0 },
    { room: game, lastSeq, ...(read !== undefined && { read }) },
  ],
  talks: [],
});

async function join(joined: object = withGame(), chat = createFakeChat()) {
  const joining = chat.join();
  const socket = chat.enter(joined);
  await joining;
  return { chat, socket, held: (room: string) => conversationOf(chat.state(), room) };
}

const sent = (room: string, from: number, to = from) => ({
  type: 'messages-sent',
  room,
  messages: messagesFrom(from, to),
});

test('What is said in a room is held there and nowhere else.', async () => {
  const { chat, socket, held } = await join();
  socket.say(sent(game, 1, 2));
  expect(held(game).messages).toEqual(messagesFrom(1, 2));
  expect(chat.state().messages).toEqual([]);
  const shown = stateOf(chat.state(), game);
  expect(shown).toMatchObject({ messages: messagesFrom(1, 2), chat: { name: 'Lop 9A' }, notices: [] });
});

test('A room that is opened for the first time fetches its newest page, and only then.', async () => {
  const { chat, socket, held } = await join(withGame(60, 58));
  const opening = chat.client.rooms.open(game);
  const [question] = commandsOf(socket, 'get-history');
  expect(question).toMatchObject({ room: game, limit: 50 });
  const page = { type: 'history-page', room: game, replyTo: question?.id, hasOlder: true, hasNewer: false };
  // Somebody says something meanwhile.
  socket.say(sent(game, 61));
  socket.say({ ...page, messages: messagesFrom(11, 60) });
  expect(await opening).toEqual({ ok: true, value: null });
  expect(held(game)).toMatchObject({ messages: messagesFrom(11, 61), hasOlder: true, lastSeq: 61 });
  await chat.client.rooms.open(game);
  expect(commandsOf(socket, 'get-history')).toHaveLength(1);
});

test('What came after the last message that was read is unread; on a first visit nothing is.', async () => {
  const known = await join(withGame(60, 58));
  expect(unreadOf(known.held(game))).toBe(2);
  known.socket.say(sent(game, 61));
  expect(unreadOf(known.held(game))).toBe(3);
  const first = await join(withGame(60));
  expect(unreadOf(first.held(game))).toBe(0);
});

test('A private talk that was never looked at is unread as a whole.', async () => {
  const { held } = await join({ ...withGame(), talks: [{ room: talk, lastSeq: 2, name: 'Binh' }] });
  expect(unreadOf(held(talk))).toBe(2);
});

test('Reading counts and is told at once, and what is read right after it is told together.', async () => {
  const { chat, socket, held } = await join(withGame(60, 50));
  await chat.client.markRead(55, false, game);
  const told = () => commandsOf(socket, 'mark-read').map(({ room, seq }) => [room, seq]);
  expect(told()).toEqual([[game, 55]]);
  await chat.client.markRead(57, false, game);
  await chat.client.markRead(58, false, game);
  await chat.client.markRead(56, false, game);
  expect(unreadOf(held(game))).toBe(2);
  expect(told()).toHaveLength(1);
  chat.advance(10_000);
  expect(told()).toEqual([
    [game, 55],
    [game, 58],
  ]);
});

test('What was read while there was no connection is told over the next one.', async () => {
  const { chat, socket } = await join(withGame(60, 50));
  socket.drop();
  await chat.client.markRead(60, false, game);
  chat.advance(2_000);
  const second = chat.enter({ ...withGame(60, 50), reset: false });
  expect(commandsOf(second, 'mark-read')).toMatchObject([{ room: game, seq: 60 }]);
  expect(unreadOf(conversationOf(chat.state(), game))).toBe(0);
});

test('Coming back says where each room stood; a room without messages says nothing.', async () => {
  const { chat, socket, held } = await join();
  socket.say(sent(game, 1, 2));
  socket.drop();
  chat.advance(2_000);
  const second = chat.enter({ ...withGame(4), reset: false });
  expect(commandsOf(second, 'join')[0]?.cursors).toEqual([{ room: game, seq: 2, id: 'message-2', at: 2 }]);
  second.say(sent(game, 3, 4));
  expect(held(game).messages).toEqual(messagesFrom(1, 4));
  const fresh = await join();
  expect(commandsOf(fresh.socket, 'join')[0]).not.toHaveProperty('cursors');
});

test('What becomes of a message in a room is seen there alone, and coming back says what was heard of last.', async () => {
  const { chat, socket, held } = await join();
  socket.say({ type: 'messages-sent', messages: messagesFrom(1, 2) });
  socket.say(sent(game, 1, 2));
  const changed = { seq: 3, id: 'change-3', at: 7 };
  const deleted = { seq: 2, id: 'message-2', change: 'deleted' };
  socket.say({ type: 'messages-changed', room: game, changes: [deleted], changed });
  expect(held(game).messages).toMatchObject([{ content: 'text 1' }, { deleted: true, content: '' }]);
  expect(chat.state()).toMatchObject({ messages: messagesFrom(1, 2), changed: null });
  socket.drop();
  chat.advance(2_000);
  const second = chat.enter({ ...withGame(2), reset: false });
  expect(commandsOf(second, 'join')[0]?.cursors).toMatchObject([{ room: game, seq: 2, changed }]);
});

test('How far the others have read is known of each room, until the host says that nobody hears of it.', async () => {
  const { chat, socket, held } = await join();
  socket.say({ type: 'reads-changed', room: game, reads: [{ by: binh.id, seq: 2 }] });
  socket.say({ type: 'reads-changed', reads: [{ by: binh.id, seq: 1 }] });
  expect(held(game).reads).toEqual([{ by: binh.id, seq: 2 }]);
  expect(chat.state().reads).toEqual([{ by: binh.id, seq: 1 }]);
  socket.say({ type: 'arranged', ...arrangement, readMarks: false });
  expect([held(game).reads, chat.state().reads]).toEqual([[], []]);
});

test('The same place is told once over a connection, and again with another wish about being seen.', async () => {
  const { chat, socket } = await join(withGame(60, 50));
  await chat.client.markRead(60, false, game);
  await chat.client.markRead(60, false, game);
  chat.advance(10_000);
  await chat.client.markRead(60, true, game);
  chat.advance(10_000);
  const told = commandsOf(socket, 'mark-read').map(({ seq, hidden }) => [seq, hidden]);
  expect(told).toEqual([
    [60, false],
    [60, true],
  ]);
});

test('What was told before is told over the next connection, and does not hold up what is new.', async () => {
  const { chat, socket } = await join(withGame(60, 50));
  await chat.client.markRead(60, false, game);
  socket.drop();
  chat.advance(2_000);
  const second = chat.enter({ ...withGame(60, 60), reset: false });
  const told = () => commandsOf(second, 'mark-read').map(({ seq }) => seq);
  await chat.client.markRead(60, false, game);
  expect(told()).toEqual([]);
  second.say(sent(game, 61));
  await chat.client.markRead(61, false, game);
  expect(told()).toEqual([61]);
  const third = await join(withGame(60, 60));
  await third.chat.client.markRead(60, false, game);
  third.chat.advance(10_000);
  expect(commandsOf(third.socket, 'mark-read')).toMatchObject([{ seq: 60 }]);
});

test('A message in a room is changed there, and answered there.', async () => {
  const { chat, socket } = await join();
  socket.say(sent(game, 1));
  const message = { seq: 1, id: 'message-1' };
  void chat.client.react(message, '👍', true, game);
  void chat.client.edit(message, 'khác', game);
  void chat.client.readsOf(game);
  await chat.client.send('đúng', { reply: message, room: game });
  expect(commandsOf(socket, 'react')).toMatchObject([{ room: game, message }]);
  expect(commandsOf(socket, 'edit-message')).toMatchObject([{ room: game, message }]);
  expect(commandsOf(socket, 'get-reads')).toMatchObject([{ room: game }]);
  expect(commandsOf(socket, 'send-message')).toMatchObject([{ room: game, reply: message }]);
});

test('A room whose history is another one is started anew.', async () => {
  const { chat, socket, held } = await join();
  socket.say(sent(game, 1, 5));
  await chat.client.markRead(5, false, game);
  socket.say({ type: 'conversation-reset', room: game, messages: messagesFrom(1, 2), changed: null });
  expect(held(game)).toMatchObject({ messages: messagesFrom(1, 2), lastSeq: 2, read: 2, hasOlder: false });
});

test('Somebody else at this seat finds nothing of the talks of the one before.', async () => {
  const { chat, socket, held } = await join({
    ...withGame(),
    talks: [{ room: talk, lastSeq: 1, name: 'Binh' }],
  });
  socket.say(sent(talk, 1));
  socket.drop();
  chat.advance(2_000);
  chat.enter({ ...withGame(), reset: false, you: { id: 'person-chi', name: 'Chi' } });
  expect(held(talk).messages).toEqual([]);
  expect(chat.state().conversations.map(({ room }) => room)).toEqual([game]);
});

test('A message goes to the room that it was written in, in order, and its number is that room’s.', async () => {
  const { chat, socket } = await join();
  await chat.client.send('one', { room: game });
  await chat.client.send('two');
  await chat.client.send('three', { room: game });
  const said = commandsOf(socket, 'send-message');
  expect(said.map(({ content, room }) => [content, room])).toEqual([
    ['one', game],
    ['two', undefined],
    ['three', game],
  ]);
  expect(stateOf(chat.state(), game).outbox.map(({ content }) => content)).toEqual(['one', 'three']);
  expect(stateOf(chat.state(), 'main').outbox.map(({ content }) => content)).toEqual(['two']);
  const mine = { seq: 1, id: said[0]?.id, name: 'An', content: 'one', at: 1, by: an.id };
  socket.say({ type: 'messages-sent', room: game, messages: [mine] });
  expect(chat.state().outbox[0]).toMatchObject({ room: game, seq: 1 });
  expect(unreadOf(conversationOf(chat.state(), game))).toBe(0);
  expect(commandsOf(socket, 'mark-read')).toMatchObject([{ room: game, seq: 1 }]);
  socket.say({ type: 'messages-stored', room: game, messages: [{ id: mine.id, seq: 1 }] });
  expect(chat.state().outbox.map(({ content }) => content)).toEqual(['two', 'three']);
});

test('What was meant for a room or for somebody alone is that after a reload, too.', async () => {
  const fake = createFakePlatform();
  const kept = new Map<string, string>();
  const seats = {
    load: (url: string): unknown => JSON.parse(kept.get(url) ?? 'null'),
    save: (url: string, seat: KeptSeat) => void kept.set(url, JSON.stringify(seat)),
    forget: (url: string) => void kept.delete(url),
  };
  const { chat, socket } = await join(withGame(), createFakeChat({ seats }, fake));
  socket.drop();
  await chat.client.send('only for you', { room: talk });
  await chat.client.send('for all');
  const reloaded = createFakeChat({ seats }, fake);
  void reloaded.join();
  expect(commandsOf(reloaded.enter(withGame()), 'send-message')).toMatchObject([
    { content: 'only for you', room: talk },
    { content: 'for all' },
  ]);
  for (const [url, seat] of kept) kept.set(url, seat.replaceAll(talk, '@'));
  const broken = createFakeChat({ seats }, fake);
  void broken.join();
  expect(broken.state().outbox.map(({ content }) => content)).toEqual(['for all']);
});

test('A talk takes the name that the other one had last.', async () => {
  const { chat, socket } = await join();
  const mine = { seq: 1, id: 'message-a', name: 'An', content: 'x', at: 1, by: an.id, to: 'Binh' };
  socket.say({ type: 'messages-sent', room: talk, messages: [mine] });
  expect(chat.state().conversations).toMatchObject([{ room: game }, { room: talk, name: 'Binh' }]);
  socket.say({
    type: 'messages-sent',
    room: talk,
    messages: [{ ...messagesFrom(2, 2)[0], name: 'Binh N.' }],
  });
  expect(chat.state().conversations).toMatchObject([{ room: game }, { room: talk, name: 'Binh N.' }]);
});

test('Typing is shown where it happens, and is over everywhere when the person leaves.', async () => {
  const { chat, socket, held } = await join();
  socket.say({ type: 'typing-changed', room: game, person: binh, typing: true });
  expect(held(game).typing).toMatchObject([{ person: binh }]);
  expect(chat.state().typing).toEqual([]);
  socket.say({ type: 'person-left', person: binh, at: 1 });
  expect(held(game).typing).toEqual([]);
});

test('Older messages, and one message far back, are fetched of the room that is read.', async () => {
  const { chat, socket, held } = await join(withGame(300));
  socket.say(sent(game, 251, 300));
  const older = chat.client.loadOlder(game);
  const [question] = commandsOf(socket, 'get-history');
  expect(question).toMatchObject({ room: game, before: 251 });
  const page = { type: 'history-page', room: game, hasNewer: true };
  socket.say({ ...page, replyTo: question?.id, messages: messagesFrom(201, 250), hasOlder: true });
  expect(await older).toEqual({ ok: true, value: true });
  const led = chat.client.showMessage(30, game);
  const looked = commandsOf(socket, 'get-history')[1];
  socket.say({ ...page, replyTo: looked?.id, messages: messagesFrom(5, 54), hasOlder: true });
  expect(await led).toEqual({ ok: true, value: true });
  expect(held(game).view?.messages).toEqual(messagesFrom(5, 54));
  await chat.client.showNewest(game);
  expect(held(game)).toMatchObject({ view: null, messages: messagesFrom(201, 300) });
  expect(chat.state().view).toBe(null);
});

test('A search looks through the room that it was asked for.', async () => {
  const { chat, socket } = await join(withGame(5));
  await chat.client.search('text', game);
  const [question] = commandsOf(socket, 'search-messages');
  expect(question).toMatchObject({ room: game, query: 'text' });
  const [hit] = messagesFrom(4, 4);
  const found = { type: 'messages-found', room: game, replyTo: question?.id, searchedTo: 1, lastSeq: 5 };
  socket.say({ ...found, messages: [hit], over: true });
  expect(chat.state().search).toMatchObject({ room: game, hits: [hit], running: false });
});

test('Arranging rooms is answered, and a room that is added is there for everyone.', async () => {
  const { chat, socket } = await join({});
  expect(chat.state()).toMatchObject({ arrangement: null, conversations: [] });
  const adding = chat.client.rooms.add('Game');
  const id = commandsOf(socket, 'add-room')[0]?.id;
  socket.say({ type: 'done', replyTo: id });
  expect(await adding).toEqual({ ok: true, value: id });
  socket.say({ type: 'arranged', ...arrangement });
  expect(chat.state().conversations).toMatchObject([{ room: game, lastSeq: 0 }]);
  const archiving = chat.client.rooms.archive(game, true);
  socket.say({
    type: 'refused',
    replyTo: commandsOf(socket, 'archive-room')[0]?.id,
    command: 'archive-room',
    code: 'not-allowed',
  });
  expect(await archiving).toEqual({ ok: false, code: 'not-allowed' });
});
