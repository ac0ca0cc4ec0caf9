import { expect, test } from 'vitest';
import type { ClientDialect } from './dialect.ts';
import type { ChatEvent } from './events.ts';
import { formatIsoTimestamp } from './timestamp.ts';
import { createWorkshopClient } from './workshop-client.ts';

const at = new Date(2026, 10, 20, 8, 14, 53, 63).getTime();
const timestamp = formatIsoTimestamp(at);
const id = 'command-1';
const join = {
  type: 'join',
  id,
  protocol: 1,
  nickname: 'An',
  deviceKey: 'k'.repeat(22),
  cursor: null,
  hostKey: null,
} as const;

const hear = (client: ClientDialect, frame: object): ChatEvent | null => client.decode(JSON.stringify(frame));
const chat = (message: unknown, username: unknown = 'Binh'): object => ({
  type: 'chat',
  client_id: 'user_1',
  message,
  username,
  timestamp,
});
const list = (...users: string[]): object => ({ type: 'online_users', users, count: users.length });
const presence = (type: string, ...users_list: string[]): object => ({
  type,
  message: 'somebody did something',
  timestamp,
  online_users: users_list.length,
  users_list,
});
const pong = { type: 'pong', timestamp };
const accepted = { type: 'username_accepted', username: 'An', timestamp };
const welcome = { type: 'system', message: 'Welcome to the chat room, An!', timestamp };

/** A client in a room with one more person. */
function joinedClient(...users: string[]): ClientDialect {
  const client = createWorkshopClient();
  client.encode(join);
  for (const frame of [accepted, welcome, list('Binh', 'An', ...users), pong]) hear(client, frame);
  return client;
}

test('joining asks for a name, and is over when the pong behind the greeting comes', () => {
  const client = createWorkshopClient();
  expect(client.encode(join)).toEqual(['{"type":"set_username","username":"An"}', '{"type":"ping"}']);
  const history = { type: 'history', messages: [chat('một'), chat({ a: 1 }, 'Chi')] };
  for (const frame of [accepted, welcome, list('Binh', 'An'), history])
    expect(hear(client, frame)).toBeNull();
  expect(hear(client, pong)).toMatchObject({
    type: 'joined',
    replyTo: id,
    you: { name: 'An' },
    people: [{ name: 'Binh' }, { name: 'An' }],
    reset: true,
    messages: [
      { seq: 1, name: 'Binh', content: 'một', at },
      { seq: 2, name: 'Chi', content: '{"a":1}', at },
    ],
    lastSeq: 2,
  });
});

test('what happens during the greeting is taken in, and what its history has already is not shown twice', () => {
  const client = createWorkshopClient();
  client.encode(join);
  for (const frame of [accepted, welcome, list('Binh', 'An'), chat('một'), chat('hai')]) hear(client, frame);
  expect(hear(client, presence('user_join', 'Binh', 'An', 'Chi'))).toBeNull();
  expect(hear(client, presence('user_leave', 'An', 'Chi'))).toBeNull();
  hear(client, { type: 'history', messages: [chat('không'), chat('một')] });
  expect(hear(client, pong)).toMatchObject({
    people: [{ name: 'An' }, { name: 'Chi' }],
    messages: [{ content: 'không' }, { content: 'một' }, { content: 'hai' }],
    lastSeq: 3,
  });
});

test('a refused name is the join refused, and the next try can succeed', () => {
  const client = createWorkshopClient();
  const error = { type: 'username_error', message: 'no' };
  client.encode(join);
  expect(hear(client, error)).toMatchObject({
    type: 'refused',
    replyTo: id,
    command: 'join',
    code: 'nickname-taken',
  });
  client.encode({ ...join, id: 'command-2', nickname: ' ' });
  expect(hear(client, error)).toMatchObject({ replyTo: 'command-2', code: 'bad-nickname' });
  client.encode({ ...join, id: 'command-3' });
  for (const frame of [accepted, list('An')]) hear(client, frame);
  expect(hear(client, pong)).toMatchObject({ type: 'joined', replyTo: 'command-3' });
});

