import { expect, test } from 'vitest';
import { countCodePoints, parseContent } from './content.ts';

test('content is any text of 1 to 4000 code points, with its white space', () => {
  for (const text of ['x', '  \n ', 'z'.repeat(4000), '😀'.repeat(4000), 'e\u0323', '\u0000']) {
    expect(parseContent(text)).toEqual({ ok: true, value: text });
  }
});

test('content is refused when it is no text, empty, too long or no Unicode', () => {
  const refused = { ok: false, code: 'bad-content' };
  for (const value of [
    undefined,
    null,
    5,
    {},
    ['x', 1],
    '',
    'z'.repeat(4001),
    '😀'.repeat(4001),
    'a\ud800',
    '\udc00b',
  ]) {
    expect(parseContent(value)).toEqual(refused);
  }
});

test('code points are counted as the old server counts them', () => {
  for (const text of ['', 'abc', '😀 ờ', '👨‍👩‍👧‍👦', 'a\ud800b', '\ud800\ud800\udc00', '\udc00\ud800']) {
    expect(countCodePoints(text)).toBe([...text].length);
  }
});
