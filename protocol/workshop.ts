// The host's side of the wire of the Python workshop chat (`set_username`), as its transcripts show it and rulings.json
// decides. Keeps no state, so one object serves every session. The client's side is `workshop-client.ts`;
// docs/protocol-workshop.md has both.
import type { Command, CommandType } from './commands.ts';
import type { HostDialect } from './dialect.ts';
import type { RefusalCode } from './error-codes.ts';
import type { ChatEvent, Greeted, Message, Person, ProtocolError, Refused } from './events.ts';
import { isObject } from './json.ts';
import { maxContentCodePoints, maxNicknameCodePoints } from './limits.ts';
import { trimNickname } from './nickname.ts';
import { formatIsoTimestamp } from './timestamp.ts';

export const workshopHost: HostDialect = {
  name: 'workshop',
  echoesOwnMessages: true,
  leavesOnClose: true,
  answersInOrder: true,
  nameless: false,
  greets: true,
  knowsRooms: false,
  everything: null,
  joined: null,
  decode,
  encode,
};

/**
 * The old server read frames in two loops, one until a name was accepted and one after it. The first one broke, and so
 * closed the connection, over what the second one passes over in silence.
 */
function decode(text: string, registered: boolean): Command | ProtocolError {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return protocolError('bad-json', null);
  }
  if (!isObject(frame)) return notUnderstood(null, registered);
  switch (frame.type) {
    case 'set_username': {
      if (registered) return protocolError('already-joined', 'set-nickname');
      const { username = '' } = frame;
      if (typeof username !== 'string') return notUnderstood('set-nickname', registered);
      return { type: 'set-nickname', id: null, nickname: username };
    }
    case 'chat':
      return { type: 'send-message', id: null, content: frame.message };
    case 'get_users':
      return { type: 'get-people', id: null };
    case 'ping':
      return { type: 'ping-host', id: null };
    default:
      return protocolError('unknown-command', null);
  }
}

function protocolError(code: RefusalCode, command: CommandType | null): ProtocolError {
  return { type: 'protocol-error', replyTo: null, code, command };
}

function notUnderstood(command: CommandType | null, registered: boolean): ProtocolError {
  const error = protocolError('bad-command', command);
  return registered ? error : { ...error, fatal: true };
}

function encode(event: ChatEvent, online: () => readonly string[]): string[] {
  switch (event.type) {
    case 'messages-sent':
      return event.messages.map((message) => JSON.stringify(chatFrame(message)));
    case 'nickname-set': {
      const { name, at } = event;
      const timestamp = formatIsoTimestamp(at);
      return [JSON.stringify({ type: 'username_accepted', username: name, timestamp })];
    }
    case 'greeted':
      return greetingFrames(event);
    case 'people-listed': {
      const timestamp = formatIsoTimestamp(event.at);
      return [JSON.stringify({ ...onlineFrame(event.people.map(nameOf)), timestamp })];
    }
    case 'pong':
      return [JSON.stringify({ type: 'pong', timestamp: formatIsoTimestamp(event.at) })];
    case 'person-joined':
      return [presenceFrame('user_join', `${event.person.name} joined the chat`, event.at, online())];
    case 'person-left':
      return [presenceFrame('user_leave', `${event.person.name} left the chat`, event.at, online())];
    case 'person-renamed': {
      // That wire has no renames. Its clients show `system` as it comes and take their list from `online_users`.
      const { oldName, person, at } = event;
      const timestamp = formatIsoTimestamp(at);
      return [
        systemFrame(`${oldName} is now called ${person.name}`, at),
        JSON.stringify({ ...onlineFrame(online()), timestamp }),
      ];
    }
    case 'refused':
      return refusalFrames(event);
    case 'protocol-error':
      // Whatever else was not understood is passed over, as ever.
      return event.code === 'bad-json' ? [errorFrame('Invalid message format')] : [];
    // What else happens is not known on this wire.
    default:
      return [];
  }
}

function chatFrame({ name, content, at, by }: Message): object {
  const timestamp = formatIsoTimestamp(at);
  return { type: 'chat', client_id: clientIdOf(by ?? name), message: content, username: name, timestamp };
}

function greetingFrames({ name, people, messages, at }: Greeted): string[] {
  const frames = [
    systemFrame(`Welcome to the chat room, ${name}!`, at),
    JSON.stringify(onlineFrame(people.map(nameOf))),
  ];
  if (messages.length === 0) return frames;
  return [...frames, JSON.stringify({ type: 'history', messages: messages.map(chatFrame) })];
}

function onlineFrame(users: readonly string[]): object {
  return { type: 'online_users', users, count: users.length };
}

function systemFrame(message: string, at: number): string {
  return JSON.stringify({ type: 'system', message, timestamp: formatIsoTimestamp(at) });
}

function presenceFrame(
  type: 'user_join' | 'user_leave',
  message: string,
  at: number,
  online: readonly string[],
): string {
  const timestamp = formatIsoTimestamp(at);
  return JSON.stringify({ type, message, timestamp, online_users: online.length, users_list: online });
}

function refusalFrames({ command, code, echo }: Refused): string[] {
  // The old server did not look at what came before a name.
  if (code === 'not-joined') return [];
  if (command === 'set-nickname') {
    const message = nicknameSentence(code, typeof echo === 'string' ? trimNickname(echo) : '');
    return [JSON.stringify({ type: 'username_error', message })];
  }
  if (command !== 'send-message') return [];
  if (code === 'bad-content')
    return [errorFrame(`A message is a text of 1 to ${maxContentCodePoints} characters`)];
  return [errorFrame('The message could not be stored', code)];
}

function nicknameSentence(code: RefusalCode, username: string): string {
  if (code === 'nickname-taken' || code === 'name-protected') {
    return `Username '${username}' is already taken. Please choose another one.`;
  }
  if (code === 'account-required' || code === 'password-required') {
    return 'This chat asks for a password: open its address in a browser';
  }
  if (code === 'removed') return 'The host of this chat has sent you away';
  if (username === '') return 'Username cannot be empty';
  return `Username must be up to ${maxNicknameCodePoints} visible characters`;
}

/** @param error our code, where something failed on the host */
function errorFrame(message: string, error?: RefusalCode): string {
  return JSON.stringify({ type: 'error', message, error });
}

function nameOf({ name }: Person): string {
  return name;
}

/**
 * `user_` and a number, as the old server made of an address in its memory: the same for one person each time, and in
 * the history too. Two hashes (FNV-1a from two starts) make a number that every client can hold.
 */
function clientIdOf(person: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < person.length; index += 1) {
    const unit = person.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x01000193);
  }
  return `user_${(high >>> 12) * 2 ** 32 + (low >>> 0)}`;
}
