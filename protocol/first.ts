// The wire of the first WebSocket version of classic-chatbox-server, as its transcripts show it and rulings.json decides:
// nobody registers, a name comes with each message. Keeps no state. docs/protocol-first.md describes it.
import type { Command, CommandType } from './commands.ts';
import type { HostDialect } from './dialect.ts';
import { isStorageCode } from './error-codes.ts';
import type { ChatEvent, Message, ProtocolError, Refused, StoredMessage } from './events.ts';
import { isObject, parseObject } from './json.ts';
import { formatTimestamp } from './timestamp.ts';

export const firstHost: HostDialect = {
  name: 'first',
  echoesOwnMessages: false,
  leavesOnClose: true,
  answersInOrder: true,
  nameless: true,
  greets: false,
  knowsRooms: false,
  everything: () => ({ head: '{"type":"get","status":true,"data":[', tail: ']}' }),
  joined: null,
  decode,
  encode,
};

function decode(text: string): Command | ProtocolError {
  const frame = parseObject(text);
  if (frame === null) return fatal('bad-json', null);
  if (!Object.hasOwn(frame, 'type')) return fatal('unknown-command', null);
  switch (frame.type) {
    case 'send': {
      const { name, content } = isObject(frame.data) ? frame.data : {};
      if (!hasLength(name) || !hasLength(content)) return fatal('bad-command', 'send-as');
      return { type: 'send-as', id: null, name, content };
    }
    case 'get':
      return { type: 'get-everything', id: null };
    default:
      return { type: 'protocol-error', replyTo: null, code: 'unknown-command', command: null };
  }
}

/** The old server took the length of name and content, and broke where there is none (closes-on-name-number). */
function hasLength(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}

function fatal(code: ProtocolError['code'], command: CommandType | null): ProtocolError {
  return { type: 'protocol-error', replyTo: null, code, command, fatal: true };
}

function encode(event: ChatEvent): string[] {
  switch (event.type) {
    case 'messages-sent':
      return event.messages.map(messageFrame);
    case 'messages-stored':
      return event.messages.flatMap(storedFrames);
    case 'refused':
      return refusalFrames(event);
    // Who is here, comes or goes is not known on this wire, and what is not understood gets no answer (unknown-type).
    default:
      return [];
  }
}

function messageFrame({ name, content, at }: Message): string {
  return JSON.stringify({ name, content, timestamp: formatTimestamp(at) });
}

/** The reply has the time; a message of which it is not known cannot be acknowledged in this wire's words. */
function storedFrames({ at }: StoredMessage): string[] {
  if (at === undefined) return [];
  return [JSON.stringify({ type: 'send', status: true, timestamp: formatTimestamp(at) })];
}

function refusalFrames({ command, code }: Refused): string[] {
  const type = command === 'get-everything' ? 'get' : 'send';
  return [JSON.stringify({ type, status: false, error: isStorageCode(code) ? code : undefined })];
}
