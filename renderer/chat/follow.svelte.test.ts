import { expect, test } from 'vitest';
import { Follow } from './follow.svelte.ts';

const at = (offset: number, size = 1000, timeMs = 0) => ({
  offset,
  size,
  viewport: 400,
  newest: true,
  timeMs,
});

function atEnd(): Follow {
  const follow = new Follow();
  follow.scrolled(at(600));
  follow.held(10);
  return follow;
}

test('a reader who scrolls up leaves the end, and comes back to it by scrolling down', () => {
  const follow = atEnd();
  follow.scrolled(at(500));
  expect(follow.following).toBe(false);
  follow.scrolled(at(580));
  expect(follow.following).toBe(true);
});

test('the end that moves away as rows are measured is still followed', () => {
  const follow = atEnd();
  follow.scrolled(at(600, 1400));
  expect(follow.following).toBe(true);
});

test('a page that shrinks and grows again, as fonts change, does not count as reading elsewhere', () => {
  const follow = atEnd();
  follow.scrolled(at(100, 900));
  expect(follow.following).toBe(true);
});

test('a reader who scrolls up while rows are measured leaves the end', () => {
  const follow = atEnd();
  follow.acted(5_000);
  follow.scrolled(at(500, 1100, 5_100));
  expect(follow.following).toBe(false);
});

test('what came is seen while following, and not while reading elsewhere', () => {
  const follow = atEnd();
  follow.scrolled(at(100));
  follow.held(20);
  expect(follow.seenSeq).toBe(10);
  follow.follow(20);
  expect(follow).toMatchObject({ following: true, seenSeq: 20 });
});

test('another history is read from its end', () => {
  const follow = atEnd();
  follow.scrolled(at(100));
  follow.held(4);
  expect(follow).toMatchObject({ following: true, seenSeq: 4 });
});

test('the end of an older part of the history is not the newest', () => {
  const follow = atEnd();
  follow.moveTo('elsewhere', 10);
  follow.scrolled({ ...at(600), newest: false });
  expect(follow.following).toBe(false);
  expect(follow.seenSeq).toBe(10);
});

test('whoever is led back to the end follows it, however the place moves on the way', () => {
  const follow = atEnd();
  follow.moveTo('elsewhere', 10);
  follow.acted(900);
  follow.scrolled({ ...at(600, 5000, 1000), newest: false });
  follow.moveTo('end', 14);
  follow.scrolled(at(100, 3000, 1100));
  expect(follow.following).toBe(true);
  expect(follow.seenSeq).toBe(14);
});
