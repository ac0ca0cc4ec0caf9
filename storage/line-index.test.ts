import { expect, test } from 'vitest';
import { LineIndex } from './line-index.ts';

test('an index knows where each of many lines starts and ends', () => {
  const index = new LineIndex();
  const lineBytes = 100;
  const lines = 5_000;
  for (let line = 0; line < lines; line += 1) index.push(2 + line * lineBytes);
  index.sizeBytes = 2 + lines * lineBytes + 1;
  expect(index.length).toBe(lines);
  for (const line of [0, 1, 1_023, 1_024, 1_025, 4_095, 4_096, lines - 1]) {
    expect(index.range(line, line + 1)).toEqual({
      start: 2 + line * lineBytes,
      end: 2 + (line + 1) * lineBytes - 2,
    });
  }
  expect(index.range(1_000, 3_000)).toEqual({ start: 100_002, end: 300_000 });
  expect(() => index.range(lines, lines + 1)).toThrow(RangeError);
});

test('an index finds as many lines from the end as fit, and the last one always', () => {
  const index = new LineIndex();
  for (let line = 0; line < 2_000; line += 1) index.push(2 + line * 100);
  index.sizeBytes = 2 + 2_000 * 100 + 1;
  expect(index.fittingBefore(1_500, 1_000)).toBe(1_490);
  expect(index.fittingBefore(1_500, 10)).toBe(1_499);
});
