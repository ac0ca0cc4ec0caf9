import { expect, test } from 'vitest';
import { createClassicClient } from './classic-client.ts';
import { classicHost } from './classic.ts';
import type { ClientDialect } from './dialect.ts';
import type { ChatEvent } from './events.ts';
import { formatTimestamp } from './timestamp.ts';

const at = new Date(2026, 10, 20, 8, 28, 44).getTime();
const timestamp = formatTimestamp(at);
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
const entry = (content: unknown, name: unknown = 'Old'): object => ({ name, content, timestamp });
const getReply = (history: object[], online: string[]): string => {
  const { head = '', tail = '' } = classicHost.everything?.('An', at, online) ?? {};
  return head + history.map((item) => JSON.stringify(item)).join(',') + tail;
};
const registered = { type: 'name', action: 'register', name: 'An', status: true, timestamp };

/** A client in a room with one more person and `history`. */
function joinedClient(history: object[] = []): ClientDialect {
  const client = createClassicClient();
  client.encode(join);
  hear(client, registered);
  client.decode(getReply(history, ['Binh', 'An']));
  return client;
}

test('joining asks for a name and the history, and is joined once both are answered', () => {
  const client = createClassicClient();
  expect(client.encode(join)).toEqual(['{"type":"name","name":"An"}', '{"type":"get"}']);
  expect(hear(client, registered)).toBeNull();
  expect(client.decode(getReply([entry('một'), entry(5)], ['Binh', 'An']))).toMatchObject({
    type: 'joined',
    replyTo: id,
    you: { name: 'An' },
    people: [{ name: 'Binh' }, { name: 'An' }],
    reset: true,
    messages: [
      { seq: 1, id: 'classic-1', name: 'Old', content: 'một', at },
      { seq: 2, id: 'classic-2', name: 'Old', content: '5', at },
    ],
    lastSeq: 2,
  });
});

test('a refused name is the join refused, once, and another name can be tried', () => {
  const client = createClassicClient();
  client.encode(join);
  const taken = { type: 'name', action: 'register', name: 'An', status: false, reason: 'NameAlreadyUsed' };
  expect(hear(client, taken)).toEqual({
    type: 'refused',
    replyTo: id,
    command: 'join',
    code: 'nickname-taken',
    name: null,
  });
  expect(hear(client, { type: 'get', status: false, reason: 'UnknownRegister' })).toBeNull();
  client.encode({ ...join, id: 'command-2' });
  hear(client, registered);
  expect(client.decode(getReply([], ['An']))).toMatchObject({ type: 'joined', replyTo: 'command-2' });
});

test('a message heard before the first history is in it once, or after it', () => {
  const client = createClassicClient();
  client.encode(join);
  hear(client, registered);
  const broadcast = { type: 'receive', datatype: 'message', name: 'Binh', timestamp };
  expect(hear(client, { ...broadcast, content: 'in the file' })).toBeNull();
  expect(hear(client, { ...broadcast, content: 'after the file was read' })).toBeNull();
  const joined = client.decode(getReply([entry('một'), entry('in the file', 'Binh')], ['Binh', 'An']));
  expect(joined).toMatchObject({
    lastSeq: 3,
    messages: [
      { seq: 1, content: 'một' },
      { seq: 2, content: 'in the file' },
      { seq: 3, content: 'after the file was read' },
    ],
  });
});

test('messages are numbered on by arrival, and one that was sent is told with its id when it is stored', () => {
  const client = joinedClient([entry('một')]);
  expect(client.encode({ type: 'send-message', id: 'message-1', content: 'hai' })).toEqual([
    '{"type":"send","content":"hai"}',
  ]);
  const heard = hear(client, {
    type: 'receive',
    datatype: 'message',
    name: 'Binh',
    content: 'ba',
    timestamp,
  });
  expect(heard).toEqual({
    type: 'messages-sent',
    messages: [{ seq: 2, id: 'classic-2', name: 'Binh', content: 'ba', at }],
  });
  expect(hear(client, { type: 'send', name: 'An', content: 'hai', status: true, timestamp })).toEqual({
    type: 'messages-stored',
    messages: [{ seq: 3, id: 'message-1', name: 'An', content: 'hai', at }],
  });
});

test('replies of one kind belong to the commands in their order', () => {
  const client = joinedClient();
  client.encode({ type: 'send-message', id: 'message-1', content: '' });
  client.encode({ type: 'send-message', id: 'message-2', content: 'x' });
  client.encode({ type: 'set-nickname', id: 'command-2', nickname: 'Binh' });
  const failed = { type: 'send', username: 'An', content: '', status: false };
  expect(hear(client, { ...failed, reason: 'WrongFormatContent' })).toMatchObject({
    replyTo: 'message-1',
    code: 'bad-content',
  });
  const change = { type: 'name', action: 'change', oldname: 'An', newname: 'Binh', status: false };
  expect(hear(client, { ...change, reason: 'NameAlreadyUsed' })).toMatchObject({
    replyTo: 'command-2',
    command: 'set-nickname',
  });
  expect(hear(client, { ...failed, reason: 'ErrorWhenSend', error: 'storage-full' })).toMatchObject({
    replyTo: 'message-2',
    code: 'storage-full',
  });
});

