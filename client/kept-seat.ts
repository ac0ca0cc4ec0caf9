// What outlives a program that may go away at any moment, as a page does that is reloaded: over which URL the seat was
// got, and what the host has not stored yet. Where it is kept is handed in; what comes back is not believed unseen.
import type { ChatAddress } from './address.ts';
import type { OutboxMessage } from './chat-port.ts';
import { withoutNumber } from './outbox.ts';
import type { DeviceKeys } from './platform.ts';
import { hostAddressOf, type Seat } from './seat.ts';
import { parseContent } from '../protocol/content.ts';
import { isConversation } from '../protocol/conversations.ts';
import { refusalCodes } from '../protocol/error-codes.ts';
import { parseFileInfo } from '../protocol/files.ts';
import { isMessageId } from '../protocol/ids.ts';
import { isCount, isObject } from '../protocol/json.ts';
import { maxOutboxMessages } from '../protocol/limits.ts';
import { parseMessageRef } from '../protocol/native-changes.ts';

export interface KeptSeat {
  /** Under which the host gave the seat. */
  readonly url: string;
  /** The key that was said there: what waits is this device's to send and nobody else's. */
  readonly deviceKey: string;
  /** In the order in which it is to be sent. */
  readonly outbox: readonly OutboxMessage[];
}

/** Keeps one seat for each chat, which its first URL names. Never throws. */
export interface SeatStore {
  /** What was saved last, as far as this can tell. */
  load(chatUrl: string): unknown;
  save(chatUrl: string, seat: KeptSeat): void;
  forget(chatUrl: string): void;
}

export interface SeatKeeper {
  /** The URL with the head start and what waits to be sent; null and nothing where none is kept for this device. */
  take(address: ChatAddress): Pick<Seat, 'url'> & Pick<KeptSeat, 'outbox'>;
  /** Nothing is kept before the host has given a seat. */
  keep(seat: Seat | null, outbox: readonly OutboxMessage[]): void;
  forget(address: ChatAddress): void;
}

/** @param store null where nothing needs to outlive the program */
export function createSeatKeeper(store: SeatStore | null, deviceKeys: DeviceKeys): SeatKeeper {
  const deviceKeyAt = (url: string): string | null => deviceKeys.load(hostAddressOf(url));

  return {
    take({ urls }) {
      const kept = parseKeptSeat(store?.load(urls[0]));
      // An address that this chat does not have is not connected to, whatever the store says.
      const isOwn = kept !== null && urls.includes(kept.url) && deviceKeyAt(kept.url) === kept.deviceKey;
      return isOwn ? kept : { url: null, outbox: [] };
    },
    keep(seat, outbox) {
      const url = seat?.url ?? null;
      const deviceKey = store === null || url === null ? null : deviceKeyAt(url);
      if (seat === null || url === null || deviceKey === null) return;
      // Numbers belong to the history that is held, which goes away.
      const waiting = outbox
        // The bytes of a file go away with the program.
        .filter(({ file }) => file === undefined || file.id !== undefined)
        .map(withoutNumber);
      store?.save(seat.address.urls[0], { url, deviceKey, outbox: waiting });
    },
    forget: ({ urls }) => store?.forget(urls[0]),
  };
}

/** Reads what `keep` saved; null for anything else. Messages that cannot be read, or stand there twice, are left out. */
function parseKeptSeat(value: unknown): KeptSeat | null {
  if (!isObject(value)) return null;
  const { url, deviceKey, outbox } = value;
  if (typeof url !== 'string' || typeof deviceKey !== 'string' || !Array.isArray(outbox)) return null;
  const messages = new Map<string, OutboxMessage>();
  for (const item of outbox.slice(0, maxOutboxMessages)) {
    const message = parseWaiting(item);
    if (message !== null) messages.set(message.id, message);
  }
  return { url, deviceKey, outbox: [...messages.values()] };
}

function parseWaiting(value: unknown): OutboxMessage | null {
  if (!isObject(value)) return null;
  const { id, at, room } = value;
  const file = parseFileInfo(value.file);
  const content = parseContent(value.content, file !== null);
  if (!isMessageId(id) || !content.ok || !isCount(at)) return null;
  // What was meant for somebody alone must never be said in the main room instead.
  if (room !== undefined && !isConversation(room)) return null;
  const failure = refusalCodes.find((code) => code === value.failure) ?? null;
  const reply = parseMessageRef(value.reply);
  const where = room === undefined ? {} : { room };
  const message = { id, content: content.value, at, failure, ...(reply && { reply }), ...where };
  return file === null ? message : { ...message, file };
}
