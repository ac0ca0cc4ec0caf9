import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { createChatState } from '../../client/chat-state.ts';
import type { ChatState } from '../../client/chat-state.ts';
import { ChatModel } from './chat-model.svelte.ts';
import { messagesAfter } from './messages-after.ts';
import { an, createTestChat, message, you } from './testing.ts';

function setUp(change: Partial<ChatState> = {}) {
  const test = createTestChat(change);
  return { ...test, chat: new ChatModel(test.port) };
}

const kinds = (chat: ChatModel) => chat.timeline.rows.map((row) => row.kind);

test('updates become rows', () => {
  const { chat, say } = setUp();
  say(message(2, you));
  expect(kinds(chat)).toEqual(['day', 'message', 'message']);
});

test('people are listed with oneself first', () => {
  expect(setUp().chat.people.map(({ name }) => name)).toEqual(['Bình', 'An']);
});

test('what others say while nobody looks is unread and stands after a line', () => {
  const { chat, say } = setUp();
  chat.attention.setLooking(false);
  say(message(2, you));
  say(message(3));
  say(message(4));
  expect(chat.attention.unread).toBe(2);
  expect(kinds(chat)).toEqual(['day', 'message', 'message', 'new', 'message', 'message']);
});

test('the line stays where it is while the reader is back, and goes when the reader leaves', () => {
  const { chat, say } = setUp();
  chat.attention.setLooking(false);
  say(message(2));
  chat.attention.setLooking(true);
  expect(chat.attention.unread).toBe(0);
  say(message(3));
  expect(kinds(chat)).toEqual(['day', 'message', 'new', 'message', 'message']);
  chat.attention.setLooking(false);
  expect(kinds(chat)).not.toContain('new');
  say(message(4));
  expect(kinds(chat)).toEqual(['day', 'message', 'message', 'message', 'new', 'message']);
});

test('what is said while the reader looks is neither unread nor set apart, but announced', () => {
  const { chat, say } = setUp();
  say(message(2));
  expect(chat.attention.unread).toBe(0);
  expect(kinds(chat)).not.toContain('new');
  expect(chat.announcer.current).toMatchObject({ messages: [{ name: 'An', content: 'tin 2' }] });
  chat.destroy();
});

test('own messages are not announced', () => {
  const { chat, say } = setUp();
  say(message(2, you));
  expect(chat.announcer.current).toBeNull();
});

test('messages missed while away from the host count, a history that was changed does not', () => {
  const joined = { type: 'joined', replyTo: '1', protocol: 1, you, people: [an, you], lastSeq: 3 } as const;
  const chatInfo = { name: 'Lớp 9A', hostName: 'Bình' };
  const { chat, hear } = setUp();
  chat.attention.setLooking(false);
  hear({ ...joined, chat: chatInfo, reset: false, messages: [message(2), message(3)] });
  expect(chat.attention.unread).toBe(2);
  hear({ ...joined, chat: chatInfo, reset: true, messages: [message(2), message(3), message(4)] });
  expect(chat.attention.unread).toBe(0);
  expect(kinds(chat)).not.toContain('new');
  chat.destroy();
});

test('the first page of a chat is no news', () => {
  const { chat, hear } = setUp({ ...createChatState() });
  chat.attention.setLooking(false);
  hear({
    type: 'joined',
    replyTo: '1',
    protocol: 1,
    chat: { name: 'Lớp 9A', hostName: 'Bình' },
    you,
    people: [you],
    reset: true,
    messages: [message(1)],
    lastSeq: 1,
  });
  expect(chat.attention.unread).toBe(0);
  expect(chat.announcer.current).toBeNull();
});

