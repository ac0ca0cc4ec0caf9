// The host's side of the wire of classic-chatbox-server v2, as its transcripts show it and rulings.json decides. Keeps no
// state, so one object serves every session. The client's side is `classic-client.ts`; docs/protocol-classic.md has both.
import type { Command } from './commands.ts';
import type { HostDialect, Surroundings } from './dialect.ts';
import type { RefusalCode } from './error-codes.ts';
import type { ChatEvent, Message, NicknameSet, ProtocolError, Refused, StoredMessage } from './events.ts';
import { isShallow, parseObject } from './json.ts';
import { formatTimestamp } from './timestamp.ts';

export const classicHost: HostDialect = {
  name: 'classic',
  echoesOwnMessages: false,
  leavesOnClose: true,
  answersInOrder: true,
  nameless: false,
  greets: false,
  knowsRooms: false,
  everything: getReply,
  joined: null,
  decode,
  encode,
};

/** Seconds, as classic clients are told: whoever hears nothing for longer has lost the host. */
const pingFrame = JSON.stringify({ type: 'ping', timeout: 5 });

function decode(text: string): Command | ProtocolError {
  const frame = parseObject(text);
  if (frame === null) return { type: 'protocol-error', replyTo: null, code: 'bad-json', command: null };
  // The old documentation wrote `data` where the old server read `type` (crash-documented-data-name).
  switch (Object.hasOwn(frame, 'type') ? frame.type : frame.data) {
    case 'name':
      return Object.hasOwn(frame, 'name')
        ? { type: 'set-nickname', id: null, nickname: frame.name }
        : {
            type: 'protocol-error',
            replyTo: null,
            code: 'bad-command',
            command: 'set-nickname',
            need: 'name',
          };
    case 'send':
      return Object.hasOwn(frame, 'content')
        ? { type: 'send-message', id: null, content: frame.content }
        : {
            type: 'protocol-error',
            replyTo: null,
            code: 'bad-command',
            command: 'send-message',
            need: 'content',
          };
    case 'get':
      return { type: 'get-everything', id: null };
    default:
      return { type: 'protocol-error', replyTo: null, code: 'unknown-command', command: null };
  }
}

function encode(event: ChatEvent): string[] {
  switch (event.type) {
    case 'messages-sent':
      return event.messages.map(messageFrame);
    case 'messages-stored':
      return event.messages.flatMap(storedFrames);
    case 'ping':
      return [pingFrame];
    case 'nickname-set':
      return [nicknameFrame(event)];
    case 'person-joined':
      return [personFrame('register', event.person.name, event.at)];
    case 'person-left':
      return [personFrame('leave', event.person.name, event.at)];
    case 'person-renamed': {
      const { oldName, person, at } = event;
      const names = { oldname: oldName, newname: person.name };
      return [
        JSON.stringify({ type: 'receive', datatype: 'change', ...names, timestamp: formatTimestamp(at) }),
      ];
    }
    case 'refused':
      return refusalFrames(event);
    case 'protocol-error':
      return [protocolErrorFrame(event)];
    // What else happens is not known on this wire.
    default:
      return [];
  }
}

/**
 * The reply to `get` around a history that need not be in memory: `head`, the lines of the history joined by commas,
 * and `tail` are one JSON frame.
 * @param name the asker's nickname
 * @param at epoch milliseconds
 * @param online everyone's nickname in the order of registration
 */
function getReply(name: string, at: number, online: readonly string[]): Surroundings {
  const reply = { type: 'get', status: true, name, timestamp: formatTimestamp(at) };
  return {
    head: `${JSON.stringify(reply).slice(0, -1)},"data":{"message":[`,
    tail: `],"online":${JSON.stringify(online)}}}`,
  };
}

function messageFrame({ name, content, at }: Message): string {
  return JSON.stringify({
    type: 'receive',
    datatype: 'message',
    name,
    content,
    timestamp: formatTimestamp(at),
  });
}

/** The reply repeats the message; one of which only the number is known cannot be said in this wire's words. */
function storedFrames({ name, content, at }: StoredMessage): string[] {
  if (name === undefined || content === undefined || at === undefined) return [];
  return [JSON.stringify({ type: 'send', name, content, status: true, timestamp: formatTimestamp(at) })];
}

function nicknameFrame({ oldName, name, at }: NicknameSet): string {
  const change =
    oldName === null ? { action: 'register', name } : { action: 'change', oldname: oldName, newname: name };
  return JSON.stringify({ type: 'name', ...change, status: true, timestamp: formatTimestamp(at) });
}

function personFrame(datatype: 'register' | 'leave', name: string, at: number): string {
  return JSON.stringify({ type: 'receive', datatype, name, timestamp: formatTimestamp(at) });
}

function refusalFrames({ command, code, name, echo }: Refused): string[] {
  const came = isShallow(echo) ? echo : null;
  switch (command) {
    case 'set-nickname': {
      const change =
        name === null
          ? { action: 'register', name: came }
          : { action: 'change', oldname: name, newname: came };
      const failure = name === null ? 'ErrorWhenRegister' : 'ErrorWhenChange';
      return [JSON.stringify({ type: 'name', ...change, status: false, ...reasonOf(code, failure) })];
    }
    case 'send-message': {
      const said = code === 'not-joined' ? {} : { username: name, content: came };
      return [JSON.stringify({ type: 'send', ...said, status: false, ...reasonOf(code, 'ErrorWhenSend') })];
    }
    case 'get-everything': {
      const asker = code === 'not-joined' ? {} : { name };
      return [JSON.stringify({ type: 'get', ...asker, status: false, ...reasonOf(code, 'ErrorWhenGet') })];
    }
    default:
      return [];
  }
}

/** The classic word for a code, or that something failed on the host, with our code as `error`. */
function reasonOf(code: RefusalCode, failure: string): { reason: string; error?: RefusalCode } {
  switch (code) {
    case 'bad-nickname':
      return { reason: 'WrongFormatName' };
    case 'nickname-taken':
    case 'name-protected':
      return { reason: 'NameAlreadyUsed' };
    case 'bad-content':
      return { reason: 'WrongFormatContent' };
    case 'not-joined':
      return { reason: 'UnknownRegister' };
    default:
      return { reason: failure, error: code };
  }
}

function protocolErrorFrame({ code, command, need }: ProtocolError): string {
  switch (code) {
    case 'bad-json':
      return JSON.stringify({ status: false, reason: 'WrongFormatJSON' });
    case 'bad-command': {
      const type = command === 'set-nickname' ? 'name' : 'send';
      return JSON.stringify({ type, status: false, reason: 'NotEnoughKey', need });
    }
    default:
      return JSON.stringify({ type: null, status: false, reason: 'UnknownType' });
  }
}
