import { expect, test } from 'vitest';
import type { PresenceNotice } from '../../client/people-state.ts';
import type { Message } from '../../protocol/events.ts';
import { buildRows } from './timeline-rows.ts';
import type { TimelineInput, TimelineRows } from './timeline-rows.ts';
import { updateRows } from './timeline-update.ts';

const start = new Date(2026, 8, 14, 8, 0).getTime();
const minute = 60_000;
const you = { id: 'p0', name: 'P0' };
const empty: TimelineInput = {
  you,
  wire: 'native',
  messages: [],
  notices: [],
  outbox: [],
  newAfterSeq: null,
  sentHere: new Map(),
};

/** A repeatable stream of numbers from 0 to below 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

const message = (seq: number, person: number, at: number): Message => ({
  seq,
  id: `m${String(seq)}`,
  name: `P${String(person)}`,
  by: `p${String(person)}`,
  content: 'x',
  at,
});

/** A history with long groups, short ones, and several days. */
function history(length: number, random: () => number): Message[] {
  let at = start;
  let person = 0;
  return Array.from({ length }, (_, index) => {
    at += random() < 0.05 ? 400 * minute : Math.floor(random() * 2 * minute);
    if (random() < 0.4) person = Math.floor(random() * 3);
    return message(index + 1, person, at);
  });
}

function expectSame(updated: TimelineRows, input: TimelineInput): void {
  expect(updated.rows).toEqual(buildRows(input).rows);
}

test('any sequence of updates gives the rows that building anew gives', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = randomFrom(seed);
    const all = history(300, random);
    let from = 150;
    let to = 170;
    let input: TimelineInput = { ...empty, messages: all.slice(from, to) };
    let rows = buildRows(input);
    for (let step = 0; step < 30; step += 1) {
      const dice = random();
      const lastSeq = input.messages.at(-1)?.seq ?? 0;
      if (dice < 0.35) {
        to = Math.min(all.length, to + 1 + Math.floor(random() * 8));
        input = { ...input, messages: input.messages.concat(all.slice(lastSeq, to)) };
      } else if (dice < 0.55) {
        from = Math.max(0, from - 1 - Math.floor(random() * 20));
        input = { ...input, messages: all.slice(from, lastSeq) };
      } else if (dice < 0.75) {
        const key = (input.notices.at(-1)?.key ?? 0) + 1;
        const id = `n${String(Math.floor(random() * 3))}`;
        const kind: PresenceNotice['kind'] = random() < 0.5 ? 'joined' : 'left';
        const at = (input.messages.at(-1)?.at ?? start) + Math.floor(random() * 400) * minute;
        const notice = { kind, person: { id, name: id }, at, afterSeq: lastSeq, key };
        input = { ...input, notices: [...input.notices, notice].slice(-6) };
      } else if (dice < 0.85) {
        input = { ...input, newAfterSeq: random() < 0.3 ? null : lastSeq - Math.floor(random() * 4) };
      } else {
        const at = input.messages.at(-1)?.at ?? start;
        const outbox = Array.from({ length: Math.floor(random() * 3) }, (_, index) => ({
          id: `o${String(step)}-${String(index)}`,
          content: 'x',
          at,
          failure: null,
        }));
        input = { ...input, outbox };
      }
      rows = updateRows(rows, input);
      expectSame(rows, input);
    }
  }
});

test('a message that took the place of another is noticed', () => {
  const messages = history(60, randomFrom(3));
  const before = buildRows({ ...empty, messages });
  const changed = messages.with(20, { ...message(21, 2, messages[20]?.at ?? start), id: 'other' });
  expectSame(updateRows(before, { ...empty, messages: changed }), { ...empty, messages: changed });
});

test('another history, another person and an emptied one are built anew', () => {
  const messages = history(60, randomFrom(4));
  const before = buildRows({ ...empty, messages });
  for (const input of [
    { ...empty, messages: history(40, randomFrom(5)) },
    { ...empty, messages, you: { id: 'p1', name: 'P1' } },
    { ...empty, messages: messages.slice(10) },
    { ...empty, messages: messages.slice(0, 30) },
    empty,
  ]) {
    expectSame(updateRows(before, input), input);
  }
});

test('a batch at the end of 100,000 messages leaves their rows as they are', () => {
  const messages = history(100_000, randomFrom(6));
  const before = buildRows({ ...empty, messages: messages.slice(0, 99_990) });
  const { rows, prepended } = updateRows(before, { ...empty, messages });
  const kept = new Set(before.rows);
  expect(rows.filter((row) => !kept.has(row)).length).toBeLessThanOrEqual(21);
  expect(prepended).toBe(false);
});

test('an older page before 100,000 messages leaves their rows as they are', () => {
  const messages = history(100_050, randomFrom(7));
  const before = buildRows({ ...empty, messages: messages.slice(50) });
  const { rows, prepended } = updateRows(before, { ...empty, messages });
  const kept = new Set(before.rows);
  expect(rows.filter((row) => !kept.has(row)).length).toBeLessThanOrEqual(200);
  expect(prepended).toBe(true);
});

test('an update that says nothing new gives the very same rows', () => {
  const input = { ...empty, messages: history(10, randomFrom(8)) };
  const before = buildRows(input);
  expect(updateRows(before, { ...input })).toBe(before);
});

test('a message of 100,000 that was edited or deleted has a new row, and all others stay as they are', () => {
  const messages = history(100_000, randomFrom(9));
  const before = buildRows({ ...empty, messages });
  const [one, other] = [messages[499], messages[99_998]];
  if (one === undefined || other === undefined) throw new Error('no messages');
  const changed = messages
    .with(499, { ...one, content: 'khác', edited: 5 })
    .with(99_998, { ...other, content: '', deleted: true });
  const input = { ...empty, messages: changed };
  const updated = updateRows(before, input);
  expectSame(updated, input);
  const kept = new Set(before.rows);
  expect(updated.rows.filter((row) => !kept.has(row))).toHaveLength(2);
});
