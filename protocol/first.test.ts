import { expect, test } from 'vitest';
import type { ChatEvent } from './events.ts';
import { firstHost } from './first.ts';
import { formatTimestamp } from './timestamp.ts';

// Every frame of the transcripts goes through this codec in test/transcripts; here is what they do not show.

const at = new Date(2026, 10, 20, 8, 27, 53).getTime();
const timestamp = formatTimestamp(at);
const encode = (event: ChatEvent): unknown[] =>
  firstHost.encode(event, () => ['An']).map((frame): unknown => JSON.parse(frame));
const refused = { type: 'refused', replyTo: null, name: null } as const;

test('a failing disk is a false status with our code, whichever way the host names the command', () => {
  const error = 'storage-full';
  for (const command of ['send-as', 'send-message'] as const) {
    expect(encode({ ...refused, command, code: error })).toEqual([{ type: 'send', status: false, error }]);
  }
  expect(encode({ ...refused, command: 'get-everything', code: error })).toEqual([
    { type: 'get', status: false, error },
  ]);
});

test('a name or content that breaks the rules, or is taken, is a false status and no more', () => {
  for (const code of ['bad-nickname', 'nickname-taken', 'bad-content'] as const) {
    expect(encode({ ...refused, command: 'send-as', code })).toEqual([{ type: 'send', status: false }]);
  }
});

test('a batch is one frame for each message, and each stored message one reply', () => {
  const first = { seq: 1, id: 'message-1', name: 'An', content: 'một', at };
  const second = { ...first, seq: 2, id: 'message-2', content: 'hai' };
  expect(encode({ type: 'messages-sent', messages: [first, second] })).toEqual([
    { name: 'An', content: 'một', timestamp },
    { name: 'An', content: 'hai', timestamp },
  ]);
  const reply = { type: 'send', status: true, timestamp };
  expect(encode({ type: 'messages-stored', messages: [first, second] })).toEqual([reply, reply]);
  expect(encode({ type: 'messages-stored', messages: [{ id: 'message-1', seq: 1 }] })).toEqual([]);
});

test('nobody comes, goes or is renamed on this wire', () => {
  const person = { id: 'p', name: 'An' };
  expect(encode({ type: 'person-joined', person, at })).toEqual([]);
  expect(encode({ type: 'person-left', person, at })).toEqual([]);
  expect(encode({ type: 'person-renamed', person, oldName: 'Bình', at })).toEqual([]);
  expect(encode({ type: 'ping' })).toEqual([]);
});

test('a value that has a length is judged, one that has none ends the connection', () => {
  const decode = (name: unknown, content: unknown): unknown =>
    firstHost.decode(JSON.stringify({ type: 'send', data: { name, content } }), false);
  expect(decode({ a: 1 }, ['x'])).toEqual({ type: 'send-as', id: null, name: { a: 1 }, content: ['x'] });
  for (const value of [5, true, null, undefined]) {
    expect(decode(value, 'x')).toMatchObject({ type: 'protocol-error', fatal: true });
    expect(decode('An', value)).toMatchObject({ type: 'protocol-error', fatal: true });
  }
});

test('the history stands in the reply to get as it is in the file', () => {
  const { head = '', tail = '' } = firstHost.everything?.('', at, ['An']) ?? {};
  expect(JSON.parse(`${head}{"name":"Old","k":1}${tail}`)).toEqual({
    type: 'get',
    status: true,
    data: [{ name: 'Old', k: 1 }],
  });
});
