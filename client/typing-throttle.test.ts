import { expect, test } from 'vitest';
import { createFakePlatform } from './fake-platform.ts';
import { createTypingThrottle } from './typing-throttle.ts';

test('Typing is said at once and then every three seconds while it goes on.', () => {
  const { platform, advance } = createFakePlatform();
  const throttle = createTypingThrottle(platform.clock);
  expect(throttle.shouldSay(true)).toBe(true);
  advance(2_999);
  expect(throttle.shouldSay(true)).toBe(false);
  advance(1);
  expect(throttle.shouldSay(true)).toBe(true);
});

test('The end of typing is said once, and only where typing was said.', () => {
  const { platform } = createFakePlatform();
  const throttle = createTypingThrottle(platform.clock);
  expect(throttle.shouldSay(false)).toBe(false);
  throttle.shouldSay(true);
  expect(throttle.shouldSay(false)).toBe(true);
  expect(throttle.shouldSay(false)).toBe(false);
});

test('After a reset typing is said again at once.', () => {
  const { platform } = createFakePlatform();
  const throttle = createTypingThrottle(platform.clock);
  throttle.shouldSay(true);
  throttle.reset();
  expect(throttle.shouldSay(true)).toBe(true);
});

test('Typing in one room says nothing of another.', () => {
  const { platform } = createFakePlatform();
  const throttle = createTypingThrottle(platform.clock);
  throttle.shouldSay(true);
  expect(throttle.shouldSay(true, 'room-game')).toBe(true);
  throttle.reset('room-game');
  expect(throttle.shouldSay(false, 'room-game')).toBe(false);
  expect(throttle.shouldSay(false)).toBe(true);
});