test('a message of one’s own is the same row from the outbox to the disk of the host', () => {
  const waiting = { id: 'mine', content: 'tin', at: 2_000, failure: null };
  const { chat, say, hear } = setUp({ outbox: [waiting] });
  const lastKey = () => chat.timeline.rows.at(-1)?.key;
  const key = lastKey();
  expect(kinds(chat).at(-1)).toBe('outbox');
  say({ ...message(2, you), id: 'mine' });
  expect(kinds(chat)).toEqual(['day', 'message', 'message']);
  expect(lastKey()).toBe(key);
  hear({ type: 'messages-stored', messages: [{ id: 'mine', seq: 2 }] });
  expect(lastKey()).toBe(key);
});

test('an older page is shown by itself, whatever came right before and after it', () => {
  const { chat, hear, say } = setUp({ messages: [message(5)], hasOlder: true });
  const shown: [length: number, prepended: boolean][] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      shown.push([chat.state.messages.length, chat.timeline.prepended]);
    });
  });
  flushSync();
  say(message(6));
  hear({
    type: 'history-page',
    replyTo: '1',
    messages: [message(3), message(4)],
    hasOlder: true,
    hasNewer: true,
  });
  say(message(7));
  flushSync();
  expect(shown).toEqual([
    [1, false],
    [2, false],
    [4, true],
    [5, false],
  ]);
  stop();
  chat.destroy();
});

test('three names at most are typing, and a notice ends by itself', () => {
  const people = ['C', 'D', 'E', 'F'].map((name) => ({ id: name, name }));
  const { chat, hear } = setUp({ people: [an, you, ...people] });
  const now = Date.now();
  for (const person of people) hear({ type: 'typing-changed', person, typing: true }, now);
  expect(chat.passing.typing).toEqual({ names: ['C', 'D', 'E'], more: 1 });
  expect(chat.passing.needsClock).toBe(true);
  chat.passing.tick(now + 60_000);
  expect(chat.passing.typing).toEqual({ names: [], more: 0 });
  expect(chat.passing.needsClock).toBe(false);
});

test('the next try is counted down in whole seconds', () => {
  const { chat, connect } = setUp();
  const now = Date.now();
  connect({ name: 'reconnecting', address: 'x', code: 'connection-lost', retryAt: now + 2_400 });
  chat.passing.tick(now);
  expect(chat.passing.retryInSeconds).toBe(3);
  chat.passing.tick(now + 2_000);
  expect(chat.passing.retryInSeconds).toBe(1);
  chat.passing.tick(now + 9_000);
  expect(chat.passing.retryInSeconds).toBe(0);
  connect({ name: 'reconnecting', address: 'x', code: 'connection-lost', retryAt: null });
  expect(chat.passing.retryInSeconds).toBeNull();
});

test('own messages that are not on the disk of the host are told apart', () => {
  const waiting = { id: 'm2', content: 'x', at: 2_000, failure: null };
  const { chat, say, hear } = setUp({ outbox: [waiting] });
  say(message(2, you));
  expect(kinds(chat)).toEqual(['day', 'message', 'message']);
  expect(chat.isStored('m2')).toBe(false);
  hear({ type: 'messages-stored', messages: [{ id: 'm2', seq: 2 }] });
  expect(chat.isStored('m2')).toBe(true);
});

test('mentions follow the people and oneself', () => {
  const { chat, hear } = setUp();
  expect(chat.mentions.match('Chi', 0)).toBeNull();
  hear({ type: 'person-joined', person: { id: 'c', name: 'Chi' }, at: 0 });
  expect(chat.mentions.match('Chi', 0)).toEqual({ end: 3, own: false });
  expect(chat.mentions.match('bình', 0)).toEqual({ end: 4, own: true });
});

test('a model that has ended hears nothing more', () => {
  const { chat, isHeard } = setUp();
  chat.destroy();
  expect(isHeard()).toBe(false);
});

test('messages after a number are found from the end', () => {
  const messages = [1, 2, 3].map((seq) => message(seq));
  expect(messagesAfter(messages, 1)).toEqual([message(2), message(3)]);
  expect(messagesAfter(messages, 0)).toHaveLength(3);
  expect(messagesAfter(messages, 9)).toEqual([]);
});

