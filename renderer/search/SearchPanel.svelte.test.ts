import { flushSync } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { createSearchState } from '../../client/search-state.ts';
import type { SearchState } from '../../client/search-state.ts';
import { press, pressKey, render, settle } from '../testing/render.ts';
import { ChatModel } from '../chat/chat-model.svelte.ts';
import { Search } from './search.svelte.ts';
import SearchPanel from './SearchPanel.svelte';
import { createTestChat, message } from '../chat/testing.ts';

/** What was told of the end of the list; a test says when it is seen. */
let seeEnd: () => void;

beforeEach(() => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
        seeEnd = () => tell([{ isIntersecting: true }]);
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  return () => vi.unstubAllGlobals();
});

function setUp() {
  const chat = createTestChat();
  const search = new Search(new ChatModel(chat.port));
  search.show();
  search.query = 'lop';
  const shown: string[] = [];
  const panel = render(SearchPanel, {
    search,
    today: Date.now(),
    onClose: () => shown.push('closed'),
    onShown: () => shown.push('shown'),
  });
  const input = panel.querySelector('input');
  if (input === null) throw new Error('no field');
  const tell = (change: Partial<SearchState>) => {
    const base = { ...createSearchState('search-1', 'lop', true), running: false, searchedTo: 1, lastSeq: 9 };
    chat.emit({ type: 'search-changed', search: { ...base, ...change } });
    flushSync();
  };
  return { ...chat, panel, input, tell, shown };
}

const status = (panel: HTMLElement) => panel.querySelector('[role=status]')?.textContent.trim();
const lop = (seq: number) => ({ ...message(seq), content: `Chào cả lớp ${String(seq)}` });

test('the field has the focus, and what the search is for is said before anything was typed', () => {
  const { panel, input } = setUp();
  expect(document.activeElement).toBe(input);
  expect(panel.textContent).toContain('everything that was ever written here');
});

test('it is said how far the search has got, what it found, and when that is nothing', () => {
  const { panel, tell } = setUp();
  tell({ running: true, searchedTo: null, lastSeq: 0 });
  expect(status(panel)).toBe('Searching…');
  tell({ running: true, searchedTo: 501, lastSeq: 1_000 });
  expect(status(panel)).toBe('Searching… 50 %');
  tell({ hits: [lop(9), lop(5)], searchedTo: 5 });
  expect(status(panel)).toBe('2 messages so far');
  tell({ hits: [lop(9)] });
  expect(status(panel)).toBe('1 message found');
  tell({});
  expect(status(panel)).toBe('Nothing found');
  tell({ failure: 'storage-failed' });
  expect(status(panel)).not.toBe('Nothing found');
});

test('hits say who and what, with the word marked and the chosen one told to screen readers', async () => {
  const { panel, input, tell } = setUp();
  tell({ hits: [lop(9), lop(5)] });
  const options = [...panel.querySelectorAll('[role=option]')];
  expect(options.map((option) => option.querySelector('.name')?.textContent)).toEqual(['An', 'An']);
  expect(options.map((option) => option.querySelector('mark')?.textContent)).toEqual(['lớp', 'lớp']);
  await pressKey(input, 'ArrowDown');
  expect(options.map((option) => option.getAttribute('aria-selected'))).toEqual(['false', 'true']);
  expect(input.getAttribute('aria-activedescendant')).toBe(options[1]?.id);
});

test('a hit that is pressed leads to its message, and the field keeps the focus', async () => {
  const { panel, input, tell, asked, shown } = setUp();
  tell({ hits: [lop(9), lop(5)] });
  const [, second] = panel.querySelectorAll<HTMLElement>('[role=option]');
  if (second === undefined) throw new Error('no second hit');
  const pressed = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
  second.dispatchEvent(pressed);
  expect(pressed.defaultPrevented).toBe(true);
  await press(second);
  await settle();
  expect(asked).toContain('show 5');
  expect(shown).toEqual(['shown']);
  expect(document.activeElement).toBe(input);
});

test('further hits come before the end of the list is reached', () => {
  const { tell, asked } = setUp();
  tell({ hits: [lop(9)], searchedTo: 9 });
  seeEnd();
  expect(asked).toContain('search on');
});

test('where only what is held can be searched, that is said', () => {
  const { panel, tell } = setUp();
  tell({ whole: false, hits: [lop(9)] });
  expect(panel.textContent).toContain('only the messages that are loaded here');
});
