import { expect, test } from 'vitest';
import { createChatState, reduceChat, type ChatState } from './chat-state.ts';
import { messagesFrom } from './fake-platform.ts';
import { canSearchOn, createSearchState, searchProgress, type SearchState } from './search-state.ts';
import type { ChatEvent, MessagesFound } from '../protocol/events.ts';

function searching(change: Partial<SearchState> = {}): ChatState {
  const search = { ...createSearchState('search-1', 'lop', true), ...change };
  return reduceChat(createChatState(), { type: 'search-changed', search });
}

const hear = (state: ChatState, event: ChatEvent) => reduceChat(state, { type: 'event', event, at: 1 });

function found(change: Partial<MessagesFound>): MessagesFound {
  return {
    type: 'messages-found',
    replyTo: 'search-1',
    messages: [],
    searchedTo: 500,
    lastSeq: 1_000,
    over: false,
    ...change,
  };
}

test('Hits are added as they come, newest first, and the search is over when the host says so.', () => {
  const newest = messagesFrom(901, 902).toReversed();
  const some = hear(searching(), found({ messages: newest }));
  expect(some.search).toMatchObject({ hits: newest, searchedTo: 500, running: true });
  const older = messagesFrom(3, 3);
  const all = hear(some, found({ messages: older, searchedTo: 1, over: true }));
  expect(all.search).toMatchObject({ hits: [...newest, ...older], running: false, failure: null });
});

test('What is said of another search, or of none, changes nothing.', () => {
  const state = searching();
  expect(hear(state, found({ replyTo: 'search-0', messages: messagesFrom(1, 1) }))).toBe(state);
  const none = createChatState();
  expect(hear(none, found({}))).toBe(none);
});

test('A refusal ends it with its code, and leaves the outbox alone.', () => {
  const refused = { type: 'refused', command: 'search-messages', code: 'bad-query', name: null } as const;
  const state = hear(searching(), { ...refused, replyTo: 'search-1' });
  expect(state.search).toMatchObject({ running: false, failure: 'bad-query' });
});

test('A lost connection ends what is under way and keeps what is over.', () => {
  const connection = { name: 'replaced', address: 'x' } as const;
  const lost = reduceChat(searching(), { type: 'connection-changed', connection });
  expect(lost.search).toMatchObject({ running: false, failure: 'connection-lost' });
  const over = searching({ running: false });
  expect(reduceChat(over, { type: 'connection-changed', connection }).search).toBe(over.search);
});

test('Another history forgets what was found in the old one.', () => {
  const state = hear(searching(), {
    type: 'joined',
    replyTo: 'command-2',
    protocol: 1,
    chat: { name: 'Lop 9A', hostName: 'Binh' },
    you: { id: 'a', name: 'An' },
    people: [],
    reset: true,
    messages: [],
    lastSeq: 0,
  });
  expect(state.search).toBeNull();
});

test.each([
  ['before anything is known', { searchedTo: null, lastSeq: 0 }, 0],
  ['in the middle', { searchedTo: 501, lastSeq: 1_000 }, 0.5],
  ['at the end', { searchedTo: 1, lastSeq: 1_000 }, 1],
  ['of an empty history', { searchedTo: 1, lastSeq: 0 }, 1],
])('The progress %s', (_where, change, progress) => {
  expect(searchProgress({ ...createSearchState('s', 'lop', true), ...change })).toBe(progress);
});

test('It can go on once it has stopped before the first message.', () => {
  const search = createSearchState('s', 'lop', true);
  expect(canSearchOn(search)).toBe(false);
  expect(canSearchOn({ ...search, running: false, failure: 'connection-lost' })).toBe(true);
  expect(canSearchOn({ ...search, running: false, searchedTo: 7 })).toBe(true);
  expect(canSearchOn({ ...search, running: false, searchedTo: 1 })).toBe(false);
});
