// Who is in the chat, and everything that can follow from a command: the words in which the room's decisions are made.
// Knows no rule about who may do what.
import type { AccountCommand } from '../../protocol/account-commands.ts';
import type { OwnAccount } from '../../protocol/accounts.ts';
import type {
  Command,
  GetEdits,
  GetHistory,
  GetReads,
  Join,
  MarkRead,
  MessageRef,
  RequestUpload,
  SearchMessages,
} from '../../protocol/commands.ts';
import type { HostDialect } from '../../protocol/dialect.ts';
import type { RefusalCode, Result } from '../../protocol/error-codes.ts';
import type { Arrangement, Broadcast, Person, Reply, TypingChanged } from '../../protocol/events.ts';
import type { FileInfo } from '../../protocol/files.ts';
import { maxRemoved } from '../../protocol/limits.ts';
import { firstArrangement, type ArrangementCommand } from '../conversations/arrangement.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { ChangeCommand } from './decide-change.ts';

/** A place in the room: a name, and for native clients the device or the account that owns it. */
export interface Seat {
  readonly id: string;
  readonly name: string;
  /** The folded nickname by which seats are unique. */
  readonly key: string;
  readonly host: boolean;
  readonly coHost: boolean;
  /**
   * What the device's key leaves, the same with any account; null for older wires, whose people are nobody beyond their
   * connection.
   */
  readonly device: string | null;
  /** From which they came. */
  readonly address: string;
}

/** Somebody who was sent away. */
export type Removed = Pick<Seat, 'id' | 'name' | 'device' | 'address'>;

/** Who is here, in the order in which they came, what was arranged, and who does not come in. */
export interface RoomState {
  arrangement: Arrangement;
  readonly seats: Map<string, Seat>;
  readonly byKey: Map<string, string>;
  /** Who was sent away, by the id that they had, in that order. */
  readonly removed: Map<string, Removed>;
}

/** Who gives a command. */
export interface Actor {
  readonly seatId: string | null;
  readonly dialect: HostDialect;
}

/** What the room is handed so that deciding stays repeatable. */
export interface RoomContext {
  readonly now: number;
  readonly newId: () => string;
  /** From which the command comes. */
  readonly address: string;
  /** Whose seat it is that somebody asks for, or why they are not let in. */
  readonly identify: (command: Join) => Result<Identity, RefusalCode>;
  /** Id of the account that keeps a folded name, or null. */
  readonly keeperOf: (key: string) => string | null;
  /** Why nobody comes in over a wire without passwords, or null. */
  readonly closedToOlder: RefusalCode | null;
  /** Whether these two have talked in private. */
  readonly hasTalk: (one: string, other: string) => boolean;
  /** The file that this person has brought for this message; null where there is none, or another message has it. */
  readonly fileFor: (asked: AskedFile) => FileInfo | null;
}

/** A file that a message is to go with. */
export interface AskedFile {
  readonly id: string;
  /** Who brought it. */
  readonly by: string;
  readonly conversation: Conversation;
  /** Null where the message has no id yet. */
  readonly message: string | null;
}

/** Who comes in. */
export interface Identity {
  /** Public id of the seat: that of the account, or of the device. */
  readonly id: string;
  /** What the device's key leaves, whichever account it is used with. */
  readonly device: string;
  /** Whether it is the host's own window. */
  readonly host: boolean;
  readonly account: OwnAccount | null;
  /** True where the account's name is the one to be called by. */
  readonly nameIsFixed: boolean;
}

/** A message before the history has given it a number. */
export interface Draft {
  readonly id: string;
  readonly name: string;
  readonly content: string;
  readonly at: number;
  readonly by?: string;
  /** In a private talk: what the other one is called. */
  readonly to?: string;
  readonly reply?: MessageRef;
  readonly file?: FileInfo;
}

