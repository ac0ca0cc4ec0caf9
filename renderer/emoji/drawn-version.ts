// Which emoji this system's font can draw, so that nobody is offered an empty box. Found by drawing one of each version:
// an emoji that is there is in colour, whatever colour it was asked to be, and one glyph wide.

/** One of each version that came after everyone's fonts, the newest first. */
const samples: readonly (readonly [version: number, glyph: string])[] = [
  [17, '\u{1faea}'],
  [16, '\u{1fae9}'],
  [15.1, '\u{1f642}\u200d\u2194\ufe0f'],
  [15, '\u{1fae8}'],
  [14, '\u{1fae0}'],
  [13.1, '\u{1f62e}\u200d\u{1f4a8}'],
  [13, '\u{1f972}'],
  [12, '\u{1f971}'],
  [11, '\u{1f970}'],
];
/** In every font that has emoji. */
const known = '\u{1f600}';
const sizePx = 16;

/** What a glyph looks like in a colour, as numbers. */
export type DrawGlyph = (
  glyph: string,
  colour: string,
) => { readonly pixels: string; readonly width: number };

/**
 * The newest version of the standard that is drawn here. Infinity where it cannot be told: fonts of one colour, or a
 * browser that blurs what is read back. Better an empty box than nothing to choose from.
 */
export function newestDrawnBy(draw: DrawGlyph): number {
  const blank = draw(' ', '#000').pixels;
  const isDrawn = (glyph: string, atMost: number) => {
    const { pixels, width } = draw(glyph, '#000');
    return pixels !== blank && width <= atMost && pixels === draw(glyph, '#f00').pixels;
  };
  const { width } = draw(known, '#000');
  if (!isDrawn(known, width)) return Infinity;
  const found = samples.find(([, glyph]) => isDrawn(glyph, width * 1.5));
  // 5 is what was there before the oldest sample.
  return found?.[0] ?? 5;
}

let newest: number | undefined;

export function newestDrawn(): number {
  newest ??= newestOnScreen();
  return newest;
}

function newestOnScreen(): number {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = sizePx * 2;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return Infinity;
  pen.font = `${String(sizePx)}px 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif`;
  pen.textBaseline = 'top';
  return newestDrawnBy((glyph, colour) => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = colour;
    pen.fillText(glyph, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return { pixels: data.join(), width: pen.measureText(glyph).width };
  });
}
