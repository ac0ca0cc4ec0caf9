// The times of a chat with a database, as text: of dates and of numbers its programs have many forms. Pure.
import { parseTimestamp } from '../../protocol/timestamp.ts';

/** Of times that name no zone: Greenwich, or wherever the host is. */
export type Zone = 'utc' | 'local';

const form =
  /^(\d{4})-(\d{2})-(\d{2})(?:([ T])(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const seconds = /^\d{9,14}(?:\.\d{1,9})?$/;
/** Seconds are smaller, milliseconds of any chat are greater: the one would be the year 5138, the other 1973. */
const leastMilliseconds = 1e11;
/** The end of the year 9999, beyond which no form of a time has room. */
const latest = 253_402_300_799_999;

/**
 * What a column's times without a zone mean. SQLite's own `CURRENT_TIMESTAMP` and `datetime('now')` are in Greenwich's
 * time; a column without such a default is filled by the program, whose `datetime.now()` is the clock on its wall.
 */
export function zoneOfColumn(columnDefault: string): Zone {
  return /current_timestamp|'now'/i.test(columnDefault) && !/localtime/i.test(columnDefault)
    ? 'utc'
    : 'local';
}

/** Reads a time as epoch milliseconds; null for what is none. */
export function parseOldTime(written: string, zone: Zone): number | null {
  const text = written.trim();
  if (!seconds.test(text)) return parseTimestamp(text) ?? parseText(text, zone);
  const value = Number(text);
  return bounded(Math.round(value < leastMilliseconds ? value * 1000 : value));
}

function parseText(text: string, zone: Zone): number | null {
  const [, year, month, day, mark, hour = '0', minute = '0', second = '0', fraction = '', offset] =
    form.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number);
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  const wall = [y ?? 0, (mo ?? 0) - 1, d ?? 0, h ?? 0, mi ?? 0, s ?? 0, ms] as const;
  const asUtc = new Date(Date.UTC(...wall));
  if (asUtc.getUTCMonth() !== wall[1] || asUtc.getUTCHours() !== wall[3] || wall[4] > 59 || wall[5] > 59) {
    return null;
  }
  if (offset !== undefined) return bounded(asUtc.getTime() - offsetMs(offset));
  // SQLite writes neither a T nor a fraction by itself: this one was written by the program.
  const isUtc = zone === 'utc' && mark !== 'T' && fraction === '';
  return bounded(isUtc ? asUtc.getTime() : new Date(...wall).getTime());
}

function offsetMs(offset: string): number {
  if (/z/i.test(offset)) return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -ms : ms;
}

function bounded(at: number): number | null {
  return at > 0 && at <= latest ? at : null;
}