test('the echo of what one said is its acknowledgement, in the order of sending', () => {
  const client = joinedClient();
  expect(client.encode({ type: 'send-message', id: 'message-1', content: 'một' })).toEqual([
    '{"type":"chat","message":"một"}',
  ]);
  client.encode({ type: 'send-message', id: 'message-2', content: 'hai' });
  expect(hear(client, chat('xen', 'Binh'))).toMatchObject({ type: 'messages-sent', messages: [{ seq: 1 }] });
  const stored = { seq: 2, id: 'message-1', name: 'An', content: 'một', at };
  expect(hear(client, chat('một', 'An'))).toEqual({ type: 'messages-stored', messages: [stored] });
  expect(hear(client, chat('hai', 'An'))).toMatchObject({
    type: 'messages-stored',
    messages: [{ id: 'message-2' }],
  });
  expect(hear(client, chat('ba', 'An'))).toMatchObject({
    type: 'messages-sent',
    messages: [{ seq: 4, name: 'An' }],
  });
});

test('an error refuses the oldest message that is out, with the code that our own host gives', () => {
  const client = joinedClient();
  client.encode({ type: 'send-message', id: 'message-1', content: '' });
  client.encode({ type: 'send-message', id: 'message-2', content: 'x' });
  const refused = { type: 'refused', command: 'send-message' };
  expect(hear(client, { type: 'error', message: 'no' })).toMatchObject({
    ...refused,
    replyTo: 'message-1',
    code: 'bad-content',
  });
  expect(hear(client, { type: 'error', message: 'no', error: 'storage-full' })).toMatchObject({
    ...refused,
    replyTo: 'message-2',
    code: 'storage-full',
  });
  expect(hear(client, { type: 'error', message: 'no' })).toMatchObject({
    type: 'protocol-error',
    replyTo: null,
  });
});

test('who came and who went follows from the lists, even where two did at once', () => {
  const client = joinedClient();
  expect(hear(client, presence('user_join', 'Binh', 'An', 'Chi', 'Dung'))).toMatchObject({
    type: 'person-joined',
    person: { name: 'Chi' },
    at,
  });
  expect(hear(client, presence('user_join', 'Binh', 'An', 'Chi', 'Dung'))).toMatchObject({
    person: { name: 'Dung' },
  });
  expect(hear(client, presence('user_leave', 'An', 'Dung'))).toMatchObject({
    type: 'person-left',
    person: { name: 'Binh' },
  });
  expect(hear(client, presence('user_leave', 'An', 'Dung'))).toMatchObject({ person: { name: 'Chi' } });
  expect(hear(client, presence('user_leave', 'An', 'Dung'))).toBeNull();
});

test('a list in which one name took the place of another is a rename, any other is the people', () => {
  const client = joinedClient();
  const people = hear(client, list('Binh', 'An'));
  expect(people).toMatchObject({ type: 'people-listed', people: [{ name: 'Binh' }, { name: 'An' }] });
  const [binh] = people?.type === 'people-listed' ? people.people : [];
  expect(hear(client, { ...list('Bình', 'An'), timestamp })).toEqual({
    type: 'person-renamed',
    person: { id: binh?.id, name: 'Bình' },
    oldName: 'Binh',
    at,
  });
  expect(hear(client, list('An', 'Chi', 'Dung'))).toMatchObject({
    type: 'people-listed',
    people: [{ name: 'An' }, { name: 'Chi' }, { name: 'Dung' }],
  });
});

test('what the wire has words for is asked, and the rest is not said', () => {
  const client = joinedClient();
  expect(client.encode({ type: 'get-people', id: null })).toEqual(['{"type":"get_users"}']);
  expect(client.encode({ type: 'ping-host', id: null })).toEqual(['{"type":"ping"}']);
  expect(hear(client, pong)).toEqual({ type: 'pong', at });
  expect(client.encode({ type: 'set-nickname', id, nickname: 'x' })).toEqual([]);
  expect(client.encode({ type: 'get-history', id, before: null, after: null, limit: 50 })).toEqual([]);
  expect(client.encode({ type: 'leave', id })).toEqual([]);
});

test('frames that mean nothing, or nothing that was asked for, are passed over', () => {
  const client = createWorkshopClient();
  const frames = [
    '',
    '5',
    '{}',
    '{"type":"pong"}',
    '{"type":"username_error"}',
    '{"type":"user_join"}',
    '{"type":"x"}',
  ];
  expect(frames.map((frame) => client.decode(frame))).toEqual(frames.map(() => null));
  expect(client.decode('{"type":"history","messages":5}')).toBeNull();
  const joined = joinedClient();
  expect(joined.decode('{"type":"chat"}')).toMatchObject({ messages: [{ name: '', content: '', at: 0 }] });
});
