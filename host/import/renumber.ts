// A message's number is its place. Where an import puts others before it, everything that goes by its number follows:
// answers, changes and how far people have read. A line without an id has one that follows from its number, so what
// somebody refers to gets that id for good. Pure.
import type { MessageRef } from '../../protocol/commands.ts';
import { isMessageId } from '../../protocol/ids.ts';
import { isCount, parseObject } from '../../protocol/json.ts';
import { parseRecord } from '../history/record.ts';
import type { Entry } from './entry.ts';
import type { Merged } from './merge.ts';

export interface Renumbered {
  /** The number that the message of ours gets that had this one. */
  readonly numberOf: (seq: number) => number;
  /** True where no message of ours has another number than before. */
  readonly same: boolean;
  /** Lines that are no longer as they were. */
  readonly lines: ReadonlyMap<Entry, string>;
  /** The changes of ours. */
  readonly changes: readonly string[];
}

/**
 * @param ours and theirs in the order of their numbers
 * @param changes lines about ours
 */
export function renumber(
  ours: readonly Entry[],
  theirs: readonly Entry[],
  { order, known, added }: Merged,
  changes: readonly string[],
): Renumbered {
  const numbers = new Map<Entry, number>(order.map((entry, index) => [entry, index + 1]));
  const numberOf = numberingOf(Uint32Array.from(ours, (entry) => numbers.get(entry) ?? 0));
  const same = numberOf(ours.length) === ours.length;
  const lines = new Map<Entry, string>();
  const lineOf = (entry: Entry): string => lines.get(entry) ?? entry.line;
  const ids = new Map<Entry, string>();
  let places: Map<Entry, number> | null = null;
  /** The number that a message of ours had. */
  const placeOf = (entry: Entry): number => {
    places ??= new Map(ours.map((own, index) => [own, index + 1]));
    return places.get(entry) ?? 0;
  };

  /** Where a message stands now that had this number among these; null where that was another message, or none. */
  const find = (all: readonly Entry[], { seq, id }: MessageRef): MessageRef | null => {
    const said = all[seq - 1];
    if (said === undefined || parseRecord(said.line, seq).id !== id) return null;
    const entry = known.get(said) ?? said;
    const number = numbers.get(entry);
    return number === undefined ? null : { seq: number, id: idOf(entry, entry === said ? id : null) };
  };
  /** The id that a message has and keeps. @param derived what it is, where that is known */
  const idOf = (entry: Entry, derived: string | null): string => {
    const kept = ids.get(entry);
    if (kept !== undefined) return kept;
    const record = parseObject(entry.line) ?? {};
    const has = isMessageId(record.id) ? record.id : null;
    const id = has ?? derived ?? parseRecord(entry.line, placeOf(entry)).id;
    ids.set(entry, id);
    if (has === null) lines.set(entry, JSON.stringify({ ...record, id }));
    return id;
  };
  const followAnswers = (all: readonly Entry[], which: Iterable<readonly [number, Entry]>): void => {
    for (const [index, entry] of which) {
      if (!entry.line.includes('"reply"')) continue;
      const { reply } = parseRecord(entry.line, index + 1);
      const now = reply === undefined ? null : find(all, reply);
      if (now === null || (now.seq === reply?.seq && now.id === reply.id)) continue;
      lines.set(entry, JSON.stringify({ ...parseObject(lineOf(entry)), reply: now }));
    }
  };

  if (!same) followAnswers(ours, ours.entries());
  const isNew = new Set(added);
  followAnswers(
    theirs,
    Array.from(theirs.entries()).filter(([, entry]) => isNew.has(entry)),
  );
  return {
    numberOf,
    same,
    lines,
    changes: same ? changes : changes.map((line) => followChange(line, (ref) => find(ours, ref), numberOf)),
  };
}

/** In a function of its own, so that whoever keeps it keeps no lines in memory. */
function numberingOf(numbers: Uint32Array): (seq: number) => number {
  const beyond = (numbers.at(-1) ?? 0) - numbers.length;
  return (seq) => numbers[seq - 1] ?? seq + beyond;
}

function followChange(
  line: string,
  find: (ref: MessageRef) => MessageRef | null,
  numberOf: (seq: number) => number,
): string {
  const record = parseObject(line);
  if (record === null || !isCount(record.seq, 1)) return line;
  const { seq, message } = record;
  // For the message to keep its id; a change of what is nowhere stays beside its neighbours.
  const now = typeof message === 'string' ? find({ seq, id: message }) : null;
  return JSON.stringify({ ...record, seq: now?.seq ?? numberOf(seq) });
}
