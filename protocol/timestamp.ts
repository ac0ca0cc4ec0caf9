// The times of the older wires, all local time of the host, without a zone: `dd/mm/YYYY, HH:MM:SS` as the classic servers
// write it, and `YYYY-MM-DDTHH:MM:SS.ffffff` as the workshop server does.

const form = /^(\d{2})\/(\d{2})\/(\d{4}), (\d{2}):(\d{2}):(\d{2})$/;
const isoForm = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{3})\d{0,6})?$/;

// Every stored message and every classic frame is stamped, many within one second.
let lastSecond = Number.NaN;
let lastText = '';

/**
 * Writes a time for classic frames and records.
 * @param at epoch milliseconds
 */
export function formatTimestamp(at: number): string {
  const second = Math.floor(at / 1000);
  if (second !== lastSecond) {
    const date = new Date(second * 1000);
    const day = `${two(date.getDate())}/${two(date.getMonth() + 1)}/${four(date.getFullYear())}`;
    lastText = `${day}, ${timeOfDay(date)}`;
    lastSecond = second;
  }
  return lastText;
}

/** Reads such a time as epoch milliseconds; null for anything else, such as a 31st of February. */
export function parseTimestamp(text: unknown): number | null {
  const match = typeof text === 'string' ? form.exec(text) : null;
  if (match === null) return null;
  const part = (index: number): number => Number(match[index]);
  const date = new Date(part(3), part(2) - 1, part(1), part(4), part(5), part(6));
  return formatTimestamp(date.getTime()) === text ? date.getTime() : null;
}

/**
 * Writes a time for workshop frames, with six digits after the point, as Python's `isoformat` does; older Pythons read
 * no other number of them.
 * @param at epoch milliseconds
 */
export function formatIsoTimestamp(at: number): string {
  const date = new Date(at);
  const day = `${four(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${timeOfDay(date)}.${String(date.getMilliseconds()).padStart(3, '0')}000`;
}

/** Reads such a time, with or without a fraction, as epoch milliseconds; null for anything else. */
export function parseIsoTimestamp(text: unknown): number | null {
  const match = typeof text === 'string' ? isoForm.exec(text) : null;
  if (match === null) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const date = new Date(part(1), part(2) - 1, part(3), part(4), part(5), part(6), part(7));
  const isReal =
    date.getMonth() === part(2) - 1 && date.getDate() === part(3) && date.getMinutes() === part(5);
  return isReal ? date.getTime() : null;
}

function timeOfDay(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function four(year: number): string {
  return String(year).padStart(4, '0');
}
