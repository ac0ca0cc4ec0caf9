import { expect, test } from 'vitest';
import type { ChatEvent, Message, Refused } from './events.ts';
import { parseObject } from './json.ts';
import { formatIsoTimestamp } from './timestamp.ts';
import { workshopHost } from './workshop.ts';

// Every frame of the transcripts goes through this codec in test/transcripts; here is what they do not show.

const at = new Date(2026, 10, 20, 8, 14, 53, 63).getTime();
const timestamp = formatIsoTimestamp(at);
const encode = (event: ChatEvent, online: string[] = []): unknown[] =>
  workshopHost.encode(event, () => online).map((frame): unknown => JSON.parse(frame));
const refused = (refusal: Partial<Refused>): unknown[] =>
  encode({
    type: 'refused',
    replyTo: null,
    command: 'send-message',
    code: 'storage-full',
    name: 'An',
    ...refusal,
  });
const message: Message = { seq: 1, id: 'message-1', name: 'An', content: 'một', at };
const clientIds = (messages: readonly Message[]): unknown[] =>
  workshopHost
    .encode({ type: 'messages-sent', messages }, () => [])
    .map((frame) => parseObject(frame)?.client_id);

test('a rename on another wire is said, and the list of names is sent along', () => {
  const person = { id: 'p', name: 'An Bình' };
  expect(encode({ type: 'person-renamed', person, oldName: 'An', at }, ['An Bình', 'Chi'])).toEqual([
    { type: 'system', message: 'An is now called An Bình', timestamp },
    { type: 'online_users', users: ['An Bình', 'Chi'], count: 2, timestamp },
  ]);
});

test('a message that the disk does not take is an error with our code', () => {
  expect(refused({})).toEqual([{ type: 'error', message: expect.any(String), error: 'storage-full' }]);
  expect(refused({ code: 'bad-content' })).toEqual([{ type: 'error', message: expect.any(String) }]);
});

test('a name that breaks a rule other than being there is refused with a sentence of its own', () => {
  const [frame] = refused({ command: 'set-nickname', code: 'bad-nickname', echo: 'a\nb' });
  expect(frame).toEqual({ type: 'username_error', message: expect.stringContaining('100') });
});

test('a client id is a number, the same for one person in any message, and another for another', () => {
  const [byName, again, byId, other] = clientIds([
    message,
    { ...message, content: 'hai' },
    { ...message, by: 'person-1' },
    { ...message, name: 'an' },
  ]);
  expect(byName).toMatch(/^user_\d+$/);
  expect(again).toBe(byName);
  expect(byId).not.toBe(byName);
  expect(other).not.toBe(byName);
});

test('the same frame ends the connection before a name and is passed over after one', () => {
  for (const frame of ['5', 'null', '[]', '{"type":"set_username","username":5}']) {
    expect(workshopHost.decode(frame, false)).toMatchObject({ type: 'protocol-error', fatal: true });
    const after = workshopHost.decode(frame, true);
    expect(after).toMatchObject({ type: 'protocol-error' });
    expect(after).not.toHaveProperty('fatal');
    if (after.type === 'protocol-error') expect(encode(after)).toEqual([]);
  }
});

test('events that the wire has no words for are left out', () => {
  expect(encode({ type: 'messages-stored', messages: [message] })).toEqual([]);
  expect(encode({ type: 'typing-changed', person: { id: 'p', name: 'An' }, typing: true })).toEqual([]);
  expect(encode({ type: 'ping' })).toEqual([]);
  expect(refused({ command: 'get-people', code: 'not-joined' })).toEqual([]);
});
