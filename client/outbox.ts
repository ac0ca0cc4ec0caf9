// One's own messages that the host has not stored yet, in the order in which they are to be sent. Pure list work;
// which of them are on their way over the present connection is for `in-flight.ts` to know.
import type { OutboxMessage } from './chat-port.ts';
import { mainRoom } from '../protocol/conversations.ts';
import type { RefusalCode } from '../protocol/error-codes.ts';
import type { Message } from '../protocol/events.ts';
import type { FileInfo } from '../protocol/files.ts';
import { maxOutboxMessages } from '../protocol/limits.ts';

type Outbox = readonly OutboxMessage[];

/** True while no further message fits. Failed ones count: they are kept until the person decides. */
export function isOutboxFull(outbox: Outbox): boolean {
  return outbox.length >= maxOutboxMessages;
}

/** True while the file of a message is not with the host, and nothing has gone wrong with it. */
export function isUploading({ file, failure }: OutboxMessage): boolean {
  return file !== undefined && file.id === undefined && failure === null;
}

/**
 * What may be sent now, in order. Words wait for nothing; a file waits for those of its conversation before it, so that
 * files which were chosen together are seen in the order chosen, whichever is brought first.
 */
export function readyToSend(outbox: Outbox): Outbox {
  const bringing = new Set<string>();
  return outbox.filter((message) => {
    const { failure, file, room = mainRoom } = message;
    if (isUploading(message)) bringing.add(room);
    return failure === null && (file === undefined || !bringing.has(room));
  });
}

/** With what the host says of the file of one message. */
export function withFile(outbox: Outbox, id: string, file: FileInfo): Outbox {
  return outbox.map((message) => (message.id === id ? { ...message, file } : message));
}

/** Without the messages that the host has on disk. */
export function withoutStored(outbox: Outbox, stored: readonly { readonly id: string }[]): Outbox {
  if (outbox.length === 0) return outbox;
  const ids = new Set(stored.map((message) => message.id));
  const rest = outbox.filter((message) => !ids.has(message.id));
  return rest.length === outbox.length ? outbox : rest;
}

/** Notes the numbers of those that everyone has seen, though they are not surely on disk yet. */
export function withNumbers(outbox: Outbox, seen: readonly Message[]): Outbox {
  if (outbox.length === 0) return outbox;
  const seqs = new Map(seen.map((message) => [message.id, message.seq]));
  if (!outbox.some((message) => seqs.has(message.id))) return outbox;
  return outbox.map((message) => {
    const seq = seqs.get(message.id);
    return seq === undefined ? message : { ...message, seq };
  });
}

/** Takes the numbers back of what goes to this conversation: its history is not the one that they were read from. */
export function withoutNumbers(outbox: Outbox, room: string): Outbox {
  const isMeant = (message: OutboxMessage): boolean =>
    message.seq !== undefined && (message.room ?? mainRoom) === room;
  if (!outbox.some(isMeant)) return outbox;
  return outbox.map((message) => (isMeant(message) ? withoutNumber(message) : message));
}

/** What of a message is the same in every history. */
export function withoutNumber({ seq: _, ...message }: OutboxMessage): OutboxMessage {
  return message;
}

/** Marks one as refused. It stays in its place, and the ones behind it go on. */
export function withFailure(outbox: Outbox, id: string, failure: RefusalCode): Outbox {
  if (!outbox.some((message) => message.id === id)) return outbox;
  return outbox.map((message) => (message.id === id ? { ...message, failure } : message));
}

/**
 * A failed one becomes the newest to be sent; `outbox` itself where it is no failed one.
 * @param bringAgain its file is no longer with the host
 */
export function withRetried(outbox: Outbox, id: string, bringAgain = false): Outbox {
  const failed = outbox.find((message) => message.id === id && message.failure !== null);
  if (failed === undefined) return outbox;
  const { file, ...message } = failed;
  const again: OutboxMessage = { ...message, failure: null };
  const rest = outbox.filter((other) => other.id !== id);
  if (file === undefined) return [...rest, again];
  const { id: fileId, ...unbrought } = file;
  return [
    ...rest,
    { ...again, file: bringAgain || fileId === undefined ? unbrought : { ...unbrought, id: fileId } },
  ];
}

/**
 * Without one that failed, or whose file is still being brought; `outbox` itself where it is neither, since the host may
 * have it already.
 */
export function withoutFailed(outbox: Outbox, id: string): Outbox {
  const rest = outbox.filter(
    (message) => message.id !== id || (message.failure === null && !isUploading(message)),
  );
  return rest.length === outbox.length ? outbox : rest;
}
