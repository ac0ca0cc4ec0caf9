import { expect, test } from 'vitest';
import type { Command } from './commands.ts';
import type { Arrangement, ChatEvent, Joined, Message } from './events.ts';
import { parseObject } from './json.ts';
import { createNativeClient } from './native-client.ts';
import { encodeMessages, encodePerson, nativeHost } from './native.ts';

const id = 'command-1';
const deviceKey = 'k'.repeat(22);
const decode = (frame: object): unknown => nativeHost.decode(JSON.stringify(frame), true);
const encode = (event: ChatEvent): string[] => nativeHost.encode(event, () => []);
const join = { type: 'join', id, protocol: 1, nickname: 'An', deviceKey };

const commands: Command[] = [
  { ...join, type: 'join', cursor: { seq: 7, id: 'classic line' }, hostKey: 'h' },
  { ...join, type: 'join', cursor: { seq: 7, id: 'classic line', at: 1 }, hostKey: 'h' },
  { ...join, type: 'join', cursor: null, hostKey: null },
  { type: 'set-nickname', id, nickname: 'Bình' },
  { type: 'send-message', id, content: ' xin chào\n' },
  { type: 'get-history', id, before: 51, after: null, limit: 20 },
  { type: 'get-history', id, before: null, after: 0, limit: 200 },
  { type: 'get-history', id, before: null, after: null, limit: 50 },
  { type: 'set-typing', id: null, typing: true },
  { type: 'leave', id },
  { ...join, type: 'join', cursor: null, cursors: [{ room: 'room-game', seq: 7, id: 'm' }], hostKey: null },
  { type: 'send-message', id, content: 'x', room: '@somebodys-id' },
  { type: 'get-history', id, before: null, after: null, limit: 50, room: 'room-game' },
  { type: 'set-typing', id: null, typing: true, room: 'room-game' },
  { type: 'send-message', id, content: 'x', reply: { seq: 1, id: 'classic line' } },
  { type: 'edit-message', id, message: { seq: 1, id: 'message-1' }, content: 'hai' },
  { type: 'delete-message', id, message: { seq: 1, id: 'message-1' }, room: '@somebodys-id' },
  { type: 'react', id, message: { seq: 1, id: 'message-1' }, emoji: '👍', on: true },
  { type: 'mark-read', id: null, seq: 7, hidden: true, room: 'room-game' },
  { type: 'get-reads', id },
  { type: 'set-read-marks', id, shown: false },
  { type: 'get-edits', id, message: { seq: 1, id: 'message-1' } },
  { type: 'add-room', id, name: 'Game' },
  { type: 'rename-room', id, room: 'main', name: 'Chung' },
  { type: 'order-rooms', id, rooms: ['room-game', 'main'] },
  { type: 'archive-room', id, room: 'room-game', archived: true },
  { type: 'set-private-messages', id, policy: 'with-host' },
  { type: 'remove-person', id, person: 'somebodys-id' },
  { type: 'readmit-person', id, person: 'somebodys-id' },
];

const arrangement: Arrangement = {
  rooms: [
    { id: 'main', name: '' },
    { id: 'room-game', name: 'Game', archived: true },
  ],
  privateMessages: 'everyone',
  readMarks: true,
};

const an = { id: 'p1', name: 'An' };
const binh = { id: 'p2', name: 'Bình', host: true } as const;
const first: Message = {
  seq: 1,
  id: 'message-1',
  name: 'An',
  content: 'một',
  at: 1_700_000_000_000,
  by: 'p1',
};
const second: Message = { seq: 2, id: 'message-2', name: 'Old', content: '', at: 0 };

const changed: Message = {
  ...first,
  reply: { seq: 2, id: 'message-2' },
  edited: 5,
  reactions: [{ emoji: '👍', by: ['p2'] }],
};

const joined: Joined = {
  type: 'joined',
  replyTo: id,
  protocol: 1,
  chat: { name: '12A1', hostName: 'Bình' },
  you: an,
  people: [binh, an],
  reset: true,
  messages: [first, second],
  lastSeq: 2,
};

