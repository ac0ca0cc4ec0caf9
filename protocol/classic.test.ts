import { expect, test } from 'vitest';
import { classicHost } from './classic.ts';
import type { ChatEvent, Refused } from './events.ts';
import { formatTimestamp } from './timestamp.ts';

// Every frame of the transcripts goes through this codec in test/transcripts; here is what they do not show.

const at = new Date(2026, 10, 20, 8, 28, 44).getTime();
const timestamp = formatTimestamp(at);
const nobody = (): string[] => [];
const encode = (event: ChatEvent): unknown[] =>
  classicHost.encode(event, nobody).map((frame): unknown => JSON.parse(frame));
const decode = (frame: string): unknown => classicHost.decode(frame, true);
const refused = (refusal: Partial<Refused>): unknown[] =>
  encode({
    type: 'refused',
    replyTo: null,
    command: 'send-message',
    code: 'storage-full',
    name: 'An',
    ...refusal,
  });

test('what a failing disk refuses says so with our code', () => {
  const error = 'storage-full';
  expect(refused({ echo: 'x' })).toEqual([
    { type: 'send', username: 'An', content: 'x', status: false, reason: 'ErrorWhenSend', error },
  ]);
  expect(refused({ command: 'get-everything' })).toEqual([
    { type: 'get', name: 'An', status: false, reason: 'ErrorWhenGet', error },
  ]);
  expect(refused({ command: 'set-nickname', name: null, echo: 'An' })).toEqual([
    { type: 'name', action: 'register', name: 'An', status: false, reason: 'ErrorWhenRegister', error },
  ]);
  expect(refused({ command: 'set-nickname', echo: 'An2' })).toEqual([
    {
      type: 'name',
      action: 'change',
      oldname: 'An',
      newname: 'An2',
      status: false,
      reason: 'ErrorWhenChange',
      error,
    },
  ]);
});

test('a refused value that is nested too deeply to be written is answered without it', () => {
  const deep: unknown = JSON.parse('['.repeat(30_000) + ']'.repeat(30_000));
  expect(refused({ code: 'bad-content', echo: deep })).toEqual([
    { type: 'send', username: 'An', content: null, status: false, reason: 'WrongFormatContent' },
  ]);
});

test('`data` stands for `type` only where `type` is absent', () => {
  expect(decode('{"type":null,"data":"get"}')).toMatchObject({ code: 'unknown-command' });
  expect(decode('{"type":"get","data":"send"}')).toEqual({ type: 'get-everything', id: null });
});

test('a key that is there with null is a value to be judged, not a missing key', () => {
  expect(decode('{"type":"name","name":null}')).toMatchObject({
    type: 'set-nickname',
    nickname: null,
  });
  expect(decode('{"type":"name"}')).toMatchObject({ type: 'protocol-error', need: 'name' });
});

test('a batch is one frame for each message, as classic clients expect', () => {
  const message = { seq: 1, id: 'message-1', name: 'An', content: 'một', at };
  const batch = encode({ type: 'messages-sent', messages: [message, { ...message, content: 'hai' }] });
  expect(batch).toEqual([
    { type: 'receive', datatype: 'message', name: 'An', content: 'một', timestamp },
    { type: 'receive', datatype: 'message', name: 'An', content: 'hai', timestamp },
  ]);
});

test('events that the wire has no words for are left out', () => {
  const person = { id: 'p', name: 'An' };
  expect(encode({ type: 'typing-changed', person, typing: true })).toEqual([]);
  expect(encode({ type: 'replaced' })).toEqual([]);
  expect(encode({ type: 'pong', at })).toEqual([]);
  expect(
    encode({ type: 'history-page', replyTo: 'x', messages: [], hasOlder: false, hasNewer: false }),
  ).toEqual([]);
  expect(encode({ type: 'messages-stored', messages: [{ id: 'message-1', seq: 1 }] })).toEqual([]);
  expect(refused({ command: 'join' })).toEqual([]);
});

test('the reply to get can be put around lines that were never parsed', () => {
  const { head = '', tail = '' } = classicHost.everything?.('"An"', at, ['"An"', 'Bình']) ?? {};
  const lines = ['{"name":"Old","content":"một","timestamp":"x","k":1}', '{"name":"An","content":"hai"}'];
  expect(JSON.parse(head + lines.join(',') + tail)).toEqual({
    type: 'get',
    status: true,
    name: '"An"',
    timestamp,
    data: { message: lines.map((line): unknown => JSON.parse(line)), online: ['"An"', 'Bình'] },
  });
  expect(JSON.parse(head + tail)).toMatchObject({ data: { message: [] } });
});

test('the ping says how many seconds to wait as a number', () => {
  expect(classicHost.encode({ type: 'ping' }, nobody)).toEqual(['{"type":"ping","timeout":5}']);
});
