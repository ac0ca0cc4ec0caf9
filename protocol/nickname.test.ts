import { expect, test } from 'vitest';
import { foldNickname, parseNickname } from './nickname.ts';

const refused = { ok: false, code: 'bad-nickname' };
const nameOf = (value: unknown): string | null => {
  const result = parseNickname(value);
  return result.ok ? result.value.name : null;
};

test('a name is trimmed by every white space that Unicode knows, and composed', () => {
  expect(nameOf(' \u00a0\u3000\u0085An\t\n')).toBe('An');
  expect(nameOf('a\u0323n')).toBe('ạn');
  expect(nameOf('An Bình')).toBe('An Bình');
});

test('a name is refused when it is no text, or nothing can be seen of it', () => {
  for (const value of [
    undefined,
    null,
    5,
    true,
    {},
    ['x'],
    '',
    ' ',
    '\t',
    '\u200d',
    '\u2800',
    '\u3164 \u00ad',
  ]) {
    expect(parseNickname(value), JSON.stringify(value)).toEqual(refused);
  }
});

test('a name has at most 100 code points, counted after trimming and composing', () => {
  expect(nameOf('x'.repeat(100))).toHaveLength(100);
  expect(nameOf('x'.repeat(101))).toBeNull();
  expect(nameOf('😀'.repeat(100))).toHaveLength(200);
  expect(nameOf('😀'.repeat(101))).toBeNull();
  expect(nameOf(`${' '.repeat(1000)}x`)).toBe('x');
  expect(nameOf('a\u0302\u0323'.repeat(100))).toHaveLength(100);
});

test('a frame full of blanks or of accents is judged without going over it again and again', () => {
  expect(nameOf(`a${' '.repeat(60_000)}b`)).toBeNull();
  expect(nameOf(`a${'\u0302\u0323'.repeat(15_000)}`)).toBeNull();
});

test('characters that disturb the line a name stands in are refused', () => {
  const disturbing = ['\u0000', '\n', '\u007f', '\u0085', '\u2028', '\u2029', '\u200e', '\u200f', '\u061c'];
  const directions = [
    '\u202a',
    '\u202b',
    '\u202c',
    '\u202d',
    '\u202e',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
  ];
  for (const character of [...disturbing, ...directions, '\ud800', '\udc00']) {
    expect(parseNickname(`a${character}b`), JSON.stringify(character)).toEqual(refused);
  }
});

test('emoji made with joiners are names', () => {
  expect(nameOf('👨‍👩‍👧‍👦')).toBe('👨‍👩‍👧‍👦');
});

test('one person has one key, however the name is written', () => {
  const same: [string, string][] = [
    ['An', 'AN'],
    ['Ａｎ', 'an'],
    ['A\u200dn\u00ad', 'an'],
    ['a\u0323n', 'Ạn'],
    ['ALİ', 'ali'],
    ['DIŞ', 'dış'],
    ['Straße', 'STRASSE'],
    ['ẞ', 'ss'],
    ['ΟΔΟΣ', 'οδος'],
    ['ﬁn', 'FIN'],
  ];
  for (const [one, other] of same) expect(foldNickname(one), one).toBe(foldNickname(other));
  expect(foldNickname('An')).not.toBe(foldNickname('Ân'));
});

test('folding a key gives the key, for every character', () => {
  const unstable: string[] = [];
  for (let point = 0; point < 0x20000; point += 1) {
    if (point >= 0xd800 && point < 0xe000) continue;
    const key = foldNickname(`a${String.fromCodePoint(point)}`);
    if (foldNickname(key) !== key) unstable.push(point.toString(16));
  }
  expect(unstable).toEqual([]);
});
