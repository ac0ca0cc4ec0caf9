// The client's side of our own wire. A host may be newer, broken or hostile: every key of every event is looked at, and
// what cannot be read is left out rather than believed.
import { privateMessagePolicies, type Command, type CommandType } from './commands.ts';
import { isConversation, isRoomId, mainRoom } from './conversations.ts';
import type { ClientDialect } from './dialect.ts';
import { refusalCodes, type RefusalCode } from './error-codes.ts';
import type {
  Arrangement,
  ChatEvent,
  ChatInfo,
  HistoryPage,
  Joined,
  MessagesFound,
  Person,
  ReadMark,
  Room,
  RoomPosition,
  StoredMessage,
  Talk,
} from './events.ts';
import { isText, isTime, parseChange, parseChanged, parseEdit, parseMessage } from './native-messages.ts';
import { isCount, isObject, parseList, parseObject, type JsonObject } from './json.ts';
import { accountEventParsers, parseAccountMode, parseOwnAccount } from './native-accounts.ts';
import { parseRemoved } from './native-people.ts';
import { rights } from './rights.ts';

/** The client's side of one native connection. It has no state, but other wires do, so each connection makes its own. */
export function createNativeClient(): ClientDialect {
  return { name: 'native', encode, decode };
}

function encode(command: Command): string[] {
  if (!isNative(command)) return [];
  // A key that says nothing is left out; `cursor` stays, because null is what says "from the beginning".
  const frame: Record<string, unknown> = { ...command };
  for (const key of ['id', 'hostKey', 'before', 'after', 'room', 'session', 'chatPassword']) {
    if (frame[key] === null) delete frame[key];
  }
  if (command.type === 'join' && command.password === null) delete frame.password;
  return [JSON.stringify(frame)];
}

/** False for what only the older wires have. */
function isNative({ type }: Command): boolean {
  return type !== 'send-as' && type !== 'get-everything' && type !== 'get-people' && type !== 'ping-host';
}

function decode(text: string): ChatEvent | null {
  const frame = parseObject(text);
  const type = frame?.type;
  return frame !== null && isEventType(type) ? parsers[type](frame) : null;
}

type NativeEventType = Exclude<ChatEvent['type'], 'ping' | 'pong' | 'greeted' | 'people-listed'>;

