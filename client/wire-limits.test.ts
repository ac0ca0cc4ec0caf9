import { expect, test } from 'vitest';
import { limitationsOf } from './wire-limits.ts';

test('Our own wire lacks nothing, and before a wire is known nothing is said to be missing.', () => {
  expect(limitationsOf('native')).toEqual([]);
  expect(limitationsOf(null)).toEqual([]);
});

test('A classic server has names to change and pages to turn; a workshop server has neither.', () => {
  expect(limitationsOf('classic')).toEqual([
    ...['no-resume', 'no-seat', 'no-search', 'no-typing'],
    ...['no-files', 'no-changes'],
  ]);
  const more = limitationsOf('workshop').filter((code) => !limitationsOf('classic').includes(code));
  expect(more).toEqual(['no-history-pages', 'no-rename']);
});
