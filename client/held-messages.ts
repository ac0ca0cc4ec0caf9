// The run of messages that a client holds: ascending by `seq` and without gaps, so that a message is found by
// arithmetic. Pure array work; knows no connection and no people.
import type { Message } from '../protocol/events.ts';

/** Number of the first message held, or null where none is. */
export function firstSeqOf(held: readonly Message[]): number | null {
  return held[0]?.seq ?? null;
}

/** Number of the last message held, 0 where none is. */
export function lastSeqOf(held: readonly Message[]): number {
  return held.at(-1)?.seq ?? 0;
}

/**
 * The run with a batch added at its end. What is held already is dropped, another message under a held number
 * takes its place, and what lies before the run is ignored. Where a number is missing, only what follows the gap is
 * kept: the host still has the rest, and it is fetched again as older pages.
 *
 * Costs one copy of the array and nothing else per message held; returns `held` itself where nothing changed.
 */
export function appendMessages(held: readonly Message[], batch: readonly Message[]): readonly Message[] {
  let base = held;
  let fresh: Message[] = [];
  let changed: Message[] | null = null;
  let lastSeq = lastSeqOf(held);
  for (const message of batch) {
    const hasAny = base.length + fresh.length > 0;
    if (!hasAny || message.seq === lastSeq + 1) {
      fresh.push(message);
      lastSeq = message.seq;
    } else if (message.seq > lastSeq) {
      base = [];
      changed = null;
      fresh = [message];
      lastSeq = message.seq;
    } else {
      const index = message.seq - (base[0] ?? fresh[0] ?? message).seq;
      const known = index < base.length ? (changed ?? base)[index] : fresh[index - base.length];
      if (known === undefined || known.id === message.id) continue;
      if (index < base.length) {
        changed ??= base.slice();
        changed[index] = message;
      } else {
        fresh[index - base.length] = message;
      }
    }
  }
  if (fresh.length === 0) return changed ?? base;
  return (changed ?? base).concat(fresh);
}

/** The run with a page after it; `held` itself where the page does not go on from it, or ends within it. */
export function continueMessages(held: readonly Message[], page: readonly Message[]): readonly Message[] {
  const firstSeq = firstSeqOf(page);
  return firstSeq === null || firstSeq > lastSeqOf(held) + 1 ? held : appendMessages(held, page);
}

/** The run with an older page before it; `held` itself where the page does not end right before it. */
export function prependMessages(held: readonly Message[], page: readonly Message[]): readonly Message[] {
  const firstSeq = firstSeqOf(held);
  if (firstSeq === null) return held;
  const older: Message[] = [];
  let wanted = firstSeq - 1;
  for (const message of page.toReversed()) {
    if (message.seq >= firstSeq) continue;
    if (message.seq !== wanted) break;
    older.push(message);
    wanted -= 1;
  }
  return older.length === 0 ? held : older.reverse().concat(held);
}
