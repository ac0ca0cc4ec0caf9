import { onTestFinished, expect, test, vi } from 'vitest';
import { createSearchState } from '../../client/search-state.ts';
import type { SearchState } from '../../client/search-state.ts';
import { ChatModel } from '../chat/chat-model.svelte.ts';
import { Search } from './search.svelte.ts';
import { createTestChat, message } from '../chat/testing.ts';

const key = (name: string, keyCode = 0) => ({ key: name, keyCode, isComposing: false });

function setUp() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const test = createTestChat();
  const chat = new ChatModel(test.port);
  const search = new Search(chat, 200);
  let ids = 0;
  const type = (text: string) => {
    search.query = text;
    search.input();
  };
  return {
    ...test,
    chat,
    search,
    type,
    /** The state that the client shows of a search. */
    tell(change: Partial<SearchState> | null, query = 'lop') {
      const base = createSearchState(`search-${String((ids += 1))}`, query, true);
      const found = { ...base, running: false, searchedTo: 1, lastSeq: 9 };
      test.emit({ type: 'search-changed', search: change && { ...found, ...change } });
      search.follow();
    },
  };
}

test('what is typed is searched once typing rests, and at once with Enter', () => {
  const { search, type, asked } = setUp();
  search.show();
  type('l');
  type('lo');
  vi.advanceTimersByTime(199);
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(asked).toEqual(['search lo']);
  type('lop ');
  expect(search.keydown(key('Enter'))).toBe(true);
  expect(asked).toEqual(['search lo', 'search lop']);
  type('lop');
  vi.advanceTimersByTime(500);
  expect(asked).toHaveLength(2);
});

test('while an input method composes nothing is searched and no key is taken', () => {
  const { search, type, asked } = setUp();
  search.show();
  search.compositionStart();
  type('tiê');
  expect(search.keydown(key('Enter'))).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(asked).toEqual([]);
  search.compositionEnd();
  vi.advanceTimersByTime(200);
  expect(asked).toEqual(['search tiê']);
  // Safari ends a composition before it reports the key that ended it.
  expect(search.keydown(key('Enter', 229))).toBe(false);
});

test('an emptied field forgets what was found', () => {
  const { search, type, asked } = setUp();
  type('lop');
  vi.advanceTimersByTime(200);
  type(' ');
  expect(asked).toEqual(['search lop', 'stop search']);
  expect(search.found).toBeNull();
});

test('arrows choose a hit, and Enter leads there', async () => {
  const { search, type, tell, asked, chat } = setUp();
  type('lop');
  vi.advanceTimersByTime(200);
  tell({ hits: [message(9), message(5), message(2)] });
  expect(search.keydown(key('ArrowDown'))).toBe(true);
  search.keydown(key('ArrowDown'));
  search.keydown(key('ArrowDown'));
  search.keydown(key('ArrowUp'));
  expect(search.chosen).toBe(1);
  expect(await search.goTo(search.chosen)).toBe(true);
  expect(asked.at(-1)).toBe('show 5');
  expect(chat.target).toBe(5);
  expect(search.keydown(key('Tab'))).toBe(false);
});

test('what was found stays until there is an answer to what is asked now, and no key leads to it then', () => {
  const { search, type, tell, asked } = setUp();
  const rest = (text: string) => {
    type(text);
    vi.advanceTimersByTime(200);
  };
  rest('lo');
  tell({ hits: [message(9), message(5)] }, 'lo');
  rest('lop');
  tell({ running: true, searchedTo: null });
  expect(search.hits).toHaveLength(2);
  expect(search.words).toEqual(['lo']);
  search.keydown(key('ArrowDown'));
  search.keydown(key('Enter'));
  expect(search.chosen).toBe(0);
  expect(asked).toEqual(['search lo', 'search lop']);
  tell({ hits: [message(9)] });
  expect(search.hits).toHaveLength(1);
  expect(search.words).toEqual(['lop']);
  rest('lopx');
  tell({ running: true, searchedTo: null }, 'lopx');
  tell({}, 'lopx');
  expect(search.hits).toEqual([]);
});

test('beyond the last hit further ones are asked for, where there may be some', () => {
  const { search, type, tell, asked } = setUp();
  type('lop');
  vi.advanceTimersByTime(200);
  tell({ hits: [message(9)], searchedTo: 9 });
  search.keydown(key('ArrowDown'));
  expect(asked.at(-1)).toBe('search on');
  expect(search.chosen).toBe(0);
  tell({ hits: [message(9)], searchedTo: 1 });
  search.more();
  expect(asked.filter((what) => what === 'search on')).toHaveLength(1);
});

test('a hit that cannot be shown is said, until another one is', async () => {
  const { search, type, tell, refuseToShow } = setUp();
  type('lop');
  tell({ hits: [message(9), message(8)] });
  refuseToShow(9);
  expect(await search.goTo(0)).toBe(false);
  expect(search.notShown).toBe(true);
  await search.goTo(1);
  expect(search.notShown).toBe(false);
  expect(await search.goTo(7)).toBe(false);
});

test('closing stops what is under way and keeps what was found; opening searches again where it is gone', () => {
  const { search, type, tell, asked } = setUp();
  search.show();
  type('lop');
  vi.advanceTimersByTime(200);
  tell({ running: false, hits: [message(9)] });
  search.hide();
  search.show();
  expect(asked).toEqual(['search lop']);
  tell({ running: true });
  search.hide();
  tell(null);
  expect(asked).toEqual(['search lop', 'stop search']);
  search.show();
  expect(asked.at(-1)).toBe('search lop');
});

test('what the connection or another history took is searched again once there is a connection', () => {
  const { search, type, tell, asked, connect } = setUp();
  search.show();
  type('lop');
  vi.advanceTimersByTime(200);
  tell({ running: true });
  connect({ name: 'reconnecting', address: 'x', code: 'connection-lost', retryAt: null });
  tell({ running: false, failure: 'connection-lost', searchedTo: 4 });
  expect(asked).toEqual(['search lop']);
  connect({ name: 'joined', address: 'x' });
  search.follow();
  expect(asked).toEqual(['search lop', 'search on']);
  tell({ running: false });
  tell(null);
  expect(asked.at(-1)).toBe('search lop');
});

test('the words of the search are those to be marked', () => {
  const { search, tell } = setUp();
  expect(search.words).toEqual([]);
  tell({}, 'Lớp 9A');
  expect(search.words).toEqual(['lop', '9a']);
});
