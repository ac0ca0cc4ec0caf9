import { expect, test } from 'vitest';
import { createBackOff } from './back-off.ts';

function waits(random: () => number, count: number): number[] {
  const backOff = createBackOff(random);
  return Array.from({ length: count }, () => backOff.next());
}

test('The longest possible waits double from one second and end at fifteen.', () => {
  expect(waits(() => 1, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
});

test('No wait is shorter than half a second.', () => {
  expect(waits(() => 0, 4)).toEqual([500, 500, 500, 500]);
});

test('A wait that must not be long stays short, and the next one is as long as it would have been.', () => {
  const backOff = createBackOff(() => 1);
  const longest = [undefined, 1_500, 1_500, undefined];
  expect(longest.map((atMostMs) => backOff.next(atMostMs))).toEqual([1_000, 1_500, 1_500, 8_000]);
});

test('After a reset the waits start over.', () => {
  const backOff = createBackOff(() => 1);
  backOff.next();
  backOff.next();
  backOff.reset();
  expect(backOff.next()).toBe(1_000);
});