export type Effect =
  /** The actor sits down, or sits down again under this name. */
  | { readonly type: 'sit'; readonly seat: Seat }
  | { readonly type: 'stand-up'; readonly seatId: string }
  /** Somebody else is sent away, or may come in again. */
  | { readonly type: 'remove'; readonly seat: Seat }
  | { readonly type: 'readmit'; readonly person: string }
  /** The actor is sent where it stands in the history, and hears everything from then on. */
  | { readonly type: 'enter'; readonly command: Join }
  | { readonly type: 'ask-accounts'; readonly command: AccountCommand }
  | { readonly type: 'append'; readonly draft: Draft; readonly conversation: Conversation }
  | { readonly type: 'send-page'; readonly command: GetHistory; readonly conversation: Conversation }
  | {
      readonly type: 'mark-read';
      readonly command: MarkRead;
      readonly seat: Seat;
      readonly conversation: Conversation;
    }
  | {
      readonly type: 'send-reads';
      readonly command: GetReads;
      readonly seat: Seat;
      readonly conversation: Conversation;
    }
  | {
      readonly type: 'change-message';
      readonly command: ChangeCommand | GetEdits;
      readonly seat: Seat;
      readonly conversation: Conversation;
    }
  | {
      readonly type: 'search';
      readonly command: SearchMessages;
      /** Folded. */
      readonly words: readonly string[];
      readonly conversation: Conversation;
    }
  | { readonly type: 'stop-search' }
  | {
      readonly type: 'allow-upload';
      readonly command: RequestUpload;
      readonly seat: Seat;
      readonly conversation: Conversation;
    }
  | { readonly type: 'rearrange'; readonly command: ArrangementCommand }
  | { readonly type: 'send-everything'; readonly name: string; readonly online: readonly string[] }
  | { readonly type: 'keep-seat'; readonly seatId: string }
  | { readonly type: 'reply'; readonly event: Reply }
  /** To everyone but the actor. */
  | { readonly type: 'broadcast'; readonly event: Broadcast }
  /** To those who are in this conversation, but the actor. */
  | { readonly type: 'tell-typing'; readonly event: TypingChanged; readonly conversation: Conversation }
  | { readonly type: 'close'; readonly reason: 'left' | 'refused' | 'removed' };

export function createRoom(arrangement: Arrangement = firstArrangement): RoomState {
  return { arrangement, seats: new Map(), byKey: new Map(), removed: new Map() };
}

/** A seat as the others see it. */
export function personOf(seat: Seat): Person {
  const person = { id: seat.id, name: seat.name };
  if (seat.host) return { ...person, host: true };
  return seat.coHost ? { ...person, coHost: true } : person;
}

export function peopleIn(room: RoomState): Person[] {
  return Array.from(room.seats.values(), personOf);
}

export function namesIn(room: RoomState): string[] {
  return Array.from(room.seats.values(), ({ name }) => name);
}

/** Carries the part of an effect that changes who is here or kept out. Others leave the room as it is. */
export function applyEffect(room: RoomState, effect: Effect): void {
  if (effect.type === 'sit') {
    const before = room.seats.get(effect.seat.id);
    if (before) room.byKey.delete(before.key);
    room.seats.set(effect.seat.id, effect.seat);
    room.byKey.set(effect.seat.key, effect.seat.id);
  } else if (effect.type === 'stand-up') {
    const seat = room.seats.get(effect.seatId);
    room.seats.delete(effect.seatId);
    if (seat) room.byKey.delete(seat.key);
  } else if (effect.type === 'remove') {
    const { id, name, device, address } = effect.seat;
    room.removed.set(id, { id, name, device, address });
    const [longestAgo] = room.removed.keys();
    if (room.removed.size > maxRemoved && longestAgo !== undefined) room.removed.delete(longestAgo);
  } else if (effect.type === 'readmit') {
    room.removed.delete(effect.person);
  }
}

/** The answer to a command that is not carried out. `echo` is what was refused, for wires that repeat it. */
export function refuse(command: Command, code: RefusalCode, seat?: Seat, echo?: unknown): Effect {
  const name = seat?.name ?? null;
  return {
    type: 'reply',
    event: { type: 'refused', replyTo: command.id, command: command.type, code, name, echo },
  };
}