const parsers: { readonly [Type in NativeEventType]: (frame: JsonObject) => ChatEvent | null } = {
  joined: parseJoined,
  done: ({ replyTo }) => (isText(replyTo) ? { type: 'done', replyTo } : null),
  arranged: (frame) => {
    const arrangement = parseArrangement(frame);
    return arrangement && { type: 'arranged', ...arrangement };
  },
  'removed-changed': (frame) => {
    const people = parseRemoved(frame.people);
    return people && { type: 'removed-changed', people };
  },
  'conversation-reset': (frame) => {
    const conversation = parseRoom(frame);
    const messages = parseList(frame.messages, parseMessage);
    const { changed } = parseChanged(frame);
    if (conversation === null || messages === null || changed === undefined) return null;
    return { type: 'conversation-reset', ...conversation, messages, changed };
  },
  'messages-changed': (frame) => {
    const conversation = parseRoom(frame);
    const changes = parseList(frame.changes, parseChange);
    const { changed } = parseChanged(frame);
    return conversation && changes && changed
      ? { type: 'messages-changed', ...conversation, changes, changed }
      : null;
  },
  'reads-listed': (frame) => {
    const conversation = parseRoom(frame);
    const reads = parseList(frame.reads, parseRead);
    const { replyTo } = frame;
    return conversation && reads && isText(replyTo)
      ? { type: 'reads-listed', ...conversation, replyTo, reads }
      : null;
  },
  'reads-changed': (frame) => {
    const conversation = parseRoom(frame);
    const reads = parseList(frame.reads, parseRead);
    return conversation && reads && { type: 'reads-changed', ...conversation, reads };
  },
  'edits-listed': ({ replyTo, edits }) => {
    const list = parseList(edits, parseEdit);
    return isText(replyTo) && list ? { type: 'edits-listed', replyTo, edits: list } : null;
  },
  'nickname-set': ({ replyTo, oldName, name, at }) =>
    isTextOrNull(replyTo) && isTextOrNull(oldName) && isText(name) && isTime(at)
      ? { type: 'nickname-set', replyTo, oldName, name, at }
      : null,
  'messages-stored': (frame) => {
    const conversation = parseRoom(frame);
    const messages = parseList(frame.messages, parseStored);
    return conversation && messages && { type: 'messages-stored', ...conversation, messages };
  },
  'history-page': parseHistoryPage,
  'messages-found': parseFound,
  'upload-allowed': ({ replyTo, token }) =>
    isText(replyTo) && isText(token) ? { type: 'upload-allowed', replyTo, token } : null,
  refused: ({ replyTo, command, code }) =>
    isTextOrNull(replyTo) && isCommandType(command) && isRefusalCode(code)
      ? { type: 'refused', replyTo, command, code, name: null }
      : null,
  'protocol-error': ({ replyTo, code, command, need }) => {
    if (!isTextOrNull(replyTo) || !isRefusalCode(code)) return null;
    const error = {
      type: 'protocol-error',
      replyTo,
      code,
      command: isCommandType(command) ? command : null,
    } as const;
    return isText(need) ? { ...error, need } : error;
  },
  replaced: () => ({ type: 'replaced' }),
  'person-joined': (frame) => {
    const person = parsePerson(frame.person);
    return person && isTime(frame.at) ? { type: 'person-joined', person, at: frame.at } : null;
  },
  'person-left': (frame) => {
    const person = parsePerson(frame.person);
    return person && isTime(frame.at) ? { type: 'person-left', person, at: frame.at } : null;
  },
  'person-renamed': (frame) => {
    const person = parsePerson(frame.person);
    const { oldName, at } = frame;
    return person && isText(oldName) && isTime(at) ? { type: 'person-renamed', person, oldName, at } : null;
  },
  'messages-sent': (frame) => {
    const conversation = parseRoom(frame);
    const messages = parseList(frame.messages, parseMessage);
    return conversation && messages && { type: 'messages-sent', ...conversation, messages };
  },
  ...accountEventParsers,
  'person-changed': (frame) => {
    const person = parsePerson(frame.person);
    return person && { type: 'person-changed', person };
  },
  'typing-changed': (frame) => {
    const person = parsePerson(frame.person);
    const conversation = parseRoom(frame);
    const { typing } = frame;
    if (person === null || conversation === null || typeof typing !== 'boolean') return null;
    return { type: 'typing-changed', ...conversation, person, typing };
  },
};

function isEventType(type: unknown): type is NativeEventType {
  return typeof type === 'string' && Object.hasOwn(parsers, type);
}

function parseJoined({ replyTo, protocol, reset, lastSeq, ...rest }: JsonObject): Joined | null {
  const chat = parseChat(rest.chat);
  const you = parsePerson(rest.you);
  const people = parseList(rest.people, parsePerson);
  const messages = parseList(rest.messages, parseMessage);
  const removed = parseRemoved(rest.removed ?? []);
  if (!isText(replyTo) || !isCount(protocol, 1) || typeof reset !== 'boolean' || !isCount(lastSeq))
    return null;
  if (chat === null || you === null || people === null || messages === null || removed === null) return null;
  const account = parseOwnAccount(rest.account);
  const accountMode = parseAccountMode(rest.accountMode);
  const entered = {
    type: 'joined',
    replyTo,
    protocol,
    chat,
    you,
    people,
    reset,
    messages,
    lastSeq,
    ...parseChanged(rest),
    ...(account === null ? {} : { account }),
    ...(accountMode === 'open' ? {} : { accountMode }),
    ...(removed.length > 0 && { removed }),
    ...(isCount(rest.maxFileBytes) ? { maxFileBytes: rest.maxFileBytes } : {}),
  } as const;
  // A host of one room says nothing of rooms.
  if (!('arrangement' in rest)) return entered;
  const arrangement = isObject(rest.arrangement) ? parseArrangement(rest.arrangement) : null;
  const positions = parseList(rest.positions, parsePosition);
  const talks = parseList(rest.talks, parseTalk);
  return arrangement && positions && talks && { ...entered, arrangement, positions, talks };
}