/** A chat whose newest messages are 90 and 91, with the part from 40 to 42 shown instead of them. */
function reading() {
  const test = setUp({ messages: [message(90), message(91)], hasOlder: true });
  const page = { type: 'history-page', replyTo: '1', hasOlder: true, hasNewer: true } as const;
  test.emit({ type: 'view-opened', page: { ...page, messages: [40, 41, 42].map((seq) => message(seq)) } });
  return { ...test, page };
}

const seqs = (chat: ChatModel) =>
  chat.timeline.rows.flatMap((row) => (row.kind === 'message' ? [row.message.seq] : []));

test('an older part of the history is shown by itself: what is on its way and who comes belong to the newest', () => {
  const { chat, hear, say, emit } = reading();
  const part = chat.part;
  hear({ type: 'person-joined', person: { id: 'c', name: 'Chi' }, at: 1 });
  emit({ type: 'outbox-changed', outbox: [{ id: 'mine', content: 'x', at: 2_000, failure: null }] });
  chat.attention.setLooking(false);
  say(message(92));
  expect(chat.viewing).toBe(true);
  expect(kinds(chat)).toEqual(['day', 'message', 'message', 'message']);
  expect(seqs(chat)).toEqual([40, 41, 42]);
  expect(chat.attention.unread).toBe(1);
  expect(chat.part).toBe(part);
  chat.destroy();
});

test('the newest are another list than the part that was read, with what came meanwhile', async () => {
  const { chat, say } = reading();
  const part = chat.part;
  say(message(92));
  await chat.showNewest();
  expect(chat.part).not.toBe(part);
  expect(seqs(chat)).toEqual([90, 91, 92]);
  expect(chat.timeline.prepended).toBe(false);
  chat.destroy();
});

test('pages go on from the part without making it another list, also where they reach the newest', () => {
  const { chat, hear, page } = reading();
  const part = chat.part;
  expect(seqs(chat)).toEqual([40, 41, 42]);
  hear({ ...page, messages: [message(39)] });
  expect([seqs(chat), chat.timeline.prepended]).toEqual([[39, 40, 41, 42], true]);
  hear({ ...page, messages: Array.from({ length: 47 }, (_, index) => message(43 + index)) });
  expect(chat.viewing).toBe(false);
  expect(seqs(chat)).toHaveLength(53);
  expect([chat.timeline.prepended, chat.part]).toEqual([false, part]);
  chat.destroy();
});

test('a message that is to be shown is the target until the timeline has gone there', async () => {
  const { chat, asked, refuseToShow } = setUp();
  expect(await chat.showMessage(1)).toEqual({ ok: true, value: true });
  expect([asked, chat.target]).toEqual([['show 1'], 1]);
  chat.target = null;
  refuseToShow(7);
  expect(await chat.showMessage(7)).toEqual({ ok: true, value: false });
  expect(chat.target).toBeNull();
});

test('a page that is looked at in a window without the focus is not read', () => {
  const { chat, say } = setUp();
  chat.attention.setLooking(true);
  chat.attention.setAttended(false);
  say(message(2));
  expect(chat.attention.unread).toBe(1);
  chat.attention.setAttended(true);
  expect(chat.attention.unread).toBe(0);
});

test('news are told of others alone, with whether somebody reads them, and neither history nor a reset is news', () => {
  const { chat, say, hear } = setUp();
  const heard: [number[], boolean][] = [];
  chat.onNews = ({ messages, reading }) => heard.push([messages.map(({ seq }) => seq), reading]);
  say(message(2, you));
  say(message(3));
  chat.attention.setLooking(false);
  const back = {
    type: 'joined',
    protocol: 1,
    lastSeq: 6,
    chat: { name: 'Lớp 9A', hostName: 'Bình' },
    you,
    people: [an, you],
  } as const;
  hear({ ...back, replyTo: 'j', messages: [message(4), message(5, you), message(6)], reset: false });
  hear({ ...back, replyTo: 'j', messages: [message(1), message(2)], reset: true });
  expect(heard).toEqual([
    [[3], true],
    [[4, 6], false],
  ]);
});
