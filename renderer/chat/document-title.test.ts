import { expect, test } from 'vitest';
import { documentTitle } from './document-title.ts';

test('the title is the name of the chat, with what is unread before it', () => {
  expect(documentTitle('Lớp 9A', 0)).toBe('Lớp 9A');
  expect(documentTitle('Lớp 9A', 3)).toBe('(3) Lớp 9A');
  expect(documentTitle('Lớp 9A', 1_000)).toBe('(99+) Lớp 9A');
});
