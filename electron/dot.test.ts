import { expect, test } from 'vitest';
import { dotBitmap } from './dot.ts';

test('the dot is solid in the middle, clear in the corners, and no colour outshines its opacity', () => {
  const size = 16;
  const pixels = dotBitmap(size);
  const opacity = (x: number, y: number) => pixels[(y * size + x) * 4 + 3];
  expect(pixels).toHaveLength(size * size * 4);
  expect(opacity(8, 8)).toBe(255);
  expect([opacity(0, 0), opacity(15, 0), opacity(0, 15), opacity(15, 15)]).toEqual([0, 0, 0, 0]);
  for (let at = 0; at < pixels.length; at += 4) {
    const [blue = 0, green = 0, red = 0, alpha = 0] = pixels.subarray(at, at + 4);
    expect(Math.max(blue, green, red)).toBeLessThanOrEqual(alpha);
  }
});
