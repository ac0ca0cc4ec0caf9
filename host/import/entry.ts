// A line of a history with what decides about its place and its sameness.
import { parseObject, type JsonObject } from '../../protocol/json.ts';
import { formatTimestamp, parseTimestamp } from '../../protocol/timestamp.ts';
import type { Draft } from '../decide/room-state.ts';
import { encodeRecord } from '../history/record.ts';

export interface Entry {
  readonly line: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly id: string | null;
  /** The classic keys: all that an older server knows of a message. */
  readonly written: string;
}

/** The entry of a line that somebody wrote. A record without a time stays beside the one before it. */
export function entryOf(line: string, record: JsonObject, before: number): Entry {
  const { id, at, name, content, timestamp } = record;
  return {
    line,
    at: typeof at === 'number' ? at : (parseTimestamp(timestamp) ?? before),
    id: typeof id === 'string' ? id : null,
    written: JSON.stringify([name, content, timestamp]),
  };
}

/** The entries of lines as they stand in a file, in their order. */
export function entriesOf(lines: Iterable<string>): Entry[] {
  const entries: Entry[] = [];
  for (const line of lines) entries.push(entryOf(line, parseObject(line) ?? {}, entries.at(-1)?.at ?? 0));
  return entries;
}

/** The entry of a message that has no line yet. */
export function entryOfDraft(draft: Draft): Entry {
  const { id, at, name, content } = draft;
  return {
    line: encodeRecord(draft),
    at,
    id,
    written: JSON.stringify([name, content, formatTimestamp(at)]),
  };
}
