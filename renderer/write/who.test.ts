import { expect, test } from 'vitest';
import { an, message, you } from '../chat/testing.ts';
import { en } from '../i18n/en.ts';
import { whoIs } from './who.ts';

const chi = { id: 'c', name: 'Chi' };
const state = { you, people: [an, you], messages: [message(1, chi)] };
const who = (...ids: string[]) => whoIs(ids, state, en.write);

test('oneself comes first, then people who are here, and those who wrote something', () => {
  expect(who('a', 'c', 'b')).toBe('You, An and Chi');
});

test('of whom no name is known are counted', () => {
  expect(who('a', 'x', 'y')).toBe('An and 2 others');
  expect(who('x')).toBe('1 person');
});
