import { expect, test } from 'vitest';
import { placeBeside } from './place.ts';

const screen = { width: 1000, height: 700 };
const floating = { width: 300, height: 400 };
const box = (left: number, top: number) => ({ left, right: left + 40, top, bottom: top + 40 });

test('it stands above what opened it, right edge below right edge', () => {
  expect(placeBeside(box(900, 640), floating, screen)).toEqual({ left: 640, top: 232 });
});

test('where there is no room above it stands below', () => {
  expect(placeBeside(box(500, 100), floating, screen)).toEqual({ left: 240, top: 148 });
});

test('it never goes beyond the screen', () => {
  expect(placeBeside(box(0, 640), floating, screen).left).toBe(8);
  expect(placeBeside(box(980, 640), floating, screen).left).toBe(692);
  expect(placeBeside(box(500, 300), { width: 300, height: 600 }, screen).top).toBe(92);
});
