// Turns "a key was pressed" into the few notices that others need to see somebody typing.
import type { Clock } from './platform.ts';
import { mainRoom } from '../protocol/conversations.ts';

/** A notice stands for 6 s at the others', so this repeats it well in time. */
const repeatMs = 3_000;

export interface TypingThrottle {
  /** True where this is to be said: a first or old enough "typing", and "not typing" only after that. */
  shouldSay(typing: boolean, room?: string): boolean;
  /** Forgets what was said, in a room or anywhere: a message or a lost connection has ended it for the others. */
  reset(room?: string): void;
}

export function createTypingThrottle(clock: Clock): TypingThrottle {
  /** When it was said last, by the room. */
  const saidAt = new Map<string, number>();
  return {
    shouldSay(typing, room = mainRoom) {
      const last = saidAt.get(room);
      const due = typing ? last === undefined || clock.now() - last >= repeatMs : last !== undefined;
      if (due && typing) saidAt.set(room, clock.now());
      else if (due) saidAt.delete(room);
      return due;
    },
    reset(room) {
      if (room === undefined) saidAt.clear();
      else saidAt.delete(room);
    },
  };
}
