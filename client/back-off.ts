// How long to wait before the next try: exponential with jitter, so that a class does not come back all at once.

const shortestMs = 500;
const firstCeilingMs = 1_000;
const longestMs = 15_000;

export interface BackOff {
  /**
   * The next wait in milliseconds: 500 to 1000 at first, at last anything from 500 to 15,000, or to `atMostMs` where
   * that is less.
   */
  next(atMostMs?: number): number;
  /** Starts over, after a try that held. */
  reset(): void;
}

/** @param random a number from 0 up to 1 */
export function createBackOff(random: () => number): BackOff {
  let ceilingMs = firstCeilingMs;
  return {
    next(atMostMs = longestMs) {
      const waitMs = shortestMs + random() * (Math.min(ceilingMs, atMostMs) - shortestMs);
      ceilingMs = Math.min(longestMs, ceilingMs * 2);
      return Math.round(waitMs);
    },
    reset() {
      ceilingMs = firstCeilingMs;
    },
  };
}
