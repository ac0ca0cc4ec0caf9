// Finds one's own messages in the history of a server that knows no ids. A message whose acknowledgement was lost with
// the connection may have been stored or not: sent again blindly it could stand there twice.
import type { OutboxMessage } from './chat-port.ts';
import type { Message } from '../protocol/events.ts';

export interface Doubt {
  /** What was sent over a connection that was lost before it was acknowledged, oldest first. */
  readonly unsure: readonly OutboxMessage[];
  /** What had been heard until then. */
  readonly held: readonly Message[];
  /** The name under which it was sent. */
  readonly name: string;
}

/**
 * The page with the ids of the outbox on those messages that must be the ones in doubt: new since what was held, under
 * one's own name, with the same content. What is not found there was never stored, as far as this can tell: a message
 * that the server takes from the dying connection only after it has answered the new one is sent, and stored, twice.
 */
export function recogniseOwn(page: readonly Message[], { unsure, held, name }: Doubt): readonly Message[] {
  if (unsure.length === 0) return page;
  const left = [...unsure];
  // One's own messages are stored in the order in which they were sent.
  const heldOwn = held.filter((message) => message.name === name);
  const since = (heldOwn.at(-1) ?? held[0])?.at ?? 0;
  const known = new Map<string, number>();
  for (const message of heldOwn) known.set(keyOf(message), (known.get(keyOf(message)) ?? 0) + 1);
  return page.map((message) => {
    if (message.name !== name || message.at < since) return message;
    // The same words may have been said twice within the server's second.
    const count = known.get(keyOf(message)) ?? 0;
    if (count > 0) {
      known.set(keyOf(message), count - 1);
      return message;
    }
    const index = left.findIndex(({ content }) => content === message.content);
    const [own] = index < 0 ? [] : left.splice(index, 1);
    return own === undefined ? message : { ...message, id: own.id };
  });
}

function keyOf({ content, at }: Message): string {
  return `${at} ${content}`;
}
