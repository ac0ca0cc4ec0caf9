// What the room decides: from who is here, a command and the time to effects. It touches no socket, file or clock,
// and does not know which wire a command came over, only how that wire's people behave.
import type { AccountCommand } from '../protocol/account-commands.ts';
import type { OwnAccount } from '../protocol/accounts.ts';
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
  SendAs,
  SendMessage,
  SetNickname,
  SetTyping,
} from '../protocol/commands.ts';
import { parseContent } from '../protocol/content.ts';
import type { HostDialect } from '../protocol/dialect.ts';
import type { RefusalCode, Result } from '../protocol/error-codes.ts';
import type { Arrangement, Broadcast, Person, Reply, TypingChanged } from '../protocol/events.ts';
import type { FileInfo } from '../protocol/files.ts';
import { protocolVersion } from '../protocol/limits.ts';
import { parseNickname } from '../protocol/nickname.ts';
import { parseQuery } from '../protocol/search.ts';
import { mayGive, type Role } from '../protocol/rights.ts';
import { firstArrangement, type ArrangementCommand } from './arrangement.ts';
import { mainConversation, type Conversation } from './conversation.ts';
import type { ChangeCommand } from './decide-change.ts';
import { addresseeOf, findConversation, findOpenConversation } from './find-conversation.ts';

/** A place in the room: a name, and for native clients the device or the account that owns it. */
export interface Seat {
  readonly id: string;
  readonly name: string;
  /** The folded nickname by which seats are unique. */
  readonly key: string;
  readonly host: boolean;
  readonly coHost: boolean;
  /** False for older wires, whose people are nobody beyond their connection. */
  readonly device: boolean;
}

/** Who is here, in the order in which they came, and what was arranged. */
export interface RoomState {
  arrangement: Arrangement;
  readonly seats: Map<string, Seat>;
  readonly byKey: Map<string, string>;
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
  | { readonly type: 'close'; readonly reason: 'left' | 'refused' };

export function createRoom(arrangement: Arrangement = firstArrangement): RoomState {
  return { arrangement, seats: new Map(), byKey: new Map() };
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

/** What happens when this actor gives this command. */
export function decide(room: RoomState, actor: Actor, command: Command, context: RoomContext): Effect[] {
  const seat = actor.seatId === null ? undefined : room.seats.get(actor.seatId);
  const role = roleOf(actor, seat, command);
  if (!mayGive(role, command.type)) {
    return [refuse(command, role === 'stranger' ? 'not-joined' : 'not-allowed', seat)];
  }
  // Nobody registers there, or has not yet: the door is closed to what such a wire can say.
  if (!seat && role === 'person' && context.closedToOlder !== null) {
    return [refuse(command, context.closedToOlder, undefined, echoOf(command))];
  }
  switch (command.type) {
    case 'register':
    case 'log-in':
    case 'log-out':
    case 'change-password':
    case 'get-accounts':
    case 'reset-password':
    case 'remove-account':
    case 'set-co-host':
    case 'set-account-mode':
    case 'set-chat-password':
      return [{ type: 'ask-accounts', command }];
    case 'join':
      return seat ? [refuse(command, 'already-joined', seat)] : decideJoin(room, command, context);
    case 'set-nickname':
      return decideNickname(room, seat, command, context);
    case 'send-message':
      return decideSend(room, seat, command, context);
    case 'request-upload':
      return decideUpload(room, seat, command, context);
    case 'send-as':
      return decideSendAs(room, command, context);
    case 'get-history':
      return decidePage(room, seat, command, context);
    case 'search-messages':
      return decideSearch(room, seat, command, context);
    case 'stop-search':
      return [{ type: 'stop-search' }];
    case 'get-everything':
      return [{ type: 'send-everything', name: seat?.name ?? '', online: namesIn(room) }];
    case 'get-people':
      return [{ type: 'reply', event: { type: 'people-listed', people: peopleIn(room), at: context.now } }];
    case 'ping-host':
      return [{ type: 'reply', event: { type: 'pong', at: context.now } }];
    case 'set-typing':
      return decideTyping(room, seat, command, context);
    case 'mark-read':
    case 'get-reads':
      return decideReads(room, seat, command, context);
    case 'edit-message':
    case 'delete-message':
    case 'react':
    case 'get-edits':
      return decideWhereToChange(room, seat, command, context);
    case 'add-room':
    case 'rename-room':
    case 'order-rooms':
    case 'archive-room':
    case 'set-private-messages':
    case 'set-read-marks':
      return [{ type: 'rearrange', command }];
    case 'leave':
      return [...(seat ? standUp(seat, context.now) : []), { type: 'close', reason: 'left' }];
  }
}

/** Who an actor is to the table of rights. */
function roleOf({ dialect }: Actor, seat: Seat | undefined, command: Command): Role {
  if (seat) return seat.host ? 'host' : seat.coHost ? 'co-host' : 'person';
  // On a nameless wire everyone is in from the start; on other older ones the first nickname is the join.
  const isIn = dialect.nameless || (command.type === 'set-nickname' && dialect.leavesOnClose);
  return isIn ? 'person' : 'stranger';
}

/** What happens when an actor's connection is gone without a word. */
export function decideLoss(room: RoomState, actor: Actor, now: number): Effect[] {
  const seat = actor.seatId === null ? undefined : room.seats.get(actor.seatId);
  if (!seat) return [];
  return actor.dialect.leavesOnClose ? standUp(seat, now) : [{ type: 'keep-seat', seatId: seat.id }];
}

/** What happens when nobody has come back to a kept seat in time. */
export function decideExpiry(room: RoomState, seatId: string, now: number): Effect[] {
  const seat = room.seats.get(seatId);
  return seat ? standUp(seat, now) : [];
}

/** Carries the part of an effect that changes who is here. Others leave the room as it is. */
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
  }
}

