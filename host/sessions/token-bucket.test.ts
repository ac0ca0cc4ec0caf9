import { expect, test } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

test('a burst goes through at once, then each frame waits for its token', () => {
  const bucket = createTokenBucket(10, 3);
  expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 0]);
  expect(bucket.take(0)).toBe(100);
  expect(bucket.take(40)).toBe(60);
  expect(bucket.take(100)).toBe(0);
});

test('waiting fills the bucket up to the burst and no further', () => {
  const bucket = createTokenBucket(10, 2);
  bucket.take(0);
  expect([bucket.take(60_000), bucket.take(60_000), bucket.take(60_000)]).toEqual([0, 0, 100]);
});
