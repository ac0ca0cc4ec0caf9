import { expect, test } from 'vitest';
import { foldText } from '../../protocol/fold.ts';
import { createLineMatcher } from './line-matcher.ts';
import { contentOf, encodeRecord } from './record.ts';

const record = (content: string, name = 'An') =>
  encodeRecord({ name, content, at: Date.UTC(2026, 0, 5), id: 'message-1', by: 'person-1' });

function mayHave(line: string, word: string): boolean {
  // Between other lines, as in a file.
  const before = Buffer.from(`${record('trước')},\n`);
  const bytes = Buffer.concat([before, Buffer.from(line), Buffer.from(`,\n${record('sau')}`)]);
  return createLineMatcher(foldText(word))(bytes, before.length, before.length + Buffer.byteLength(line));
}

test.each([
  ['lop', 'Chào cả lớp'],
  ['d', 'Đ'],
  ['strasse', 'Hauptstraße'],
  ['👍', 'tốt 👍🏽'],
  ['aab', 'aaab'],
  ['你好', '你们，你好'],
])('%s may be in %s', (word, content) => {
  expect(mayHave(record(content), word)).toBe(true);
});

test('only the text of the message is looked through, neither names nor keys, ids and times', () => {
  for (const word of ['an', 'name', 'content', 'timestamp', '2026', 'message', 'person', 'truoc', 'sau']) {
    expect(mayHave(record('xin chào'), word), word).toBe(false);
  }
});

test('a name with quotes and escapes does not end before its end', () => {
  expect(mayHave(record('xin chào', 'A"n,"content":"lop\\'), 'lop')).toBe(false);
  expect(mayHave(record('lớp', 'A"n\\'), 'lop')).toBe(true);
});

test.each([
  ['an escape in the text', record('một\nhai')],
  ['letters as escapes', '{"name":"An","content":"l\\u1edbp","timestamp":"x"}'],
  ['keys in another order', '{"content":"một","name":"An"}'],
  ['blanks between keys', '{"name": "An", "content": "một"}'],
  ['a text that is none', '{"name":"An","content":5}'],
  ['what is no message', '{"deleted":true}'],
  ['the shortest line', '{}'],
])('%s is not judged here', (_what, line) => {
  expect(mayHave(line, 'lop')).toBe(true);
});

test('bytes that are no UTF-8 hide nothing', () => {
  const [start = '', end = ''] = record('|d').split('|');
  const bytes = Buffer.concat([Buffer.from(start), Buffer.from([0xc3]), Buffer.from(end)]);
  expect(createLineMatcher('d')(bytes, 0, bytes.length)).toBe(true);
});

test('it never says no where the word is, for texts of all kinds of characters', () => {
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const alphabet = [...'abdDđĐoớỡÔ sSßẞΣσς👍🏽你ﷺ\u0301\u031b\u00ad\u{1d15e}\u{10400}\u{10428}'];
  let found = 0;
  for (let round = 0; round < 5_000; round += 1) {
    const text = (length: number) =>
      Array.from({ length }, () => alphabet[random(alphabet.length)] ?? '').join('');
    const content = text(1 + random(45));
    const from = random(content.length);
    const word = foldText(content.slice(from, from + 1 + random(40)));
    const line = record(content);
    if (word === '' || !foldText(contentOf(line)).includes(word)) continue;
    found += 1;
    expect(mayHave(line, word), JSON.stringify({ content, word })).toBe(true);
  }
  expect(found).toBeGreaterThan(4_000);
});
