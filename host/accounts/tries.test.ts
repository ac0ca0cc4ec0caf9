import { expect, test } from 'vitest';
import { Tries } from './tries.ts';

const options = { atOnce: 3, anotherAfterMs: 1_000 };

test('so many tries at once, then one after each interval, and no more saved up than there were', () => {
  const tries = new Tries(options);
  const taken = (at: number) => tries.take('An', at);
  expect([taken(0), taken(0), taken(0), taken(0), taken(999)]).toEqual([true, true, true, false, false]);
  expect([taken(1_000), taken(1_500)]).toEqual([true, false]);
  expect([1, 2, 3, 4].map(() => taken(60_000))).toEqual([true, true, true, false]);
});

test('a try that was right is given back, and who is back where they began is forgotten', () => {
  const tries = new Tries(options);
  for (let n = 0; n < 10; n += 1) {
    expect(tries.take('An', n)).toBe(true);
    tries.giveBack('An', n);
  }
  expect(tries.size).toBe(0);
});

test('many tries at the same moment count before any of them is judged', () => {
  const tries = new Tries(options);
  expect(Array.from({ length: 5 }, () => tries.take('An', 0)).filter(Boolean)).toHaveLength(3);
});

test('each name has tries of its own, and only so many names are remembered: the longest untouched goes', () => {
  const tries = new Tries({ ...options, atOnce: 1, remembered: 2 });
  expect(['An', 'Bình', 'Chi'].map((name) => tries.take(name, 0))).toEqual([true, true, true]);
  expect(tries.size).toBe(2);
  expect([tries.take('Bình', 0), tries.take('Chi', 0), tries.take('An', 0)]).toEqual([false, false, true]);
});
