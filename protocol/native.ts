// The host's side of our own wire, documented in docs/protocol.md: which frames are commands, and how events are
// written. Keeps no state, so one object serves every session. The client's side is `native-client.ts`.
import type { Command, CommandType, Cursor } from './commands.ts';
import type { HostDialect } from './dialect.ts';
import type { RefusalCode } from './error-codes.ts';
import type { ChatEvent, ProtocolError } from './events.ts';
import { isDeviceKey, isMessageId } from './ids.ts';
import { isCount, isObject, parseObject, type JsonObject } from './json.ts';
import { defaultPageLength, maxPageLength } from './limits.ts';

/** What `room` says when it says anything; more rooms can follow without another protocol. */
const mainRoom = 'main';
const longestHostKey = 256;

export const nativeHost: HostDialect = {
  name: 'native',
  echoesOwnMessages: true,
  leavesOnClose: false,
  answersInOrder: false,
  nameless: false,
  greets: false,
  everything: null,
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
  'send-message': ({ id, content }) => {
    if (!isMessageId(id)) return 'id';
    return content === undefined ? 'content' : { type: 'send-message', id, content };
  },
  'get-history': parseGetHistory,
  'set-typing': ({ id, typing }) => {
    if (typeof typing !== 'boolean') return 'typing';
    return { type: 'set-typing', id: isMessageId(id) ? id : null, typing };
  },
  leave: ({ id }) => (isMessageId(id) ? { type: 'leave', id } : 'id'),
};

function decode(text: string): Command | ProtocolError {
  const frame = parseObject(text);
  if (frame === null) return protocolError('bad-json', null, null);
  const replyTo = isMessageId(frame.id) ? frame.id : null;
  const type = frame.type;
  if (!isCommandType(type)) return protocolError('unknown-command', null, replyTo);
  if (frame.room !== undefined && frame.room !== mainRoom)
    return protocolError('unknown-room', type, replyTo);
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

function parseJoin({ id, protocol, nickname, deviceKey, cursor = null, hostKey = null }: JsonObject): Parsed {
  if (!isMessageId(id)) return 'id';
  if (!isCount(protocol, 1)) return 'protocol';
  if (nickname === undefined) return 'nickname';
  if (!isDeviceKey(deviceKey)) return 'deviceKey';
  const held = cursor === null ? null : parseCursor(cursor);
  if (cursor !== null && held === null) return 'cursor';
  if (hostKey !== null && (typeof hostKey !== 'string' || hostKey.length > longestHostKey)) return 'hostKey';
  return { type: 'join', id, protocol, nickname, deviceKey, cursor: held, hostKey };
}

/** The id is compared with a line's and nothing else, so that any text will do: older histories have other ids. */
function parseCursor(value: unknown): Cursor | null {
  if (!isObject(value)) return null;
  const { seq, id, at = null } = value;
  if (!isCount(seq, 1) || typeof id !== 'string') return null;
  if (at === null) return { seq, id };
  return typeof at === 'number' ? { seq, id, at } : null;
}

function parseGetHistory({ id, before = null, after = null, limit = null }: JsonObject): Parsed {
  if (!isMessageId(id)) return 'id';
  if (before !== null && !isCount(before)) return 'before';
  if (after !== null && (!isCount(after) || before !== null)) return 'after';
  if (limit !== null && !Number.isSafeInteger(limit)) return 'limit';
  const wanted = typeof limit === 'number' ? limit : defaultPageLength;
  return { type: 'get-history', id, before, after, limit: Math.min(Math.max(wanted, 1), maxPageLength) };
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
      return [JSON.stringify({ type: event.type, messages })];
    }
    case 'refused': {
      const { type, replyTo, command, code } = event;
      return [JSON.stringify({ type, replyTo, command, code })];
    }
    default:
      return [JSON.stringify(event)];
  }
}
