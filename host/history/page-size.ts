// How much of a page is sent at once: reckoned from what its messages are, without writing them. Pure.
import type { Message } from '../../protocol/events.ts';

/**
 * Most of a page, reckoned in bytes on the wire: a slow network shall have taken it in a few seconds. One message is always
 * sent, however long.
 */
export const maxPageBytes = 256 * 1024;

/** As many from the start as fit into a page. */
export function oldestThatFit(messages: readonly Message[]): readonly Message[] {
  let left = maxPageBytes;
  const end = messages.findIndex((message, index) => (left -= reckonedBytes(message)) < 0 && index > 0);
  return end === -1 ? messages : messages.slice(0, end);
}

/** As many from the end as fit into a page. */
export function newestThatFit(messages: readonly Message[]): readonly Message[] {
  let left = maxPageBytes;
  const last = messages.findLastIndex(
    (message, index) => (left -= reckonedBytes(message)) < 0 && index < messages.length - 1,
  );
  return messages.slice(last + 1);
}

/** Three bytes for each UTF-16 unit are the most that UTF-8 takes; the rest is the names of keys, ids and times. */
function reckonedBytes({ content, name, file, reactions = [] }: Message): number {
  const ofFile = file === undefined ? 0 : 200 + 3 * file.name.length;
  const ofReactions = reactions.reduce(
    (sum, { emoji, by }) => sum + 20 + 3 * emoji.length + 25 * by.length,
    0,
  );
  return 200 + 3 * (content.length + name.length) + ofFile + ofReactions;
}
