// Which messages of another history are new here, and where they go: between ours by their times, each once. Pure.
import type { Entry } from './entry.ts';

export interface Merged {
  /** Ours and what is new, in their new order. */
  readonly order: readonly Entry[];
  /** What is new, by time. */
  readonly added: readonly Entry[];
  /** Of those of theirs that are not new, which message they are. */
  readonly known: ReadonlyMap<Entry, Entry>;
}

/** @param ours in the order of their file; theirs in any */
export function mergeEntries(ours: readonly Entry[], theirs: readonly Entry[]): Merged {
  const messages = new KnownMessages(ours);
  const known = new Map<Entry, Entry>();
  const added: Entry[] = [];
  for (const entry of theirs) {
    const same = messages.take(entry);
    if (same === null) added.push(entry);
    else known.set(entry, same);
  }
  added.sort((a, b) => a.at - b.at);
  return { order: inOrder(ours, added), added, known };
}

/**
 * Tells which messages are here already. Each of ours answers for one of theirs: the same words twice in one second are
 * two messages. An id decides where both have one.
 */
class KnownMessages {
  readonly #byId = new Map<string, Entry>();
  /** Those that were not taken yet, the last first. */
  readonly #written = new Map<string, Entry[]>();
  readonly #writtenWithoutId = new Map<string, Entry[]>();

  constructor(ours: readonly Entry[]) {
    for (const entry of ours.toReversed()) {
      put(this.#written, entry);
      if (entry.id === null) put(this.#writtenWithoutId, entry);
      else this.#byId.set(entry.id, entry);
    }
  }

  /** The message that this one is, or null for a new one, which is remembered should it come twice. */
  take(entry: Entry): Entry | null {
    const { id, written } = entry;
    if (id === null) return this.#written.get(written)?.pop() ?? null;
    const same = this.#byId.get(id) ?? this.#writtenWithoutId.get(written)?.pop() ?? null;
    if (!this.#byId.has(id)) this.#byId.set(id, same ?? entry);
    return same;
  }
}

function put(entries: Map<string, Entry[]>, entry: Entry): void {
  const same = entries.get(entry.written);
  if (same) same.push(entry);
  else entries.set(entry.written, [entry]);
}

/** Ours in their order, theirs put in before the first of ours that is later. Both ascend by time. */
function inOrder(ours: readonly Entry[], theirs: readonly Entry[]): Entry[] {
  const order: Entry[] = [];
  let next = 0;
  for (const own of ours) {
    for (let other = theirs[next]; other && other.at < own.at; other = theirs[next]) {
      order.push(other);
      next += 1;
    }
    order.push(own);
  }
  return [...order, ...theirs.slice(next)];
}
