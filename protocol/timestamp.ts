// The time as the classic server writes it: `dd/mm/YYYY, HH:MM:SS`, local time of the host, without a zone.

const form = /^(\d{2})\/(\d{2})\/(\d{4}), (\d{2}):(\d{2}):(\d{2})$/;

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
    const day = `${two(date.getDate())}/${two(date.getMonth() + 1)}/${String(date.getFullYear()).padStart(4, '0')}`;
    lastText = `${day}, ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
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

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