function decideJoin(room: RoomState, command: Join, context: RoomContext): Effect[] {
  if (command.protocol !== protocolVersion) {
    const code = command.protocol < protocolVersion ? 'version-too-old' : 'version-too-new';
    return [refuse(command, code), { type: 'close', reason: 'refused' }];
  }
  const identity = context.identify(command);
  if (!identity.ok) return [refuse(command, identity.code)];
  const { id, host, account, nameIsFixed } = identity.value;
  const nickname = parseNickname(nameIsFixed ? account?.name : command.nickname);
  if (!nickname.ok) return [refuse(command, nickname.code)];
  const { name, key } = nickname.value;
  if (!isOwnToTake(key, { id, host }, context)) return [refuse(command, 'name-protected')];
  const holder = room.byKey.get(key);
  if (holder !== undefined && holder !== id) return [refuse(command, 'nickname-taken')];

  const before = room.seats.get(id);
  const coHost = account?.role === 'co-host';
  const seat: Seat = { id, name, key, host, coHost, device: true };
  const effects: Effect[] = [{ type: 'sit', seat }];
  if (!before) {
    effects.push({
      type: 'broadcast',
      event: { type: 'person-joined', person: personOf(seat), at: context.now },
    });
  } else if (before.name !== name) {
    effects.push(renamed(seat, before.name, context.now));
  }
  effects.push({ type: 'enter', command });
  return effects;
}

function decideNickname(
  room: RoomState,
  seat: Seat | undefined,
  command: SetNickname,
  context: RoomContext,
): Effect[] {
  const nickname = parseNickname(command.nickname);
  if (!nickname.ok) return [refuse(command, nickname.code, seat, command.nickname)];
  const { name, key } = nickname.value;
  const holder = room.byKey.get(key);
  const free = holder === undefined || (holder === seat?.id && name !== seat.name);
  if (!free) return [refuse(command, 'nickname-taken', seat, command.nickname)];
  if (!isOwnToTake(key, seat, context)) return [refuse(command, 'name-protected', seat, command.nickname)];

  const taken: Seat = seat
    ? { ...seat, name, key }
    : { id: context.newId(), name, key, host: false, coHost: false, device: false };
  return [
    { type: 'sit', seat: taken },
    {
      type: 'reply',
      event: {
        type: 'nickname-set',
        replyTo: command.id,
        oldName: seat?.name ?? null,
        name,
        at: context.now,
      },
    },
    seat
      ? renamed(taken, seat.name, context.now)
      : {
          type: 'broadcast',
          event: { type: 'person-joined', person: personOf(taken), at: context.now },
        },
  ];
}

function decidePage(
  room: RoomState,
  seat: Seat | undefined,
  command: GetHistory,
  context: RoomContext,
): Effect[] {
  if (!seat) return [refuse(command, 'not-joined')];
  const found = findConversation(room, seat, command.room, context);
  if (!found.ok) return [refuse(command, found.code, seat)];
  return [{ type: 'send-page', command, conversation: found.value }];
}

function decideSearch(
  room: RoomState,
  seat: Seat | undefined,
  command: SearchMessages,
  context: RoomContext,
): Effect[] {
  if (!seat) return [refuse(command, 'not-joined')];
  const found = findConversation(room, seat, command.room, context);
  if (!found.ok) return [refuse(command, found.code, seat)];
  const words = parseQuery(command.query);
  if (!words.ok) return [refuse(command, words.code, seat)];
  return [{ type: 'search', command, words: words.value, conversation: found.value }];
}

function decideTyping(
  room: RoomState,
  seat: Seat | undefined,
  command: SetTyping,
  context: RoomContext,
): Effect[] {
  if (!seat) return [refuse(command, 'not-joined')];
  const found = findOpenConversation(room, seat, command.room, context);
  if (!found.ok) return [refuse(command, found.code, seat)];
  const event: TypingChanged = { type: 'typing-changed', person: personOf(seat), typing: command.typing };
  return [{ type: 'tell-typing', event, conversation: found.value }];
}

