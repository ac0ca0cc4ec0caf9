// Brings the rows of a timeline up to date without rebuilding those that cannot have changed, so that a message in a
// chat of 100,000 costs as much as in one of a hundred. Gives exactly what `buildRows` gives, or it is a bug.
import type { PresenceNotice } from '../../client/people-state.ts';
import type { Message } from '../../protocol/events.ts';
import { buildRows, pushEnd, pushMessage, sameSender } from './timeline-rows.ts';
import type { MessageRow, TimelineInput, TimelineRow, TimelineRows } from './timeline-rows.ts';

/** How many messages of `old`, from its first one, `messages` still holds, and at which index they begin there. */
function sharedRun(
  old: readonly Message[],
  messages: readonly Message[],
): { offset: number; length: number } {
  const [oldFirst] = old;
  const [first] = messages;
  if (oldFirst === undefined || first === undefined) return { offset: 0, length: 0 };
  const offset = oldFirst.seq - first.seq;
  if (offset < 0) return { offset: 0, length: 0 };
  // A comparison of identities: 100,000 of them take a tenth of a millisecond, and no change goes unseen.
  let length = 0;
  while (length < old.length && old[length] === messages[offset + length]) length += 1;
  return { offset, length };
}

/** The lowest `afterSeq` at which two lists of notices differ. */
function noticesDifferAfter(old: readonly PresenceNotice[], notices: readonly PresenceNotice[]): number {
  if (old === notices) return Infinity;
  let index = 0;
  while (index < old.length && old[index] === notices[index]) index += 1;
  return Math.min(old[index]?.afterSeq ?? Infinity, notices[index]?.afterSeq ?? Infinity);
}

function newLineDiffersAfter(old: number | null, now: number | null): number {
  return old === now ? Infinity : Math.min(old ?? Infinity, now ?? Infinity);
}

/** Index of the row of message `seq`, searched from the end, where it nearly always is. */
function indexOfMessage(rows: readonly TimelineRow[], seq: number): number {
  return rows.findLastIndex((row) => row.kind === 'message' && row.message.seq === seq);
}

/** True where two rows of one message continue the same group, so that what follows them cannot differ. */
function inStep(row: TimelineRow | undefined, old: MessageRow): boolean {
  return row?.kind === 'message' && row.head === old.head && row.groupAt === old.groupAt;
}

function sameInput(one: TimelineInput, other: TimelineInput): boolean {
  return (
    one.you === other.you &&
    one.wire === other.wire &&
    one.messages === other.messages &&
    one.notices === other.notices &&
    one.outbox === other.outbox &&
    one.newAfterSeq === other.newAfterSeq &&
    one.sentHere === other.sentHere
  );
}

/**
 * Rows for `input`, given those before. Rows that did not change keep their identity. Cost: one copy of the array,
 * and work for what was added or changed.
 */
export function updateRows(old: TimelineRows, input: TimelineInput): TimelineRows {
  const was = old.input;
  if (sameInput(was, input)) return old;
  const patched = patchRows(old, input);
  if (patched !== null) return patched;
  const firstSeq = was.messages[0]?.seq ?? 0;
  const sameYou =
    was.wire === input.wire && was.you?.id === input.you?.id && was.you?.name === input.you?.name;
  const { offset, length } = sharedRun(was.messages, input.messages);
  const changedAfter = Math.min(
    noticesDifferAfter(was.notices, input.notices),
    newLineDiffersAfter(was.newAfterSeq, input.newAfterSeq),
  );
  // Messages whose rows stand as they are, but for what follows the last of them.
  const kept = Math.min(length, changedAfter - firstSeq + 1);
  if (!sameYou || kept <= 0)
    return {
      ...buildRows(input),
      prepended: sameYou && offset > 0 && length > 0,
    };

  const end = indexOfMessage(old.rows, firstSeq + kept - 1) + 1;
  const rows = offset === 0 ? old.rows.slice(0, end) : withOlder(old.rows, end, input, offset);
  const last = rows.at(-1);
  if (last?.kind === 'message' && !last.tail) rows[rows.length - 1] = { ...last, tail: true };
  for (let index = offset + kept; index < input.messages.length; index += 1) pushMessage(rows, input, index);
  pushEnd(rows, input);
  return { input, rows, prepended: offset > 0 };
}

/**
 * Rows where nothing but what some messages say is another: edited, deleted or reacted to, they stand where they stood.
 * Null where more than that has changed.
 */
function patchRows(old: TimelineRows, input: TimelineInput): TimelineRows | null {
  const was = old.input;
  const same = was.messages.length === input.messages.length;
  if (!same || !sameInput({ ...was, messages: input.messages }, input)) return null;
  let rows: TimelineRow[] | null = null;
  for (const [index, message] of input.messages.entries()) {
    const before = was.messages[index];
    if (before === message) continue;
    if (before === undefined || !standsAlike(before, message)) return null;
    rows ??= old.rows.slice();
    const at = indexOfMessage(rows, message.seq);
    const row = rows[at];
    if (row?.kind !== 'message') return null;
    rows[at] = { ...row, message };
  }
  return rows === null ? null : { input, rows, prepended: false };
}

/** True for one message before and after a change: nothing by which rows are grouped differs. */
function standsAlike(one: Message, other: Message): boolean {
  return one.id === other.id && one.seq === other.seq && one.at === other.at && sameSender(one, other);
}

/** The first `end` old rows with those of `count` older messages before them; groups may join over the seam. */
function withOlder(
  oldRows: readonly TimelineRow[],
  end: number,
  input: TimelineInput,
  count: number,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  for (let index = 0; index < count; index += 1) pushMessage(rows, input, index);
  let index = count;
  for (let at = 0; at < end; at += 1) {
    const old = oldRows[at];
    if (old?.kind !== 'message') continue;
    pushMessage(rows, input, index);
    index += 1;
    if (inStep(rows.at(-1), old)) {
      rows.pop();
      for (let rest = at; rest < end; rest += 1) {
        const row = oldRows[rest];
        if (row !== undefined) rows.push(row);
      }
      break;
    }
  }
  return rows;
}
