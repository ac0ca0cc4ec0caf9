import { expect, test } from 'vitest';
import { median, medians, percentile } from './statistics.ts';

test('a percentile is a value that was measured, whatever the order', () => {
  const values = Float64Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(percentile(values, 0.5)).toBe(50);
  expect(percentile(values, 0.99)).toBe(99);
  expect(percentile(values, 1)).toBe(100);
  expect(percentile([7], 0.01)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});

test('the median is the middle value', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 3])).toBe(2);
});

test('each number of several measurements has its own median', () => {
  const measured = [
    { cpu: 1, p99: 30 },
    { cpu: 2, p99: 10 },
    { cpu: 9, p99: 20 },
  ];
  expect(medians(measured, ['cpu', 'p99'])).toEqual({ cpu: 2, p99: 20 });
});
