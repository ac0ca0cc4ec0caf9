// Turns what a chat holds into the rows of its timeline: day separators, presence, the "New" line, messages in groups
// and the outbox. Pure, and incremental: an update rebuilds only the rows that can have changed. Knows no words of
// any language and nothing of the screen.
import type { OutboxMessage } from '../../client/chat-port.ts';
import type { PresenceNotice } from '../../client/people-state.ts';
import type { DialectName } from '../../protocol/dialect.ts';
import type { Message, Person } from '../../protocol/events.ts';
import { startOfDay } from './calendar.ts';
import { condensePresence } from './presence.ts';
import type { Presence } from './presence.ts';

/** Messages of one sender stand in one group until this long after its first one. */
export const groupSpanMs = 5 * 60_000;

/**
 * Every row has a key that is its own, as keyed lists demand. Ids are chosen by senders and may repeat in a history that
 * somebody edited, so none of them alone is a key.
 */
interface Keyed {
  readonly key: string;
}

interface Grouped extends Keyed {
  /** First of its group: shows who and when. */
  readonly head: boolean;
  /** Last of its group. */
  readonly tail: boolean;
  /** Epoch milliseconds of the first message of the group. */
  readonly groupAt: number;
}

export interface DayRow extends Keyed {
  readonly kind: 'day';
  readonly at: number;
}
export interface PresenceRow extends Keyed {
  readonly kind: 'presence';
  readonly presence: Presence;
}
export interface NewRow extends Keyed {
  readonly kind: 'new';
}
export interface MessageRow extends Grouped {
  readonly kind: 'message';
  readonly message: Message;
  readonly own: boolean;
}
/** A message of one's own that is not part of the history yet. */
export interface OutboxRow extends Grouped {
  readonly kind: 'outbox';
  readonly message: OutboxMessage;
}
export type TimelineRow = DayRow | PresenceRow | NewRow | MessageRow | OutboxRow;

export interface TimelineInput {
  readonly you: Person | null;
  readonly wire: DialectName | null;
  /** Ascending and without gaps by `seq`. */
  readonly messages: readonly Message[];
  /** Ascending by `afterSeq`. */
  readonly notices: readonly PresenceNotice[];
  readonly outbox: readonly OutboxMessage[];
  /** The "New" line stands after this message; null where there is none. */
  readonly newAfterSeq: number | null;
  /**
   * The numbers that messages of the outbox got, by id: such a row stays the same row when it becomes history. A number
   * is known here no later than its message, and never changes.
   */
  readonly sentHere: ReadonlyMap<string, number>;
}

export interface TimelineRows {
  readonly input: TimelineInput;
  readonly rows: readonly TimelineRow[];
  /** True where this update put older messages before those that were there. */
  readonly prepended: boolean;
}

/**
 * True for a message of one's own. Older wires know people by their names alone; on our own wire a message that says
 * nothing of its sender is from such a wire, and whoever has that name now is somebody else.
 */
export function isOwn(message: Message, { you, wire }: Pick<TimelineInput, 'you' | 'wire'>): boolean {
  if (you === null) return false;
  if (message.by === undefined) return wire !== 'native' && message.name === you.name;
  return message.by === you.id;
}

/** A new name starts a new group, so that it is seen. */
export function sameSender(one: Message, other: Message): boolean {
  return one.by === other.by && one.name === other.name;
}

/** Index of the first notice that stands after message `seq` or a later one. */
function noticesAfter(notices: readonly PresenceNotice[], seq: number): number {
  let low = 0;
  let high = notices.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((notices[middle]?.afterSeq ?? Infinity) >= seq) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Adds the presence between two messages, with the days that it begins; returns the day reached. */
function pushNotices(
  rows: TimelineRow[],
  input: TimelineInput,
  fromSeq: number,
  toSeq: number,
  day: number,
): number {
  const { notices } = input;
  let start = noticesAfter(notices, fromSeq);
  const end = noticesAfter(notices, toSeq);
  let current = day;
  while (start < end) {
    const first = notices[start];
    if (first === undefined) break;
    const firstDay = startOfDay(first.at);
    let next = start + 1;
    while (next < end && startOfDay(notices[next]?.at ?? first.at) === firstDay) next += 1;
    const presence = condensePresence(notices.slice(start, next));
    if (presence !== null) {
      if (firstDay > current) {
        rows.push({ kind: 'day', key: `d:p:${first.key}`, at: firstDay });
        current = firstDay;
      }
      rows.push({ kind: 'presence', key: `p:${first.key}`, presence });
    }
    start = next;
  }
  return current;
}

/** Adds the rows of the message at `index` and of the gap before it, after the rows of the message before. */
export function pushMessage(rows: TimelineRow[], input: TimelineInput, index: number): void {
  const { messages, newAfterSeq, sentHere } = input;
  const message = messages[index];
  if (message === undefined) return;
  const previous = messages[index - 1];
  const previousRow = rows.at(-1);
  const fromSeq = previous?.seq ?? message.seq - 1;
  const before = pushNotices(
    rows,
    input,
    fromSeq,
    message.seq,
    previous ? startOfDay(previous.at) : -Infinity,
  );
  const day = startOfDay(message.at);
  if (day !== before) rows.push({ kind: 'day', key: `d:m:${message.seq}`, at: day });
  if (newAfterSeq === fromSeq && previous !== undefined) rows.push({ kind: 'new', key: 'new' });

  const continued =
    previousRow?.kind === 'message' &&
    previousRow === rows.at(-1) &&
    sameSender(previousRow.message, message) &&
    message.at - previousRow.groupAt < groupSpanMs;
  if (continued) rows[rows.length - 1] = { ...previousRow, tail: false };
  rows.push({
    kind: 'message',
    key: sentHere.get(message.id) === message.seq ? `o:${message.id}` : `m:${message.seq}`,
    message,
    own: isOwn(message, input),
    head: !continued,
    tail: true,
    groupAt: continued ? previousRow.groupAt : message.at,
  });
}

/** Adds what follows the last message: presence, then what has not reached the history yet. */
export function pushEnd(rows: TimelineRow[], input: TimelineInput): void {
  const { messages, outbox, sentHere } = input;
  const last = messages.at(-1);
  const firstSeq = messages[0]?.seq ?? 0;
  pushNotices(rows, input, last?.seq ?? -Infinity, Infinity, last ? startOfDay(last.at) : -Infinity);
  for (const message of outbox) {
    if (message.seq !== undefined && messages[message.seq - firstSeq]?.id === message.id) continue;
    const previous = rows.at(-1);
    const inGroup = previous?.kind === 'outbox' || (previous?.kind === 'message' && previous.own);
    const continued = inGroup && message.at - previous.groupAt < groupSpanMs;
    if (continued) rows[rows.length - 1] = { ...previous, tail: false };
    const groupAt = continued ? previous.groupAt : message.at;
    // Where the history shows another message under its number, both rows stand there.
    const key = `${sentHere.has(message.id) ? 'w' : 'o'}:${message.id}`;
    rows.push({ kind: 'outbox', key, message, head: !continued, tail: true, groupAt });
  }
}

/** All rows from nothing. */
export function buildRows(input: TimelineInput): TimelineRows {
  const rows: TimelineRow[] = [];
  for (let index = 0; index < input.messages.length; index += 1) pushMessage(rows, input, index);
  pushEnd(rows, input);
  return { input, rows, prepended: false };
}
