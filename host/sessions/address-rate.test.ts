import { expect, test } from 'vitest';
import { AddressRate } from './address-rate.ts';

test('each address has its own burst and its own rate', () => {
  const rate = new AddressRate(10, 2);
  expect([rate.take('a', 0), rate.take('a', 0), rate.take('a', 0)]).toEqual([true, true, false]);
  expect(rate.take('b', 0)).toBe(true);
  expect(rate.take('a', 100)).toBe(true);
  expect(rate.take('a', 100)).toBe(false);
});

test('addresses that have been quiet for long enough are forgotten', () => {
  const rate = new AddressRate(10, 2);
  for (let n = 0; n < 1_000; n += 1) rate.take(`early ${n}`, 0);
  rate.take('later', 200);
  expect(rate.size).toBe(1);
});
