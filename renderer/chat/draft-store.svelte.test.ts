import { afterEach, expect, test, vi } from 'vitest';
import { createSessionDraftStore } from './draft-store.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

test('a draft is there again after a reload, for its own chat and person only', () => {
  createSessionDraftStore('a:1', 'b').save('nháp');
  expect(createSessionDraftStore('a:1', 'b').load()).toBe('nháp');
  expect(createSessionDraftStore('b:1', 'b').load()).toBe('');
  expect(createSessionDraftStore('a:1', 'c').load()).toBe('');
});

test('an emptied draft leaves nothing behind', () => {
  const store = createSessionDraftStore('a:1', 'b');
  store.save('nháp');
  store.save('');
  expect(sessionStorage.length).toBe(0);
});

test('a browser that keeps nothing does not get in the way', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  const store = createSessionDraftStore('a:1', 'b');
  store.save('nháp');
  expect(store.load()).toBe('');
});
