// Local calendar days of moments. Pure but for the machine's time zone.

let lastStart = 0;
let lastEnd = 0;

/**
 * Epoch milliseconds of the midnight that began the local day of `at`. Messages come mostly in order of time, so the
 * last day is remembered: a Date for each of 100,000 messages would cost a visible pause.
 */
export function startOfDay(at: number): number {
  if (at >= lastStart && at < lastEnd) return lastStart;
  const date = new Date(at);
  lastStart = new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  // The next midnight by the calendar: a day is not always 24 hours long.
  lastEnd = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
  return lastStart;
}