const events: ChatEvent[] = [
  joined,
  {
    type: 'joined',
    replyTo: id,
    protocol: 1,
    chat: { name: '12A1', hostName: 'Bình' },
    you: an,
    people: [an],
    reset: false,
    messages: [],
    lastSeq: 0,
    arrangement,
    positions: [
      { room: 'main', lastSeq: 9, read: 8 },
      { room: 'room-game', lastSeq: 7 },
    ],
    talks: [{ room: '@somebodys-id', lastSeq: 3, name: 'Bình' }],
  },
  { type: 'nickname-set', replyTo: id, oldName: 'An', name: 'An2', at: 5 },
  { type: 'messages-stored', messages: [{ id: 'message-1', seq: 1 }] },
  { type: 'history-page', replyTo: id, messages: [first], hasOlder: false, hasNewer: true },
  { type: 'refused', replyTo: id, command: 'send-message', code: 'bad-content', name: null },
  { type: 'protocol-error', replyTo: null, code: 'bad-json', command: null },
  { type: 'protocol-error', replyTo: id, code: 'bad-command', command: 'join', need: 'deviceKey' },
  { type: 'replaced' },
  { type: 'person-joined', person: binh, at: 5 },
  { type: 'person-left', person: an, at: 5 },
  { type: 'person-renamed', person: an, oldName: 'Anh', at: 5 },
  { type: 'messages-sent', messages: [first, second] },
  { type: 'typing-changed', person: an, typing: false },
  { type: 'typing-changed', room: '@somebodys-id', person: an, typing: true },
  { type: 'messages-sent', room: 'room-game', messages: [first] },
  { type: 'messages-stored', room: 'room-game', messages: [{ id: 'message-1', seq: 1 }] },
  {
    type: 'history-page',
    room: 'room-game',
    replyTo: id,
    messages: [first],
    hasOlder: false,
    hasNewer: true,
  },
  { type: 'conversation-reset', room: 'room-game', messages: [changed], changed: { seq: 3, id: 'change-3' } },
  {
    type: 'messages-changed',
    room: 'room-game',
    changes: [
      { seq: 1, id: 'message-1', change: 'edited', content: 'hai', at: 5 },
      { seq: 1, id: 'message-1', change: 'reacted', emoji: '👍🏽', by: 'p2', on: false },
      { seq: 2, id: 'message-2', change: 'deleted' },
    ],
    changed: { seq: 3, id: 'change-3' },
  },
  { type: 'reads-listed', replyTo: id, room: '@somebodys-id', reads: [{ by: 'p2', seq: 7 }] },
  { type: 'reads-changed', reads: [{ by: 'p2', seq: 7 }] },
  { type: 'edits-listed', replyTo: id, edits: [{ content: 'một', at: 5 }] },
  { type: 'done', replyTo: id },
  { type: 'arranged', ...arrangement },
  { type: 'removed-changed', people: [an] },
  { ...joined, removed: [an] },
];

test('every command that a client writes is read by the host as it was meant', () => {
  for (const command of commands) {
    expect(
      createNativeClient()
        .encode(command)
        .map((frame) => nativeHost.decode(frame, true)),
    ).toEqual([command]);
  }
});

test('a welcome around people and messages that are written by themselves is read by the client as one that is written whole', () => {
  const whole = { ...joined, you: { id: 'p1', name: '"people":[' } };
  for (const messages of [whole.messages, []]) {
    const { people, messages: _, ...rest } = whole;
    const { head = '', between = '', tail = '' } = nativeHost.joined?.(rest) ?? {};
    const frame = head + people.map(encodePerson).join(',') + between + encodeMessages(messages) + tail;
    expect(createNativeClient().decode(frame)).toEqual({ ...whole, messages });
  }
});

test('every event that a host writes is read by the client as it was meant', () => {
  for (const event of events) {
    expect(encode(event).map(createNativeClient().decode)).toEqual([event]);
  }
});

test('what this wire has no words for is not written', () => {
  expect(encode({ type: 'ping' })).toEqual([]);
  expect(createNativeClient().encode({ type: 'get-everything', id: null })).toEqual([]);
});