test('an error of the old server, which is a Python exception, is a failed storage', () => {
  const client = joinedClient();
  client.encode({ type: 'send-message', id: 'message-1', content: 'x' });
  const error = "FileNotFoundError(2, 'No such file or directory')";
  const reply = { type: 'send', username: 'An', content: 'x', status: false, reason: 'ErrorWhenSend', error };
  expect(hear(client, reply)).toMatchObject({ type: 'refused', code: 'storage-failed' });
});

test('a person keeps the same id through a change of name until leaving', () => {
  const client = joinedClient();
  const receive = (datatype: string, names: object): ChatEvent | null =>
    hear(client, { type: 'receive', datatype, ...names, timestamp });
  const came = receive('register', { name: 'Chi' });
  const person = came?.type === 'person-joined' ? came.person : null;
  expect(person).toMatchObject({ name: 'Chi' });
  const renamed = { ...person, name: 'Chi2' };
  expect(receive('change', { oldname: 'Chi', newname: 'Chi2' })).toEqual({
    type: 'person-renamed',
    person: renamed,
    oldName: 'Chi',
    at,
  });
  const other = receive('register', { name: 'Chi' });
  expect(other?.type === 'person-joined' && other.person.id !== person?.id).toBe(true);
  expect(receive('leave', { name: 'Chi2' })).toEqual({ type: 'person-left', person: renamed, at });
});

test('changing one’s own name is answered by its id', () => {
  const client = joinedClient();
  expect(client.encode({ type: 'set-nickname', id: 'command-2', nickname: 'An2' })).toEqual([
    '{"type":"name","name":"An2"}',
  ]);
  const reply = { type: 'name', action: 'change', oldname: 'An', newname: 'An2', status: true, timestamp };
  const set = { type: 'nickname-set', replyTo: 'command-2', oldName: 'An', name: 'An2', at };
  expect(hear(client, reply)).toEqual(set);
});

test('joined has the newest page of a long history, and older pages are cut from the whole', () => {
  const history = Array.from({ length: 120 }, (_, index) => entry(`m${index + 1}`));
  const client = createClassicClient();
  client.encode(join);
  hear(client, registered);
  const joined = client.decode(getReply(history, ['An']));
  expect(joined?.type === 'joined' ? joined.messages.map(({ seq }) => seq) : null).toEqual(
    Array.from({ length: 50 }, (_, index) => 71 + index),
  );
  const page = (before: number | null, after: number | null): unknown => {
    expect(client.encode({ type: 'get-history', id, before, after, limit: 50 })).toEqual(['{"type":"get"}']);
    const event = client.decode(getReply(history, ['An']));
    if (event?.type !== 'history-page') return event;
    return [event.messages[0]?.seq, event.messages.at(-1)?.content, event.hasOlder, event.hasNewer];
  };
  expect(page(71, null)).toEqual([21, 'm70', true, true]);
  expect(page(21, null)).toEqual([1, 'm20', false, true]);
  expect(page(null, 100)).toEqual([101, 'm120', true, false]);
  expect(page(null, null)).toEqual([71, 'm120', true, false]);
  expect(page(1, null)).toEqual([undefined, undefined, false, true]);
});

test('an answer that a host gives to another wire is known for what it is', () => {
  const client = createClassicClient();
  const error = { type: 'protocol-error', replyTo: null, command: null };
  expect(hear(client, { type: null, status: false, reason: 'UnknownType' })).toEqual({
    ...error,
    code: 'unknown-command',
  });
  expect(hear(client, { status: false, reason: 'WrongFormatJSON' })).toEqual({ ...error, code: 'bad-json' });
});

test('frames that make no sense are ignored and nothing is thrown', () => {
  const client = joinedClient();
  const deep = '['.repeat(30_000) + ']'.repeat(30_000);
  const frames = [
    '',
    '5',
    '{}',
    '{"type":"later"}',
    '{"type":"receive"}',
    '{"type":"receive","datatype":"later","name":"An"}',
    '{"type":"receive","datatype":"register","name":{}}',
    '{"type":"receive","datatype":"change","oldname":"An"}',
    '{"type":"send","status":true}',
    '{"type":"name","status":false}',
    '{"type":"get","status":true,"data":{}}',
  ];
  expect(frames.map((frame) => client.decode(frame))).toEqual(frames.map(() => null));
  const odd = client.decode(`{"type":"receive","datatype":"message","name":{"a":1},"content":${deep}}`);
  expect(odd).toMatchObject({ type: 'messages-sent', messages: [{ name: '{"a":1}', content: '', at: 0 }] });
});

test('what the wire has no words for is not written', () => {
  const client = joinedClient();
  expect(client.encode({ type: 'set-typing', id: null, typing: true })).toEqual([]);
  expect(client.encode({ type: 'leave', id })).toEqual([]);
});
