// The host's side of our own wire, documented in docs/protocol.md: which frames are commands, and how events are
// written. Keeps no state, so one object serves every session. The client's side is `native-client.ts`.
import type { Command, CommandType } from './commands.ts';
import type { AroundJoined, HostDialect, JoinedAlone } from './dialect.ts';
import type { RefusalCode } from './error-codes.ts';
import type { ChatEvent, Message, Person, ProtocolError } from './events.ts';
import { isDeviceKey, isMessageId } from './ids.ts';
import { isCount, parseObject, type JsonObject } from './json.ts';
import { defaultPageLength, maxPageLength } from './limits.ts';
import { accountParsers, isSessionToken } from './native-accounts.ts';
import { changeParsers, parseMessageRef } from './native-changes.ts';
import { parseCursor } from './native-cursor.ts';
import { personParsers } from './native-people.ts';
import { parseConversation, parseRoomCursors, roomParsers } from './native-rooms.ts';

const longestHostKey = 256;

export const nativeHost: HostDialect = {
  name: 'native',
  echoesOwnMessages: true,
  leavesOnClose: false,
  answersInOrder: false,
  nameless: false,
  greets: false,
  knowsRooms: true,
  everything: null,
  joined: aroundJoined,
  decode,
  encode,
};

/** The others are the older wires' own. */
type NativeCommandType = Exclude<CommandType, 'send-as' | 'get-everything' | 'get-people' | 'ping-host'>;

/** A command, or the name of the key that is missing or wrong. */
type Parsed = Command | string;

const parsers: { readonly [Type in NativeCommandType]: (frame: JsonObject) => Parsed } = {
  join: parseJoin,
  'set-nickname': ({ id, nickname }) => {
    if (!isMessageId(id)) return 'id';
    return nickname === undefined ? 'nickname' : { type: 'set-nickname', id, nickname };
  },
  'send-message': (frame) => {
    const { id, content } = frame;
    const conversation = parseConversation(frame);
    if (!isMessageId(id)) return 'id';
    if (conversation === null) return 'room';
    if (content === undefined) return 'content';
    const reply = frame.reply === undefined ? undefined : parseMessageRef(frame.reply);
    if (reply === null) return 'reply';
    const { file = null } = frame;
    if (file !== null && !isMessageId(file)) return 'file';
    const beside = { ...(reply && { reply }), ...(file !== null && { file }) };
    return { type: 'send-message', id, content, ...conversation, ...beside };
  },
  'request-upload': parseRequestUpload,
  'get-history': parseGetHistory,
  'search-messages': parseSearch,
  'stop-search': ({ id }) => ({ type: 'stop-search', id: isMessageId(id) ? id : null }),
  'set-typing': (frame) => {
    const { id, typing } = frame;
    const conversation = parseConversation(frame);
    if (typeof typing !== 'boolean') return 'typing';
    if (conversation === null) return 'room';
    return { type: 'set-typing', id: isMessageId(id) ? id : null, typing, ...conversation };
  },
  ...changeParsers,
  ...roomParsers,
  ...personParsers,
  leave: ({ id }) => (isMessageId(id) ? { type: 'leave', id } : 'id'),
  ...accountParsers,
};

function decode(text: string): Command | ProtocolError {
  const frame = parseObject(text);
  if (frame === null) return protocolError('bad-json', null, null);
  const replyTo = isMessageId(frame.id) ? frame.id : null;
  const type = frame.type;
  if (!isCommandType(type)) return protocolError('unknown-command', null, replyTo);
  const parsed = parsers[type](frame);
  return typeof parsed === 'string' ? protocolError('bad-command', type, replyTo, parsed) : parsed;
}

function isCommandType(type: unknown): type is NativeCommandType {
  return typeof type === 'string' && Object.hasOwn(parsers, type);
}

function protocolError(
  code: RefusalCode,
  command: CommandType | null,
  replyTo: string | null,
  need?: string,
): ProtocolError {
  const error = { type: 'protocol-error', replyTo, code, command } as const;
  return need === undefined ? error : { ...error, need };
}

