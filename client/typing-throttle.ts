// Turns "a key was pressed" into the few notices that others need to see somebody typing.
import type { Clock } from './platform.ts';

/** A notice stands for 6 s at the others', so this repeats it well in time. */
const repeatMs = 3_000;

export interface TypingThrottle {
  /** True where this is to be said: a first or old enough "typing", and "not typing" only after that. */
  shouldSay(typing: boolean): boolean;
  /** Forgets what was said: a message or a lost connection has ended it for the others. */
  reset(): void;
}

export function createTypingThrottle(clock: Clock): TypingThrottle {
  let saidAt: number | null = null;
  return {
    shouldSay(typing) {
      const due = typing ? saidAt === null || clock.now() - saidAt >= repeatMs : saidAt !== null;
      if (due) saidAt = typing ? clock.now() : null;
      return due;
    },
    reset() {
      saidAt = null;
    },
  };
}
