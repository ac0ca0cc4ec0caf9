import { expect, test } from 'vitest';
import { Audience, timedContent } from './audience.ts';

test('every message in a frame is a delivery, and what comes together is a batch', async () => {
  const audience = new Audience(5);
  const frame = (...contents: string[]): Buffer => Buffer.from(JSON.stringify(contents));
  audience.hear(0, frame(timedContent(100)));
  audience.hear(0, frame(timedContent(100), timedContent(40)));
  audience.hear(0, frame('nothing of ours'));
  audience.hear(1, frame(timedContent(100), timedContent(40)));
  const heard = await audience.heard();
  expect(heard.deliveries).toBe(5);
  expect(heard.batches).toEqual({ 1: 1, 2: 1 });
  expect(heard.p99Ms).toBeGreaterThanOrEqual(heard.p50Ms);
  expect(heard.p50Ms).toBeGreaterThanOrEqual(0);
});

test('a content has the length that was asked for', () => {
  expect(timedContent(100)).toHaveLength(100);
});
