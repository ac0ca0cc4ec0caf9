import { expect, test } from 'vitest';
import { sizeIn } from './sizes.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [48_213, '48,2 kB'],
  [999_999, '1.000 kB'],
  [26_214_400, '26,2 MB'],
  [3_500_000_000, '3,5 GB'],
])('%i bytes are said as %s', (bytes, words) => {
  expect(sizeIn('vi', bytes)).toBe(words);
});

test('the decimal sign is that of the language', () => {
  expect(sizeIn('en', 1_250_000)).toBe('1.3 MB');
});