function parseJoin(frame: JsonObject): Parsed {
  const { id, protocol, nickname, deviceKey, cursor = null, cursors = [], hostKey = null } = frame;
  const { session = null, password = null } = frame;
  const changed = frame.changed === undefined ? undefined : parseCursor(frame.changed);
  if (!isMessageId(id)) return 'id';
  if (!isCount(protocol, 1)) return 'protocol';
  if (nickname === undefined) return 'nickname';
  if (!isDeviceKey(deviceKey)) return 'deviceKey';
  const held = cursor === null ? null : parseCursor(cursor);
  if (cursor !== null && held === null) return 'cursor';
  if (changed === null) return 'changed';
  const others = parseRoomCursors(cursors);
  if (others === null) return 'cursors';
  if (hostKey !== null && (typeof hostKey !== 'string' || hostKey.length > longestHostKey)) return 'hostKey';
  if (session !== null && !isSessionToken(session)) return 'session';
  const elsewhere = { ...(others.length > 0 && { cursors: others }), ...(changed && { changed }) };
  const account = session === null && password === null ? {} : { session, password };
  return { type: 'join', id, protocol, nickname, deviceKey, cursor: held, ...elsewhere, hostKey, ...account };
}

function parseRequestUpload(frame: JsonObject): Parsed {
  const { id, name, size, mediaType = '' } = frame;
  const conversation = parseConversation(frame);
  if (!isMessageId(id)) return 'id';
  if (conversation === null) return 'room';
  if (typeof name !== 'string') return 'name';
  if (!isCount(size)) return 'size';
  if (typeof mediaType !== 'string') return 'mediaType';
  return { type: 'request-upload', id, name, size, mediaType, ...conversation };
}

function parseGetHistory(frame: JsonObject): Parsed {
  const { id, before = null, after = null, limit = null } = frame;
  const conversation = parseConversation(frame);
  if (!isMessageId(id)) return 'id';
  if (before !== null && !isCount(before)) return 'before';
  if (after !== null && (!isCount(after) || before !== null)) return 'after';
  const length = parseLength(limit);
  if (length === null) return 'limit';
  if (conversation === null) return 'room';
  return { type: 'get-history', id, before, after, limit: length, ...conversation };
}

/** What `query` says is the room's to judge. */
function parseSearch(frame: JsonObject): Parsed {
  const { id, query, before = null, limit = null } = frame;
  const conversation = parseConversation(frame);
  if (!isMessageId(id)) return 'id';
  if (query === undefined) return 'query';
  if (before !== null && !isCount(before)) return 'before';
  const length = parseLength(limit);
  if (length === null) return 'limit';
  if (conversation === null) return 'room';
  return { type: 'search-messages', id, query, before, limit: length, ...conversation };
}

/** Messages in a page, brought into what is allowed; null where it is no whole number. */
function parseLength(limit: unknown): number | null {
  if (limit === null) return defaultPageLength;
  if (typeof limit !== 'number' || !Number.isSafeInteger(limit)) return null;
  return Math.min(Math.max(limit, 1), maxPageLength);
}

/** A person as the list in `joined` has them. */
export function encodePerson(person: Person): string {
  return JSON.stringify(person);
}

/** Messages as `joined` has them, joined by commas. */
export function encodeMessages(messages: readonly Message[]): string {
  return JSON.stringify(messages).slice('['.length, -']'.length);
}

function aroundJoined(event: JoinedAlone): AroundJoined {
  const head = `${JSON.stringify(event).slice(0, -'}'.length)},"people":[`;
  return { head, between: '],"messages":[', tail: ']}' };
}

function encode(event: ChatEvent): string[] {
  switch (event.type) {
    case 'ping':
    case 'pong':
    case 'greeted':
    case 'people-listed':
      return [];
    case 'messages-stored': {
      const messages = event.messages.map(({ id, seq }) => ({ id, seq }));
      return [JSON.stringify({ type: event.type, room: event.room, messages })];
    }
    case 'refused': {
      const { type, replyTo, command, code } = event;
      return [JSON.stringify({ type, replyTo, command, code })];
    }
    default:
      return [JSON.stringify(event)];
  }
}
