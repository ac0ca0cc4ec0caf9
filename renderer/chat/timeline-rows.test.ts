import { expect, test } from 'vitest';
import type { OutboxMessage } from '../../client/chat-port.ts';
import type { PresenceNotice } from '../../client/people-state.ts';
import type { Message } from '../../protocol/events.ts';
import { buildRows, groupSpanMs, isOwn } from './timeline-rows.ts';
import type { TimelineInput, TimelineRow } from './timeline-rows.ts';

const morning = new Date(2026, 8, 14, 8, 0).getTime();
const minute = 60_000;
const dayMs = 24 * 60 * minute;
const you = { id: 'b', name: 'Bình' };

const message = (seq: number, by: string, at: number, name = by): Message => ({
  seq,
  id: `m${String(seq)}`,
  name,
  content: `content ${String(seq)}`,
  at,
  by,
});
const joined = (name: string, afterSeq: number, at: number, key: number): PresenceNotice => ({
  kind: 'joined',
  person: { id: name, name },
  at,
  afterSeq,
  key,
});
const waiting = (id: string, at: number, seq?: number): OutboxMessage => ({
  id,
  content: id,
  at,
  failure: null,
  ...(seq === undefined ? {} : { seq }),
});
const input = (change: Partial<TimelineInput>): TimelineInput => ({
  you,
  wire: 'native',
  messages: [],
  notices: [],
  outbox: [],
  newAfterSeq: null,
  sentHere: new Map(),
  ...change,
});

/** A row as a short text: `a>` heads a group, `a.` ends one. */
function sketch(row: TimelineRow): string {
  switch (row.kind) {
    case 'message':
      return `${row.own ? 'own ' : ''}${row.head ? '>' : ''}${row.message.id}${row.tail ? '.' : ''}`;
    case 'outbox':
      return `out ${row.head ? '>' : ''}${row.message.id}${row.tail ? '.' : ''}`;
    case 'presence':
      return `joined ${row.presence.joined.join(',')}`;
    default:
      return row.kind;
  }
}
const sketches = (change: Partial<TimelineInput>) => buildRows(input(change)).rows.map(sketch);

test('nothing makes no rows', () => {
  expect(sketches({})).toEqual([]);
});

test('messages of one sender within five minutes of the first make a group', () => {
  expect(
    sketches({
      messages: [
        message(1, 'a', morning),
        message(2, 'a', morning + minute),
        message(3, 'c', morning + minute),
        message(4, 'c', morning + minute + groupSpanMs - 1),
        message(5, 'c', morning + minute + groupSpanMs),
      ],
    }),
  ).toEqual(['day', '>m1', 'm2.', '>m3', 'm4.', '>m5.']);
});

test('two people of one name, and one person with a new name, make two groups', () => {
  expect(sketches({ messages: [message(1, 'x', morning, 'An'), message(2, 'y', morning, 'An')] })).toEqual([
    'day',
    '>m1.',
    '>m2.',
  ]);
  expect(sketches({ messages: [message(1, 'x', morning, 'An'), message(2, 'x', morning, 'Ân')] })).toEqual([
    'day',
    '>m1.',
    '>m2.',
  ]);
});

test('a day begins with a separator, which ends a group', () => {
  const midnight = new Date(2026, 8, 15).getTime();
  expect(
    sketches({
      messages: [message(1, 'a', midnight - 1), message(2, 'a', midnight), message(3, 'a', midnight)],
    }),
  ).toEqual(['day', '>m1.', 'day', '>m2', 'm3.']);
});

test('presence stands between the messages where it happened, condensed, under its own day', () => {
  const tomorrow = morning + dayMs;
  expect(
    sketches({
      messages: [message(1, 'a', morning), message(2, 'a', tomorrow)],
      notices: [
        joined('An', 1, morning, 1),
        joined('Chi', 1, morning, 2),
        joined('Dũng', 1, tomorrow, 3),
        joined('Em', 2, tomorrow, 4),
      ],
    }),
  ).toEqual(['day', '>m1.', 'joined An,Chi', 'day', 'joined Dũng', '>m2.', 'joined Em']);
});

test('presence shows before anybody has written', () => {
  expect(sketches({ notices: [joined('An', 0, morning, 1)] })).toEqual(['day', 'joined An']);
  expect(sketches({ notices: [joined('An', 0, morning, 1)], messages: [message(1, 'a', morning)] })).toEqual([
    'day',
    'joined An',
    '>m1.',
  ]);
});

