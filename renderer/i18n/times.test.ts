import { expect, test } from 'vitest';
import { createTimes } from './times.ts';

const vi = createTimes('vi-VN');
const en = createTimes('en-GB');
const now = new Date(2026, 2, 5, 9, 30).getTime();
const at = (month: number, day: number, hour = 8, minute = 3, year = 2026) =>
  new Date(year, month, day, hour, minute, 12).getTime();

test('times have two digits and 24 hours', () => {
  expect(vi.clock(at(2, 5))).toBe('08:03');
  expect(en.clock(at(2, 5, 0, 5))).toBe('00:05');
  expect(en.clockWithSeconds(at(2, 5, 23, 59))).toBe('23:59:12');
});

test('a moment in full has its day before its time, in words that can stand within a line', () => {
  expect(en.full(at(2, 5))).toBe('Thursday, 5 March 2026, 08:03:12');
  expect(vi.full(at(2, 5))).toBe('Thứ Năm, 5 tháng 3, 2026, 08:03:12');
});

test('today and yesterday are called so, by the calendar and not by 24 hours', () => {
  expect(vi.day(at(2, 5, 0, 1), now)).toBe('Hôm nay');
  expect(vi.day(at(2, 4, 23, 59), now)).toBe('Hôm qua');
  expect(en.day(at(2, 5), now)).toBe('Today');
  expect(en.day(at(2, 4), now)).toBe('Yesterday');
});

test('an older day has its weekday, and its year only when it is another one', () => {
  expect(en.day(at(2, 2), now)).toContain('Monday');
  expect(en.day(at(2, 2), now)).not.toContain('2026');
  expect(en.day(at(11, 24, 8, 3, 2025), now)).toContain('2025');
  expect(vi.day(at(2, 2), now)).toMatch(/^Thứ/);
});

test('how long ago is said in days for a month, then as a date', () => {
  expect(en.ago(at(2, 1), now)).toBe('4 days ago');
  expect(vi.ago(at(2, 1), now)).toBe('4 ngày trước');
  expect(vi.ago(at(2, 4), now)).toBe('hôm qua');
  expect(en.ago(at(0, 2), now)).toContain('January');
});

test('a moment in the future, by a wrong clock, is a date', () => {
  expect(en.ago(at(2, 9), now)).toContain('March');
});