function decideReads(
  room: RoomState,
  seat: Seat | undefined,
  command: MarkRead | GetReads,
  context: RoomContext,
): Effect[] {
  if (!seat) return [refuse(command, 'not-joined')];
  const found = findConversation(room, seat, command.room, context);
  if (!found.ok) return [refuse(command, found.code, seat)];
  const conversation = found.value;
  return command.type === 'mark-read'
    ? [{ type: 'mark-read', command, seat, conversation }]
    : [{ type: 'send-reads', command, seat, conversation }];
}

/** What becomes of the message is decided when it was read. */
function decideWhereToChange(
  room: RoomState,
  seat: Seat | undefined,
  command: ChangeCommand | GetEdits,
  context: RoomContext,
): Effect[] {
  if (!seat) return [refuse(command, 'not-joined')];
  // Taking back what one has said, and keeping order, is possible wherever one may read.
  const find = command.type === 'delete-message' ? findConversation : findOpenConversation;
  const found = find(room, seat, command.room, context);
  if (!found.ok) return [refuse(command, found.code, seat)];
  return [{ type: 'change-message', command, seat, conversation: found.value }];
}

function decideSend(
  room: RoomState,
  seat: Seat | undefined,
  command: SendMessage,
  context: RoomContext,
): Effect[] {
  if (!seat) return [refuse(command, 'not-joined')];
  const found = findOpenConversation(room, seat, command.room, context);
  if (!found.ok) return [refuse(command, found.code, seat, command.content)];
  const conversation = found.value;
  const file =
    command.file === undefined
      ? null
      : context.fileFor({ id: command.file, by: seat.id, conversation, message: command.id });
  if (command.file !== undefined && file === null) return [refuse(command, 'unknown-file', seat)];
  // A file says enough by itself.
  const content = parseContent(command.content, file !== null);
  if (!content.ok) return [refuse(command, content.code, seat, command.content)];
  const draft: Draft = {
    id: command.id ?? context.newId(),
    name: seat.name,
    content: content.value,
    at: context.now,
    ...(seat.device ? { by: seat.id } : {}),
    ...addresseeOf(room, seat, conversation),
    ...(command.reply && { reply: command.reply }),
    ...(file && { file }),
  };
  return [{ type: 'append', draft, conversation }];
}

/** Files belong to people who come back; whoever is only a connection has none. */
function decideUpload(
  room: RoomState,
  seat: Seat | undefined,
  command: RequestUpload,
  context: RoomContext,
): Effect[] {
  if (seat?.device !== true) return [refuse(command, 'not-joined', seat)];
  const found = findOpenConversation(room, seat, command.room, context);
  if (!found.ok) return [refuse(command, found.code, seat)];
  return [{ type: 'allow-upload', command, seat, conversation: found.value }];
}

/** Nobody registers on such a wire, but a name that somebody has taken on another one is theirs. */
function decideSendAs(room: RoomState, command: SendAs, context: RoomContext): Effect[] {
  const nickname = parseNickname(command.name);
  if (!nickname.ok) return [refuse(command, nickname.code, undefined, command.name)];
  const { name, key } = nickname.value;
  if (room.byKey.has(key)) return [refuse(command, 'nickname-taken', undefined, command.name)];
  if (!isOwnToTake(key, undefined, context)) {
    return [refuse(command, 'name-protected', undefined, command.name)];
  }
  const content = parseContent(command.content);
  if (!content.ok) return [refuse(command, content.code, undefined, command.content)];
  const draft: Draft = { id: context.newId(), name, content: content.value, at: context.now };
  return [{ type: 'append', draft, conversation: mainConversation }];
}

/** A name that an account keeps is for its owner; whoever hosts may call themselves what they like. */
function isOwnToTake(
  key: string,
  seat: Pick<Seat, 'id' | 'host'> | undefined,
  { keeperOf }: RoomContext,
): boolean {
  const keeper = keeperOf(key);
  return keeper === null || keeper === seat?.id || seat?.host === true;
}

function echoOf(command: Command): unknown {
  if (command.type === 'set-nickname') return command.nickname;
  return command.type === 'send-as' ? command.name : undefined;
}

function standUp(seat: Seat, now: number): Effect[] {
  return [
    { type: 'stand-up', seatId: seat.id },
    { type: 'broadcast', event: { type: 'person-left', person: personOf(seat), at: now } },
  ];
}

function renamed(seat: Seat, oldName: string, at: number): Effect {
  return { type: 'broadcast', event: { type: 'person-renamed', person: personOf(seat), oldName, at } };
}

function refuse(command: Command, code: RefusalCode, seat?: Seat, echo?: unknown): Effect {
  const name = seat?.name ?? null;
  return {
    type: 'reply',
    event: { type: 'refused', replyTo: command.id, command: command.type, code, name, echo },
  };
}
