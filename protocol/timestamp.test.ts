import { expect, test } from 'vitest';
import { formatIsoTimestamp, formatTimestamp, parseIsoTimestamp, parseTimestamp } from './timestamp.ts';

test('a time is written in local time with two digits everywhere and no fraction', () => {
  expect(formatTimestamp(new Date(2026, 0, 2, 3, 4, 5, 999).getTime())).toBe('02/01/2026, 03:04:05');
  expect(formatTimestamp(new Date(2026, 10, 20, 18, 28, 44).getTime())).toBe('20/11/2026, 18:28:44');
});

test('a second that was just written does not stand for another one', () => {
  const at = new Date(2026, 5, 1, 12, 0, 59).getTime();
  const texts = [at, at + 999, at + 1000, at - 1].map(formatTimestamp);
  expect(texts.map((text) => text.slice(-5))).toEqual(['00:59', '00:59', '01:00', '00:58']);
});

test('what was written is read back, to the second', () => {
  const at = new Date(2026, 10, 20, 8, 28, 44, 195).getTime();
  expect(parseTimestamp(formatTimestamp(at))).toBe(at - 195);
});

test('what is no such time is null', () => {
  const odd = [
    '',
    '20/11/2026',
    '2026-11-20T08:28:44Z',
    '31/02/2026, 00:00:00',
    '01/01/2026, 24:00:00',
    5,
    null,
  ];
  for (const text of odd) expect(parseTimestamp(text)).toBeNull();
});

test('the workshop writes the same moment as Python does, with six digits after the point', () => {
  const at = new Date(2026, 0, 2, 3, 4, 5, 67).getTime();
  expect(formatIsoTimestamp(at)).toBe('2026-01-02T03:04:05.067000');
  expect(formatIsoTimestamp(at - 67)).toBe('2026-01-02T03:04:05.000000');
});

test('a workshop time is read back to the millisecond, whatever its fraction', () => {
  const at = new Date(2026, 10, 20, 8, 14, 53, 63).getTime();
  expect(parseIsoTimestamp(formatIsoTimestamp(at))).toBe(at);
  expect(parseIsoTimestamp('2026-11-20T08:14:53.063999')).toBe(at);
  expect(parseIsoTimestamp('2026-11-20T08:14:53')).toBe(at - 63);
  const odd = [
    '',
    '2026-11-20',
    '2026-02-31T00:00:00',
    '2026-11-20T24:00:00',
    '2026-11-20T08:60:00',
    5,
    null,
  ];
  for (const text of [...odd, '2026-11-20T08:14:53Z', '20/11/2026, 08:14:53']) {
    expect(parseIsoTimestamp(text), String(text)).toBeNull();
  }
});
