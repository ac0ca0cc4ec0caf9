import { expect, test } from 'vitest';
import { fitWithin, renamed } from './prepare-file.ts';

test('a picture keeps its proportions and never grows', () => {
  expect(fitWithin({ width: 4000, height: 3000 }, 2048)).toEqual({ width: 2048, height: 1536 });
  expect(fitWithin({ width: 30, height: 4000 }, 2048)).toEqual({ width: 15, height: 2048 });
  expect(fitWithin({ width: 1, height: 9000 }, 2048)).toEqual({ width: 1, height: 2048 });
  expect(fitWithin({ width: 640, height: 480 }, 2048)).toEqual({ width: 640, height: 480 });
});

test.each([
  ['ảnh.png', 'image/png', 'ảnh.png'],
  ['IMG.JPEG', 'image/jpeg', 'IMG.JPEG'],
  ['IMG_01.HEIC', 'image/png', 'IMG_01.png'],
  ['ảnh', 'image/jpeg', 'ảnh.jpg'],
  ['bảng 1.5 giờ.bmp', 'image/webp', 'bảng 1.5 giờ.webp'],
])('%s that has become %s is called %s', (name, type, expected) => {
  expect(renamed(name, type)).toBe(expected);
});
