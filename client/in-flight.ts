// Which messages of the outbox are on their way over the present connection, and which went down with an earlier one.
import type { DialectName } from '../protocol/dialect.ts';

/** Most messages on their way at once: enough for one flush of the disk, few enough for a slow network. */
const mostWithIds = 50;
/** Where a resend cannot be recognised, no more than one message is in doubt after a loss. */
const mostWithoutIds = 1;

export interface InFlight {
  has(id: string): boolean;
  /** True where the next one must wait for an acknowledgement. */
  isFull(wire: DialectName | null): boolean;
  add(id: string): void;
  /** The host has stored or refused it; false where it was not on its way. */
  settle(id: string): boolean;
  /** The connection is gone. */
  lost(): void;
  /** Those that were lost and not settled since; they are forgotten with this call. */
  takeLost(): ReadonlySet<string>;
}

export function createInFlight(): InFlight {
  const sent = new Set<string>();
  let gone = new Set<string>();
  return {
    has: (id) => sent.has(id),
    isFull: (wire) => sent.size >= (wire === 'native' ? mostWithIds : mostWithoutIds),
    add: (id) => void sent.add(id),
    settle: (id) => sent.delete(id),
    lost() {
      for (const id of sent) gone.add(id);
      sent.clear();
    },
    takeLost() {
      const taken = gone;
      gone = new Set();
      return taken;
    },
  };
}
