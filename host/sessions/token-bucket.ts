// How fast one connection is read. It slows down and never refuses: an honest fast sender loses nothing.

export interface TokenBucket {
  /** Takes a token and returns 0, or returns the milliseconds until there is one. */
  take(now: number): number;
}

/** A bucket of `burst` tokens that fills by `perSecond`. `now` is in milliseconds of any steady clock. */
export function createTokenBucket(perSecond: number, burst: number): TokenBucket {
  let tokens = burst;
  let filledAt = -Infinity;
  return {
    take(now) {
      if (filledAt !== -Infinity) tokens = Math.min(burst, tokens + ((now - filledAt) * perSecond) / 1000);
      filledAt = now;
      if (tokens >= 1) {
        tokens -= 1;
        return 0;
      }
      return Math.ceil(((1 - tokens) * 1000) / perSecond);
    },
  };
}
