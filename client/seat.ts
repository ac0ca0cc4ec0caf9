// Whose seat it is and how it is asked for: the device key of each host, the nickname and the place in the history.
import type { ChatAddress } from './address.ts';
import type { AccountRequest } from './chat-port.ts';
import type { KeptSecrets, Platform } from './platform.ts';
import type { JoinableWire } from './wire.ts';
import type { LogIn, Register } from '../protocol/account-commands.ts';
import type { Cursor, Join, RoomCursor } from '../protocol/commands.ts';
import type { Message } from '../protocol/events.ts';
import { createId, isDeviceKey } from '../protocol/ids.ts';
import { protocolVersion } from '../protocol/limits.ts';

/** The chat that a person is in, or wants to be in. */
export interface Seat {
  readonly address: ChatAddress;
  /** The present one, so that coming back does not undo a rename. */
  readonly nickname: string;
  /** The URL under which the host has given the seat; null before that. */
  readonly url: string | null;
  /** The wire that was spoken over that URL, which is tried first when coming back; null where it is to be found. */
  readonly wire: JoinableWire | null;
  /** The chat's password as typed; kept in memory alone, for coming back. */
  readonly chatPassword?: string | null;
  /** What is asked for before the seat, under the seat's nickname; gone as soon as it was granted. */
  readonly account?: AccountRequest | null;
}

/** From where the host is to go on. */
export interface HeldPlaces {
  /** The last message in the main room; undefined where nothing is held of it. */
  readonly message: Message | undefined;
  /** The last change of a message in the main room; null where none was heard of. */
  readonly changed: Cursor | null;
  /** The same of the other conversations. */
  readonly cursors: readonly RoomCursor[];
}

/** What is said first over a new connection. */
export type FirstCommand = Join | LogIn | Register;

/**
 * Under what a device key is kept: the origin that is really connected to. Not the chat: a link may list a stranger's
 * address beside the host's, and the stranger must not get the host's key.
 */
export function hostAddressOf(url: string): string {
  return new URL(url).origin;
}

/** Where the same host answers HTTP: `http://192.168.1.5:8765`. */
export function webOriginOf(url: string): string {
  return new URL(url.replace(/^ws/, 'http')).origin;
}

/** The addresses to try, the one that worked last first. */
export function urlsToTry({ address, url }: Seat): readonly string[] {
  return url === null ? address.urls : [url, ...address.urls.filter((other) => other !== url)];
}

/** The command that a connection begins with: who has to log in first does, and asks for the seat then. */
export function createFirst(seat: Seat, fillRandom: Platform['fillRandom'], join: () => Join): FirstCommand {
  const { account = null, nickname, chatPassword = null } = seat;
  if (account === null) return join();
  const { kind, password } = account;
  return { type: kind, id: createId(fillRandom), name: nickname, password, chatPassword };
}

/** The command that asks for a seat, with this device's key for that host; makes and keeps one where there is none. */
export function createJoin(
  seat: Seat,
  url: string,
  { message, changed, cursors }: HeldPlaces,
  platform: Pick<Platform, 'deviceKeys' | 'fillRandom'>,
  sessions: Pick<KeptSecrets, 'load'>,
  hostKey: string | null,
): Join {
  const hostAddress = hostAddressOf(url);
  let deviceKey = platform.deviceKeys.load(hostAddress);
  if (!isDeviceKey(deviceKey)) {
    deviceKey = createId(platform.fillRandom);
    platform.deviceKeys.save(hostAddress, deviceKey);
  }
  return {
    type: 'join',
    id: createId(platform.fillRandom),
    protocol: protocolVersion,
    nickname: seat.nickname,
    deviceKey,
    cursor: message === undefined ? null : { seq: message.seq, id: message.id, at: message.at },
    ...(changed !== null && { changed }),
    ...(cursors.length > 0 && { cursors }),
    hostKey,
    session: sessions.load(hostAddress),
    password: seat.chatPassword ?? null,
  };
}
