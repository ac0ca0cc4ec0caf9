import { expect, test } from 'vitest';
import { isEmoji } from '../../protocol/emoji.ts';
import { tones } from './compact.ts';
import { createEmojiSet, withTone } from './emoji-set.ts';
import type { Emoji } from './emoji-set.ts';
import { groups, readTable, words } from '../../test/emoji-tables.ts';

const vi = createEmojiSet(groups, Infinity, [words('vi'), words('en')]);
const en = createEmojiSet(groups, Infinity, [words('en')]);
const all = vi.groups.flatMap(({ emoji }) => emoji);
const glyphs = (found: readonly Emoji[]) => found.map(({ glyph }) => glyph);

function known(glyph: string): Emoji {
  const emoji = all.find((one) => one.glyph === glyph);
  if (emoji === undefined) throw new Error(`no ${glyph}`);
  return emoji;
}

test('every emoji of Unicode is there, in nine groups, and has a name in both languages', () => {
  const complete = readTable('en').filter(({ group }) => group !== undefined && group !== 2);
  expect(all).toHaveLength(complete.length);
  expect(all.length).toBeGreaterThan(1_900);
  expect(vi.groups.map(({ group }) => group)).toHaveLength(9);
  for (const set of [vi, en]) {
    for (const { emoji } of set.groups) expect(emoji.every(({ label }) => label.trim() !== '')).toBe(true);
  }
  expect(vi.labelOf('🐈')).toBe('mèo');
  expect(en.labelOf('🐈')).toBe('cat');
});

test('words find an emoji with and without their marks, in Vietnamese and in English', () => {
  expect(glyphs(vi.find('mèo'))[0]).toBe('🐈');
  expect(glyphs(vi.find('meo'))).toContain('🐈');
  expect(glyphs(vi.find('Trai Tim do'))[0]).toBe('❤️');
  expect(glyphs(vi.find('red heart'))).toContain('❤️');
  expect(glyphs(vi.find('co viet nam'))[0]).toBe('🇻🇳');
  expect(glyphs(en.find('books'))[0]).toBe('📚');
  expect(glyphs(vi.find('me\u0300o'))[0]).toBe('🐈');
});

test('a name goes before a word about it, a whole word before its beginning, marks before none', () => {
  const found = glyphs(vi.find('bò'));
  expect(found.indexOf('🐄')).toBeLessThan(found.indexOf('🧈'));
  const hands = glyphs(en.find('wave'));
  expect(hands.indexOf('🌊')).toBeLessThan(hands.indexOf('👋'));
});

test('nothing is found for nothing, and nothing for what no emoji is called', () => {
  expect(vi.find('  ')).toEqual([]);
  expect(vi.find('xyzxyz')).toEqual([]);
});

test('a tone goes to everybody in an emoji, and to none that has no skin', () => {
  expect(withTone(known('👍'), 0)).toBe('👍');
  expect(withTone(known('👍'), 3)).toBe('👍🏽');
  expect(withTone(known('🕵️'), 5)).toBe('🕵🏿');
  expect(withTone(known('🧑‍🤝‍🧑'), 2)).toBe('🧑🏼‍🤝‍🧑🏼');
  expect(withTone(known('📚'), 4)).toBe('📚');
});

test('every toned emoji is one of Unicode', () => {
  const real = new Set(readTable('en').flatMap(({ skins = [] }) => skins.map(({ emoji }) => emoji)));
  const toned = all.filter(({ lightest }) => lightest !== null);
  expect(toned.length).toBeGreaterThan(300);
  for (const emoji of toned) {
    for (const tone of [1, 2, 3, 4, 5] as const) expect(real).toContain(withTone(emoji, tone));
  }
});

test('whatever can be picked may be a reaction too, with and without a tone', () => {
  for (const emoji of all) {
    expect(isEmoji(emoji.glyph), emoji.label).toBe(true);
    expect(isEmoji(withTone(emoji, 4)), emoji.label).toBe(true);
  }
});

test('a toned emoji has the name of the one without', () => {
  for (const tone of tones) expect(vi.labelOf(`👍${tone}`)).toBe(vi.labelOf('👍'));
  expect(vi.labelOf('a')).toBeNull();
});

test('what is newer than the font is neither shown nor found', () => {
  const older = createEmojiSet(groups, 14, [words('en')]);
  const shown = older.groups.flatMap(({ emoji }) => glyphs(emoji));
  expect(shown).toContain('🫠');
  expect(shown).not.toContain('🫨');
  expect(glyphs(older.find('shaking face'))).toEqual([]);
  expect(older.labelOf('🐈')).toBe('cat');
  expect(older.labelOf('🇻🇳')).toBe('flag: Vietnam');
});

test('no emoji asks for colour that has it anyway, so that each is one text', () => {
  const asking = all.filter(({ glyph, lightest }) =>
    /\p{Emoji_Presentation}\ufe0f/u.test(glyph + (lightest ?? '')),
  );
  expect(glyphs(asking)).toEqual([]);
});