test('a stored message and a refusal carry nothing back that the sender knows', () => {
  const [stored] = encode({ type: 'messages-stored', messages: [first] });
  expect(stored).toBe('{"type":"messages-stored","messages":[{"id":"message-1","seq":1}]}');
  const refused = { type: 'refused', replyTo: id, command: 'send-message', code: 'bad-content' } as const;
  expect(encode({ ...refused, name: 'An', echo: ['x'] })).toEqual([JSON.stringify(refused)]);
});

test('a batch of messages is one frame', () => {
  expect(encode({ type: 'messages-sent', messages: [first, second, first] })).toHaveLength(1);
});

test('a frame that is no JSON object is bad-json', () => {
  for (const text of [
    '',
    'hello',
    '5',
    'null',
    'true',
    '"join"',
    '[]',
    '[{}]',
    '{',
    '\ufeff{}',
    '{"type":NaN}',
  ]) {
    expect(nativeHost.decode(text, true)).toEqual({
      type: 'protocol-error',
      replyTo: null,
      code: 'bad-json',
      command: null,
    });
  }
});

test('a type that is no command is unknown-command, with the id if there is a good one', () => {
  for (const type of [undefined, null, 5, 'Join', 'get-everything', 'toString', '__proto__', ['join']]) {
    const error = { type: 'protocol-error', code: 'unknown-command', command: null };
    expect(decode({ type, id })).toEqual({ ...error, replyTo: id });
    expect(decode({ type, id: 'short' })).toEqual({ ...error, replyTo: null });
  }
});

test('a missing or wrong key is named', () => {
  const wrong: [object, string, string][] = [
    [{ ...join, id: 5 }, 'join', 'id'],
    [{ ...join, protocol: '1' }, 'join', 'protocol'],
    [{ ...join, protocol: 0.5 }, 'join', 'protocol'],
    [{ ...join, nickname: undefined }, 'join', 'nickname'],
    [{ ...join, deviceKey: 'short' }, 'join', 'deviceKey'],
    [{ ...join, cursor: 5 }, 'join', 'cursor'],
    [{ ...join, cursor: { seq: 0, id } }, 'join', 'cursor'],
    [{ ...join, cursor: { seq: 1 } }, 'join', 'cursor'],
    [{ ...join, cursor: { seq: 1, id, at: '1' } }, 'join', 'cursor'],
    [{ ...join, hostKey: {} }, 'join', 'hostKey'],
    [{ ...join, hostKey: 'x'.repeat(257) }, 'join', 'hostKey'],
    [{ type: 'set-nickname', nickname: 'An' }, 'set-nickname', 'id'],
    [{ type: 'set-nickname', id }, 'set-nickname', 'nickname'],
    [{ type: 'send-message', content: 'x' }, 'send-message', 'id'],
    [{ type: 'send-message', id }, 'send-message', 'content'],
    [{ type: 'get-history' }, 'get-history', 'id'],
    [{ type: 'get-history', id, before: -1 }, 'get-history', 'before'],
    [{ type: 'get-history', id, after: '3' }, 'get-history', 'after'],
    [{ type: 'get-history', id, before: 9, after: 3 }, 'get-history', 'after'],
    [{ type: 'get-history', id, limit: 1.5 }, 'get-history', 'limit'],
    [{ type: 'set-typing', typing: 1 }, 'set-typing', 'typing'],
    [{ type: 'leave' }, 'leave', 'id'],
  ];
  for (const [frame, command, need] of wrong) {
    expect(decode(frame), JSON.stringify(frame)).toMatchObject({ code: 'bad-command', command, need });
  }
});

test('what a person typed is handed on as it is, for the room to judge', () => {
  expect(decode({ type: 'send-message', id, content: null })).toEqual({
    type: 'send-message',
    id,
    content: null,
  });
  expect(decode({ ...join, nickname: [] })).toMatchObject({ type: 'join', nickname: [] });
});

