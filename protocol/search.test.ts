import { expect, test } from 'vitest';
import { maxQueryCodePoints } from './limits.ts';
import { findWords, hasWords, parseQuery } from './search.ts';

function words(query: string): readonly string[] {
  const parsed = parseQuery(query);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.value;
}

const marked = (text: string, query: string) =>
  findWords(text, words(query)).map(({ start, end }) => text.slice(start, end));

test('a query is its words, folded, each once', () => {
  expect(words('  Lớp \u00a0 9A\tlop ')).toEqual(['lop', '9a']);
});

test.each([
  ['nothing', ''],
  ['white space', ' \n\t '],
  ['marks alone', '\u0301\u0302'],
  ['something invisible', '\u200b'],
  ['a number', 7],
  ['null', null],
  ['too long a text', 'a'.repeat(maxQueryCodePoints + 1)],
])('%s cannot be searched for', (_what, query) => {
  expect(parseQuery(query)).toEqual({ ok: false, code: 'bad-query' });
});

test('the limit counts characters, not units', () => {
  expect(parseQuery('😀'.repeat(maxQueryCodePoints)).ok).toBe(true);
});

test.each([
  ['lop', 'Chào cả lớp'],
  ['d', 'Đi'],
  ['LỚP', 'lop 9a'],
  ['truong duong', 'Đường đến trường'],
  ['ươ', 'đường'],
  ['strasse', 'Hauptstraße'],
  ['hét', 'he\u0301t'],
])('%s finds %s', (query, text) => {
  expect(hasWords(text, words(query))).toBe(true);
});

test('all the words have to be there', () => {
  expect(hasWords('Chào cả lớp', words('lop 9a'))).toBe(false);
});

test('what was found is marked where it stands in the text as it was written', () => {
  expect(marked('Chào cả Lớp, lop học', 'lop')).toEqual(['Lớp', 'lop']);
  expect(marked('Đường đến trường', 'duong truong')).toEqual(['Đường', 'trường']);
  expect(marked('👍🏽 lớp', 'lop')).toEqual(['lớp']);
});

test('letters are marked with all their marks, and characters as a whole', () => {
  expect(marked('lo\u031b\u0301p', 'lo')).toEqual(['lo\u031b\u0301']);
  expect(marked('lo\u031b\u0301p', 'p')).toEqual(['p']);
  expect(marked('Straße', 's')).toEqual(['S', 'ß']);
});

test('stretches that overlap or touch are one', () => {
  expect(marked('aaa', 'a')).toEqual(['aaa']);
  expect(marked('trường', 'truo uong')).toEqual(['trường']);
  expect(findWords('không có', words('xyz'))).toEqual([]);
});
