import { expect, test } from 'vitest';
import { parseOldTime, zoneOfColumn } from './old-times.ts';

const noon = Date.UTC(2025, 8, 1, 12);
const wallNoon = new Date(2025, 8, 1, 12).getTime();

test('a column that SQLite fills is in Greenwich’s time, one that a program fills is in the time of its wall', () => {
  expect(['CURRENT_TIMESTAMP', "datetime('now')", "(DATETIME('now'))"].map(zoneOfColumn)).toEqual(
    Array(3).fill('utc'),
  );
  expect(['', 'NULL', "datetime('now','localtime')"].map(zoneOfColumn)).toEqual(Array(3).fill('local'));
});

test.each([
  ['2025-09-01 12:00:00', 'utc', noon],
  ['2025-09-01 12:00:00', 'local', wallNoon],
  // Not as SQLite writes: Python's datetime did, whatever the column's default is.
  ['2025-09-01 12:00:00.250000', 'utc', wallNoon + 250],
  ['2025-09-01T12:00:00', 'utc', wallNoon],
  ['2025-09-01T12:00:00Z', 'local', noon],
  ['2025-09-01 19:00:00+07:00', 'utc', noon],
  ['2025-09-01 09:30:00-0230', 'utc', noon],
  ['2025-09-01 12:00', 'utc', noon],
  ['2025-09-01', 'utc', Date.UTC(2025, 8, 1)],
  ['01/09/2025, 12:00:00', 'utc', wallNoon],
  [String(noon), 'local', noon],
  [String(noon / 1000), 'local', noon],
  [`${String(noon / 1000)}.5`, 'local', noon + 500],
] as const)('%s in a column of %s is read', (text, zone, at) => {
  expect(parseOldTime(text, zone)).toBe(at);
});

test.each([
  '',
  'yesterday',
  '12:00',
  '2025-02-31 12:00:00',
  '2025-09-01 25:00:00',
  '2025-09-01 12:61:00',
  '-1700000000',
  '1e300',
  '99999999999999999999',
  '999999999999999.9',
])('%j is no time', (text) => {
  expect(parseOldTime(text, 'utc')).toBeNull();
});
