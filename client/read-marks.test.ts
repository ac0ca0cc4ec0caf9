import { expect, test } from 'vitest';
import { maxReadMarks, mergeReads, readersOf } from './read-marks.ts';

test('Of each person the furthest mark is kept, and nothing new is nothing new.', () => {
  const marks = mergeReads(
    [],
    [
      { by: 'an', seq: 5 },
      { by: 'binh', seq: 3 },
    ],
  );
  expect(mergeReads(marks, [{ by: 'an', seq: 4 }])).toBe(marks);
  expect(mergeReads(marks, [{ by: 'binh', seq: 8 }])).toEqual([
    { by: 'an', seq: 5 },
    { by: 'binh', seq: 8 },
  ]);
});

test('However many people there were, a bounded number of marks is kept: the newest.', () => {
  const many = Array.from({ length: maxReadMarks + 5 }, (_, index) => ({
    by: `person-${String(index)}`,
    seq: index + 1,
  }));
  const kept = mergeReads([], many);
  expect(kept).toHaveLength(maxReadMarks);
  expect(Math.min(...kept.map(({ seq }) => seq))).toBe(6);
});

test('A message is read by those whose mark is at it or beyond, but for its sender and oneself.', () => {
  const marks = ['an', 'binh', 'chi', 'dung'].map((by, index) => ({ by, seq: 10 + index }));
  expect(readersOf(marks, { seq: 11, by: 'chi' }, 'dung')).toEqual(['binh']);
});
