import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { qrShape } from './qr.ts';

/** Fills a grid with the rectangles of the path. */
function draw(path: string, size: number): boolean[][] {
  const grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    const row = grid[Number(y)];
    row?.fill(true, Number(x), Number(x) + Number(length));
  }
  return grid;
}

test('the path covers exactly the dark modules of the code', () => {
  const text = 'http://192.168.1.5:8765/#via=172.20.10.2:8765';
  const { size, path } = qrShape(text);
  expect(draw(path, size)).toEqual(encode(text, { ecc: 'M', border: 0 }).data);
});

test('neighbouring modules share a rectangle', () => {
  const { path } = qrShape('http://192.168.1.5:8765/');
  expect(path).toContain('M0 0h7v1h-7z');
});
