// How a language writes moments. The clock is handed in where "now" matters.
import { lazy } from './lazy.ts';

export interface Times {
  /** `08:03` */
  clock(at: number): string;
  /** `08:03:12`, for the log. */
  clockWithSeconds(at: number): string;
  /** Day and time in full, for tooltips. */
  full(at: number): string;
  /** `today`, `yesterday`, or the date, with the year only when it is another one; for day separators. */
  day(at: number, now: number): string;
  /** How long ago in whole days (`today`, `3 days ago`), beyond a month the date. */
  ago(at: number, now: number): string;
}

const dayMs = 86_400_000;

/** Local calendar days from `at` to `now`; summer time makes days of 23 and 25 hours, hence the rounding. */
function daysBetween(at: number, now: number): number {
  return Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / dayMs);
}

function capitalise(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

export function createTimes(locale: string): Times {
  const clock = lazy(
    () => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  );
  const seconds = lazy(
    () =>
      new Intl.DateTimeFormat(locale, {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
      }),
  );
  const fullDay = lazy(() => new Intl.DateTimeFormat(locale, { dateStyle: 'full' }));
  const thisYear = lazy(
    () => new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
  );
  const otherYear = lazy(
    () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
  );
  const relative = lazy(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

  const date = (at: number, now: number) => {
    const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    return capitalise((sameYear ? thisYear : otherYear)().format(at), locale);
  };

  return {
    clock: (at) => clock().format(at),
    clockWithSeconds: (at) => seconds().format(at),
    // Not in one: Vietnamese would begin with "Lúc" and a capital, which stands badly within a line.
    full: (at) => `${fullDay().format(at)}, ${seconds().format(at)}`,
    day(at, now) {
      const days = daysBetween(at, now);
      return days === 0 || days === 1 ? capitalise(relative().format(-days, 'day'), locale) : date(at, now);
    },
    ago(at, now) {
      const days = daysBetween(at, now);
      if (days < 0 || days > 30) return date(at, now);
      // It stands within a line; some languages' names of days come as the beginning of one.
      return relative().format(-days, 'day').toLocaleLowerCase(locale);
    },
  };
}

const made = new Map<string, Times>();

/** The times of a locale, made once. */
export function timesIn(locale: string): Times {
  const times = made.get(locale) ?? createTimes(locale);
  made.set(locale, times);
  return times;
}