test('presence among messages that are not held stays away', () => {
  expect(sketches({ notices: [joined('An', 3, morning, 1)], messages: [message(9, 'a', morning)] })).toEqual([
    'day',
    '>m9.',
  ]);
});

test('the line of what is new stands right before the message, and ends a group', () => {
  const messages = [message(1, 'a', morning), message(2, 'a', morning), message(3, 'a', morning)];
  expect(sketches({ messages, newAfterSeq: 1 })).toEqual(['day', '>m1.', 'new', '>m2', 'm3.']);
  expect(sketches({ messages, newAfterSeq: 3 })).toEqual(['day', '>m1', 'm2', 'm3.']);
});

test('what waits stands at the end in one group with what was said, but not twice once everyone has seen it', () => {
  const messages = [message(1, 'a', morning), message(2, 'b', morning), message(3, 'b', morning)];
  expect(
    sketches({ messages, outbox: [waiting('m3', morning, 3), waiting('x', morning), waiting('y', morning)] }),
  ).toEqual(['day', '>m1.', 'own >m2', 'own m3', 'out x', 'out y.']);
});

test('what waits shows when its number belongs to another message', () => {
  const messages = [message(1, 'a', morning)];
  expect(sketches({ messages, outbox: [waiting('x', morning, 1)] })).toEqual(['day', '>m1.', 'out >x.']);
});

test('own messages are known by the id, and by the name on wires that have none', () => {
  const { by: _, ...nameless } = message(1, 'z', morning, 'Bình');
  for (const wire of ['native', 'classic', null] as const) {
    expect(isOwn(message(1, 'b', morning, 'Other'), { you, wire })).toBe(true);
    expect(isOwn(message(1, 'z', morning, 'Bình'), { you, wire })).toBe(false);
    expect(isOwn(nameless, { you: null, wire })).toBe(false);
  }
  expect(isOwn(nameless, { you, wire: 'classic' })).toBe(true);
  // Whoever takes the name of somebody who wrote from an older program does not take over what they wrote.
  expect(isOwn(nameless, { you, wire: 'native' })).toBe(false);
});

/** Keys as Svelte and the virtual list see them; neither survives two of one kind. */
const keysOf = (change: Partial<TimelineInput>) => buildRows(input(change)).rows.map((row) => row.key);

test('every row has a key of its own, whatever ids the senders chose and however often', () => {
  const ids = [
    'presence-1',
    'p:1',
    'day-0-0',
    'd:m:1',
    'd:p:1',
    'new',
    'o:x',
    'x',
    'm:2',
    'm:3',
    'twice',
    'twice',
  ];
  const messages = Array.from({ length: 60 }, (_, index) => ({
    ...message(index + 1, 'a', morning + index * dayMs * (index % 3)),
    id: ids[index % ids.length] ?? '',
  }));
  const notices = messages.map(({ seq, at }) => joined(`P${String(seq)}`, seq, at, seq));
  const outbox = [...new Set(ids)].map((id) => waiting(id, morning));
  const sentHere = new Map([
    ['x', 8],
    ['twice', 11],
    ['m:2', 500],
  ]);
  for (const sent of [new Map<string, number>(), sentHere]) {
    const keys = keysOf({ messages, notices, newAfterSeq: 7, outbox, sentHere: sent });
    expect(keys.length).toBeGreaterThan(messages.length + notices.length);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test('a day that begins twice between two messages, as when a clock was set back, has two keys', () => {
  const messages = [message(1, 'a', morning), message(2, 'a', morning + dayMs)];
  const notices = [joined('An', 1, morning + dayMs, 1), joined('Chi', 1, morning + 2 * dayMs, 2)];
  const keys = keysOf({ messages, notices });
  expect(keys).toHaveLength(8);
  expect(new Set(keys).size).toBe(keys.length);
});

test('what was sent from here keeps its row when it becomes part of the history', () => {
  const mine = { ...message(2, 'b', morning), id: 'mine' };
  const [, , before] = keysOf({ messages: [message(1, 'a', morning)], outbox: [waiting('mine', morning)] });
  const seen = { messages: [message(1, 'a', morning), mine], sentHere: new Map([['mine', 2]]) };
  expect(keysOf({ ...seen, outbox: [waiting('mine', morning, 2)] })).toEqual(keysOf(seen));
  expect(keysOf(seen)[2]).toBe(before);
});
