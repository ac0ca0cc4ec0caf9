// A question that is asked of a run of messages again and again: which of them are new.
import type { Message } from '../../protocol/events.ts';

/** The messages with a higher number, found from the end. */
export function messagesAfter(messages: readonly Message[], seq: number): readonly Message[] {
  let start = messages.length;
  while (start > 0 && (messages[start - 1]?.seq ?? 0) > seq) start -= 1;
  return messages.slice(start);
}
