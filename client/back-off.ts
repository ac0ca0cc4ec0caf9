// How long to wait before the next try: exponential with jitter, so that a class does not come back all at once.

const shortestMs = 500;
const firstCeilingMs = 1_000;
/** A class waits for its Wi-Fi, and looks at the screen meanwhile: nobody should see a long countdown. */
const longestMs = 5_000;

export interface BackOff {
  /** The next wait in milliseconds: 500 to 1000 at first, at last anything from 500 to 5,000. */
  next(): number;
  /** Starts over, after a try that held. */
  reset(): void;
}

/** @param random a number from 0 up to 1 */
export function createBackOff(random: () => number): BackOff {
  let ceilingMs = firstCeilingMs;
  return {
    next() {
      const waitMs = shortestMs + random() * (ceilingMs - shortestMs);
      ceilingMs = Math.min(longestMs, ceilingMs * 2);
      return Math.round(waitMs);
    },
    reset() {
      ceilingMs = firstCeilingMs;
    },
  };
}