function parseArrangement({ rooms, privateMessages, readMarks }: JsonObject): Arrangement | null {
  const list = parseList(rooms, parseRoomInfo);
  const policy = privateMessagePolicies.find((each) => each === privateMessages);
  if (list === null || policy === undefined || typeof readMarks !== 'boolean') return null;
  return { rooms: list, privateMessages: policy, readMarks };
}

function parseRoomInfo(value: unknown): Room | null {
  if (!isObject(value)) return null;
  const { id, name, archived } = value;
  if (!isRoomId(id) || !isText(name)) return null;
  return archived === true ? { id, name, archived } : { id, name };
}

function parsePosition(value: unknown): RoomPosition | null {
  if (!isObject(value)) return null;
  const { room, lastSeq, read } = value;
  if (!isConversation(room) || !isCount(lastSeq)) return null;
  return isCount(read) ? { room, lastSeq, read } : { room, lastSeq };
}

function parseRead(value: unknown): ReadMark | null {
  if (!isObject(value)) return null;
  const { by, seq } = value;
  return isText(by) && isCount(seq, 1) ? { by, seq } : null;
}

function parseTalk(value: unknown): Talk | null {
  const position = parsePosition(value);
  const name = isObject(value) ? value.name : null;
  return position !== null && isText(name) ? { ...position, name } : null;
}

/** Where something happened; null for what cannot be told apart from the main room by mistake. */
function parseRoom({ room = mainRoom }: JsonObject): { readonly room?: string } | null {
  if (room === mainRoom) return {};
  return isConversation(room) ? { room } : null;
}

function parseHistoryPage({ replyTo, hasOlder, hasNewer, ...rest }: JsonObject): HistoryPage | null {
  const conversation = parseRoom(rest);
  const messages = parseList(rest.messages, parseMessage);
  if (messages === null || conversation === null || !isText(replyTo)) return null;
  if (typeof hasOlder !== 'boolean' || typeof hasNewer !== 'boolean') return null;
  return { type: 'history-page', ...conversation, replyTo, messages, hasOlder, hasNewer };
}

function parseFound({ replyTo, searchedTo, lastSeq, over, ...rest }: JsonObject): MessagesFound | null {
  const conversation = parseRoom(rest);
  const messages = parseList(rest.messages, parseMessage);
  if (messages === null || conversation === null || !isText(replyTo) || typeof over !== 'boolean')
    return null;
  if (!isCount(searchedTo, 1) || !isCount(lastSeq)) return null;
  return { type: 'messages-found', ...conversation, replyTo, messages, searchedTo, lastSeq, over };
}

function parseStored(value: unknown): StoredMessage | null {
  if (!isObject(value)) return null;
  const { id, seq } = value;
  return isText(id) && isCount(seq, 1) ? { id, seq } : null;
}

function parsePerson(value: unknown): Person | null {
  if (!isObject(value)) return null;
  const { id, name, host, coHost } = value;
  if (!isText(id) || !isText(name)) return null;
  if (host === true) return { id, name, host };
  return coHost === true ? { id, name, coHost } : { id, name };
}

function parseChat(value: unknown): ChatInfo | null {
  if (!isObject(value)) return null;
  const { name, hostName } = value;
  return isText(name) && isText(hostName) ? { name, hostName } : null;
}

function isCommandType(value: unknown): value is CommandType {
  return typeof value === 'string' && Object.hasOwn(rights, value);
}

function isRefusalCode(value: unknown): value is RefusalCode {
  return refusalCodes.some((code) => code === value);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
