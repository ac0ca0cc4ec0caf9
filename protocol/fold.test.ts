import { expect, test } from 'vitest';
import { foldCodePoint, foldText } from './fold.ts';

/** The planes with all letters that have case or marks. Surrogates have no place in UTF-8. */
function* codePoints(): Generator<number> {
  for (let codePoint = 0; codePoint <= 0x1ffff; codePoint += 1) {
    if (codePoint < 0xd800 || codePoint > 0xdfff) yield codePoint;
  }
}

test.each([
  ['lớp', 'lop'],
  ['LỚP 9A', 'lop 9a'],
  ['Đường đến trường', 'duong den truong'],
  ['ễ ặ ổ ủ ĩ ỵ', 'e a o u i y'],
  ['e\u0302\u0303', 'e'],
  ['Straße', 'strasse'],
  ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
  ['İstanbul ISPARTA ısı', 'istanbul isparta isi'],
  ['Å Ångström', 'a angstrom'],
  ['so\u00adft zero\u200bwidth', 'soft zerowidth'],
  ['你好 👍🏽', '你好 👍🏽'],
  ['', ''],
])('%s is looked for as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test('folding twice is folding once, for every letter there is', () => {
  const changed: string[] = [];
  for (const codePoint of codePoints()) {
    const once = foldCodePoint(codePoint);
    if (foldText(once) !== once) changed.push(codePoint.toString(16));
  }
  expect(changed).toEqual([]);
});

test('upper and lower case, composed and taken apart, are the same, for every letter there is', () => {
  const different: string[] = [];
  for (const codePoint of codePoints()) {
    const character = String.fromCodePoint(codePoint);
    // The Greek iota that stands below a letter becomes a letter of its own in upper case.
    if (character.normalize('NFD').includes('\u0345')) continue;
    const folded = foldText(character);
    const spellings = [character.toUpperCase(), character.toLowerCase(), character.normalize('NFD')];
    if (spellings.some((spelling) => foldText(spelling) !== folded)) different.push(codePoint.toString(16));
  }
  expect(different).toEqual([]);
});

test('a text folds as its parts do, side by side', () => {
  const text = 'Cả lớp: ΟΔΌΣ, Straße, e\u0302\u0303, 👩‍🏫 và İ.';
  for (let cut = 0; cut <= text.length; cut += 1) {
    // Within a pair of surrogates there are no parts.
    if (/[\udc00-\udfff]/.test(text.charAt(cut))) continue;
    expect(foldText(text.slice(0, cut)) + foldText(text.slice(cut))).toBe(foldText(text));
  }
});
