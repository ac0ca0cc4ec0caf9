import { expect, test } from 'vitest';
import { createChatState, reduceChat, type ChatState } from './chat-state.ts';
import { messagesFrom } from './fake-platform.ts';
import { shownOf } from './history-view.ts';
import type { ChatEvent, HistoryPage } from '../protocol/events.ts';

function page(first: number, last: number, hasOlder = first > 1): HistoryPage {
  const messages = messagesFrom(first, last);
  return { type: 'history-page', replyTo: 'command-1', messages, hasOlder, hasNewer: true };
}

const newest: ChatState = { ...createChatState(), messages: messagesFrom(951, 1_000), hasOlder: true };
const openView = (state: ChatState, first: number, last: number) =>
  reduceChat(state, { type: 'view-opened', page: page(first, last) });
const hear = (state: ChatState, event: ChatEvent) => reduceChat(state, { type: 'event', event, at: 1 });
const shown = (state: ChatState) => shownOf(state).messages;

test('A part of the history is shown instead of the newest messages, which stay held.', () => {
  const state = openView(newest, 101, 150);
  expect(shown(state)).toEqual(messagesFrom(101, 150));
  expect(state.messages).toBe(newest.messages);
  expect(shown(reduceChat(state, { type: 'view-closed' }))).toEqual(newest.messages);
  expect(reduceChat(newest, { type: 'view-closed' })).toBe(newest);
});

test('What arrives meanwhile goes to the newest, not into the part that is read.', () => {
  const state = hear(openView(newest, 101, 150), {
    type: 'messages-sent',
    messages: messagesFrom(1_001, 1_002),
  });
  expect(shown(state)).toEqual(messagesFrom(101, 150));
  expect(state.messages).toEqual(messagesFrom(951, 1_002));
});

test('Pages go on from the part in both directions.', () => {
  const older = hear(openView(newest, 101, 150), page(51, 100));
  expect(older.view).toEqual({ messages: messagesFrom(51, 150), hasOlder: true });
  const first = hear(older, page(1, 50));
  expect(first.view).toEqual({ messages: messagesFrom(1, 150), hasOlder: false });
  const newer = hear(first, page(151, 200));
  expect(newer.view).toEqual({ messages: messagesFrom(1, 200), hasOlder: false });
});

test('A page that goes on from neither end changes nothing.', () => {
  const state = openView(newest, 101, 150);
  expect(hear(state, page(51, 99))).toBe(state);
  expect(hear(state, page(152, 160))).toBe(state);
  expect(hear(state, page(901, 950))).toBe(state);
  expect(hear(state, page(120, 130))).toBe(state);
});

test('Once paging reaches the newest messages, both are one run, whatever arrived between.', () => {
  const near = hear(openView(newest, 861, 910), {
    type: 'messages-sent',
    messages: messagesFrom(1_001, 1_001),
  });
  const whole = hear(near, page(911, 960));
  expect(whole.view).toBeNull();
  expect(whole).toMatchObject({ messages: messagesFrom(861, 1_001), hasOlder: true });
});

test('A page right before the newest, or over them, is put to them at once.', () => {
  expect(openView(newest, 901, 950)).toMatchObject({ view: null, messages: messagesFrom(901, 1_000) });
  expect(openView(newest, 931, 980)).toMatchObject({ view: null, messages: messagesFrom(931, 1_000) });
  expect(openView(newest, 960, 999).messages).toBe(newest.messages);
});

test('An empty page, or one of a chat without messages, opens nothing.', () => {
  expect(openView(newest, 2, 1)).toBe(newest);
  const empty = createChatState();
  expect(openView(empty, 1, 10)).toBe(empty);
});

test('Beyond a gap the newest run starts anew, and the part that is read stays.', () => {
  const state = hear(openView(newest, 101, 150), {
    type: 'messages-sent',
    messages: messagesFrom(1_500, 1_500),
  });
  expect(shown(state)).toEqual(messagesFrom(101, 150));
  expect(hear(state, page(151, 200)).view?.messages).toEqual(messagesFrom(101, 200));
});

test('Another history closes the part that was read of the old one.', () => {
  const state = hear(openView(newest, 101, 150), {
    type: 'joined',
    replyTo: 'command-2',
    protocol: 1,
    chat: { name: 'Lop 9A', hostName: 'Binh' },
    you: { id: 'a', name: 'An' },
    people: [],
    reset: true,
    messages: messagesFrom(1, 3),
    lastSeq: 3,
  });
  expect(state).toMatchObject({ view: null, messages: messagesFrom(1, 3) });
});
