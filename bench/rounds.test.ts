import { expect, test } from 'vitest';
import { inTurns } from './rounds.ts';

test('every round starts with another item, and every item keeps its own measurements', async () => {
  const order: string[] = [];
  const measured = await inTurns(3, ['a', 'b', 'c'], (item) => {
    order.push(item);
    return Promise.resolve(`${item}${order.length}`);
  });
  expect(order.join('')).toBe('abcbcacab');
  expect(measured).toEqual([
    ['a1', 'a6', 'a8'],
    ['b2', 'b4', 'b9'],
    ['c3', 'c5', 'c7'],
  ]);
});
