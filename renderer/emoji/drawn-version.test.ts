import { expect, test } from 'vitest';
import { newestDrawnBy } from './drawn-version.ts';
import type { DrawGlyph } from './drawn-version.ts';

const blank = { pixels: 'blank', width: 4 };

/** A font that has these in colour, and an empty box in the colour of the text for everything else. */
function font(...glyphs: readonly string[]): DrawGlyph {
  return (glyph, colour) => {
    if (glyph === ' ') return blank;
    if (glyphs.includes(glyph)) return { pixels: glyph, width: 20 };
    return { pixels: `box in ${colour}`, width: 20 };
  };
}

test('the newest version is that of the newest emoji that is drawn in colour', () => {
  expect(newestDrawnBy(font('😀', '🥰', '🥱', '🥲', '🫠'))).toBe(14);
  expect(newestDrawnBy(font('😀'))).toBe(5);
});

test('a joined emoji that is drawn as its parts is not there', () => {
  const joined = '🙂\u200d↔️';
  const apart: DrawGlyph = (glyph, colour) =>
    glyph === joined ? { pixels: 'two', width: 40 } : font('😀', '🫨')(glyph, colour);
  expect(newestDrawnBy(apart)).toBe(15);
  expect(newestDrawnBy(font('😀', '🫨', joined))).toBe(15.1);
});

test('where nothing can be told nothing is hidden', () => {
  expect(newestDrawnBy(font())).toBe(Infinity);
  expect(newestDrawnBy(() => blank)).toBe(Infinity);
});
