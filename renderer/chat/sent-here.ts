// Remembers which numbers the messages of the outbox got, so that the row of each stays the same row in the history.
import type { OutboxMessage } from '../../client/chat-port.ts';
import type { Message } from '../../protocol/events.ts';

export interface SentHere {
  /** By id. Only ever grows, and a number never changes: an id that stands twice in a history keeps its first one. */
  readonly numbers: ReadonlyMap<string, number>;
  /** @param news messages that have just come; @param outbox as it was before them */
  note(news: readonly Message[], outbox: readonly OutboxMessage[]): void;
}

export function createSentHere(): SentHere {
  const numbers = new Map<string, number>();
  return {
    numbers,
    note(news, outbox) {
      if (outbox.length === 0) return;
      const waiting = new Set(outbox.map(({ id }) => id));
      for (const { id, seq } of news) {
        if (waiting.has(id) && !numbers.has(id)) numbers.set(id, seq);
      }
    },
  };
}
