import { expect, test } from 'vitest';
import { PagePreferences } from './page-preferences.svelte.ts';
import type { PageStorage } from '../page-storage.ts';

function storageWith(text: string | null): PageStorage & { text: string | null } {
  return {
    text,
    read() {
      return this.text;
    },
    write(_key, value) {
      this.text = value;
      return true;
    },
    remove() {
      this.text = null;
    },
  };
}

test('a first visit knows no nickname and follows the system', () => {
  const preferences = new PagePreferences(storageWith(null), 'vi-VN');
  expect(preferences.value).toEqual({ nickname: '', language: null, theme: 'system', shareReads: true });
  expect(preferences.systemLanguage).toBe('vi');
});

test('a browser in another language gets English', () => {
  expect(new PagePreferences(storageWith(null), 'fr').systemLanguage).toBe('en');
});

test('what was chosen is there on the next visit', async () => {
  const storage = storageWith(null);
  await new PagePreferences(storage, 'vi').change({ nickname: 'Khánh Ngọc', theme: 'dark' });
  expect(new PagePreferences(storage, 'vi').value).toEqual({
    nickname: 'Khánh Ngọc',
    language: null,
    theme: 'dark',
    shareReads: true,
  });
});

test('damaged or foreign values count as not chosen', () => {
  for (const text of [
    '{',
    'null',
    '7',
    '{"nickname":7,"language":"fr","theme":"pink"}',
    '{"nickname":"\\u0000"}',
  ]) {
    const { value } = new PagePreferences(storageWith(text), 'vi');
    expect(value, text).toEqual({ nickname: '', language: null, theme: 'system', shareReads: true });
  }
});
