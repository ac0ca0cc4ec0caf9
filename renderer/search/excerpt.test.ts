import { expect, test } from 'vitest';
import { excerptOf } from './excerpt.ts';

/** The excerpt with what was found in brackets. */
const shown = (content: string, ...words: string[]) =>
  excerptOf(content, words)
    .map(({ text, found }) => (found ? `[${text}]` : text))
    .join('');

test('what was found is told apart as it was written', () => {
  expect(shown('Chào cả lớp, LỚP 9A', 'lop')).toBe('Chào cả [lớp], [LỚP] 9A');
  expect(shown('Đường đến trường', 'truong', 'duong')).toBe('[Đường] đến [trường]');
});

test('lines and blanks are one blank each', () => {
  expect(shown('một\n\n  hai\tba', 'hai')).toBe('một [hai] ba');
});

test('a long message begins at a word shortly before what was found, and ends in time', () => {
  const content = `${'chữ '.repeat(100)}lớp ${'sau '.repeat(100)}`;
  const excerpt = shown(content, 'lop');
  expect(excerpt).toMatch(/^…chữ .*\[lớp\] sau .*…$/);
  expect(excerpt.indexOf('[')).toBeLessThan(45);
  expect(excerpt.length).toBeLessThan(250);
});

test('what was found beyond the end of the excerpt is cut with it', () => {
  const excerpt = excerptOf(`a${'b'.repeat(300)}`, ['a', 'b']);
  expect(excerpt.map(({ text }) => text).join('')).toBe(`a${'b'.repeat(239)}…`);
});

test('characters of two units are never cut in half', () => {
  for (let length = 30; length < 50; length += 1) {
    const excerpt = shown(`x${'😀'.repeat(length)}lớp${'😀'.repeat(150 + length)}`, 'lop');
    expect(excerpt).not.toMatch(/\p{Surrogate}/u);
    expect(excerpt).toContain('[lớp]');
  }
});

test('a message without the words is shown from its start', () => {
  expect(shown('xin chào', 'lop')).toBe('xin chào');
});
