// How fast bytes come over the network of a school, for what the loopback would carry as fast as memory does.
import { setTimeout as delay } from 'node:timers/promises';

/** All together: what a good Wi-Fi carries. */
const bytesPerSecond = 40 * 1000 * 1000;

/**
 * Returns what waits until one of so many people, who all fetch or bring from now on, would have had a number of bytes in
 * all.
 */
export function atPaceOf(people: number): (bytes: number) => Promise<void> {
  const startedAt = performance.now();
  return async (bytes) => {
    const dueMs = startedAt + (1000 * bytes * people) / bytesPerSecond - performance.now();
    if (dueMs > 0) await delay(dueMs);
  };
}