test('the main room may be named or not, what can name no conversation is refused, and unknown keys are ignored', () => {
  const send = { type: 'send-message', id, content: 'x' };
  expect(decode({ ...send, room: 'main', later: {} })).toEqual(send);
  for (const room of ['a-room-of-its-own', '@somebodys-id']) {
    expect(decode({ ...send, room })).toEqual({ ...send, room });
  }
  for (const room of [null, '', 'Main', '@', '@main', '@@somebodys-id', '../data', 5, {}]) {
    for (const command of [
      send,
      { type: 'get-history', id },
      { type: 'set-typing', id, typing: true },
      { type: 'archive-room', id, archived: true },
    ]) {
      expect(decode({ ...command, room }), String(room)).toMatchObject({ code: 'bad-command', need: 'room' });
    }
  }
});

test('cursors name conversations besides the main room, and are not without number', () => {
  const cursor = { room: '@somebodys-id', seq: 1, id: 'message-1' };
  expect(decode({ ...join, cursors: [cursor] })).toMatchObject({ cursors: [cursor] });
  for (const cursors of [
    {},
    [{ ...cursor, room: 'main' }],
    [{ ...cursor, seq: 0 }],
    Array(201).fill(cursor),
  ]) {
    expect(decode({ ...join, cursors })).toMatchObject({ code: 'bad-command', need: 'cursors' });
  }
});

test('a page has between 1 and 200 messages, and 50 when nothing is asked', () => {
  const limitOf = (limit: unknown): unknown => decode({ type: 'get-history', id, limit });
  expect(limitOf(-5)).toMatchObject({ limit: 1 });
  expect(limitOf(1000)).toMatchObject({ limit: 200 });
  expect(limitOf(null)).toMatchObject({ limit: 50 });
  expect(limitOf(undefined)).toMatchObject({ limit: 50 });
});

test('whatever key of an event is missing or of another type, the client ignores the event', () => {
  const client = createNativeClient();
  const optional = new Set(['need', 'command']);
  const mayBeAbsent = new Set(['room', 'arrangement', 'changed', 'removed']);
  for (const text of events.flatMap(encode)) {
    const event = parseObject(text) ?? {};
    for (const key of Object.keys(event).filter((name) => !optional.has(name))) {
      const missing = mayBeAbsent.has(key) ? [] : [undefined];
      for (const value of [...missing, {}, [{}], [null]]) {
        const frame = JSON.stringify({ ...event, [key]: value });
        expect(client.decode(frame), frame).toBeNull();
      }
    }
  }
});

test('the client ignores what it cannot know: other types, other JSON, no JSON, impossible times', () => {
  const client = createNativeClient();
  const frames = [
    '',
    'x',
    '5',
    '[]',
    '{}',
    '{"type":"reaction-added"}',
    '{"type":"constructor"}',
    '{"type":"ping"}',
  ];
  expect(frames.map(client.decode)).toEqual(frames.map(() => null));
  expect(client.decode('{"type":"person-left","person":{"id":"p","name":"An"},"at":1e99}')).toBeNull();
  expect(
    client.decode('{"type":"refused","replyTo":null,"command":"leave","code":"some-later-code"}'),
  ).toBeNull();
});

test('one message with an impossible time does not cost the others: it is shown at the beginning of time', () => {
  const client = createNativeClient();
  const message = { seq: 1, id: 'message-1', name: 'An', content: 'x', at: 5 };
  const nanoseconds = { ...message, seq: 2, id: 'message-2', at: 1.7e18 };
  const frame = { type: 'messages-sent', messages: [message, nanoseconds, { ...message, seq: 3 }] };
  expect(client.decode(JSON.stringify(frame))).toEqual({
    ...frame,
    messages: [message, { ...nanoseconds, at: 0 }, { ...message, seq: 3 }],
  });
  expect(client.decode(JSON.stringify(frame).replace('1700000000000000000', '1e999'))).toMatchObject({
    messages: [{ at: 5 }, { at: 0 }, { at: 5 }],
  });
});

test('keys of a later version do not get past the client', () => {
  const person = { id: 'p', name: 'An', secret: 1 };
  const frame = JSON.stringify({ type: 'person-left', person, at: 5, later: true });
  expect(createNativeClient().decode(frame)).toEqual({
    type: 'person-left',
    person: { id: 'p', name: 'An' },
    at: 5,
  });
});
