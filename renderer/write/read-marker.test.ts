import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createReadMarker } from './read-marker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const said: string[] = [];
  const wish = { hidden: false };
  const port = {
    async markRead(seq: number, hidden: boolean) {
      said.push(`${String(seq)}${hidden ? ' hidden' : ''}`);
    },
  };
  return { said, wish, marker: createReadMarker(port, () => wish.hidden) };
}

test('what is looked at is said at once, then every two seconds at most, and only what is new', () => {
  const { said, marker } = setUp();
  marker.look(5);
  marker.look(6);
  marker.look(7);
  expect(said).toEqual(['5']);
  vi.advanceTimersByTime(1_999);
  expect(said).toEqual(['5']);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(['5', '7']);
  vi.advanceTimersByTime(10_000);
  marker.look(7);
  expect(said).toEqual(['5', '7']);
});

test('nothing is said for somebody who has looked away meanwhile', () => {
  const { said, marker } = setUp();
  marker.look(5);
  marker.look(6);
  marker.look(null);
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual(['5']);
});

test('a new connection and another wish are told anew', () => {
  const { said, wish, marker } = setUp();
  marker.look(5);
  vi.advanceTimersByTime(2_000);
  wish.hidden = true;
  marker.reset();
  expect(said).toEqual(['5', '5 hidden']);
  marker.close();
  vi.advanceTimersByTime(2_000);
  marker.reset();
  expect(said).toHaveLength(2);
});
