// Puts messages of another history into one of our files, in the order of their times, each once. Knows nothing of where
// they come from. Call only while nobody has the file open.
import { parseObject, type JsonObject } from '../../protocol/json.ts';
import { formatTimestamp, parseTimestamp } from '../../protocol/timestamp.ts';
import { nodeDisk, type Disk } from '../../storage/disk.ts';
import { openLineFile } from '../../storage/line-file.ts';
import { rewriteLines, writeLines } from '../../storage/line-opening.ts';
import { encodeRecord } from '../history/record.ts';
import type { Draft } from '../decide/room-state.ts';

const pageLines = 1_000;

/** A line of a history with what decides about its place and its sameness. */
export interface Entry {
  readonly line: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly id: string | null;
  /** The classic keys: all that an older server knows of a message. */
  readonly written: string;
}

export interface TakenIn {
  /** What was new here. */
  readonly added: readonly Entry[];
  /** How many were here already. */
  readonly known: number;
  /** Our file as it was before, kept beside it; null where that said nothing, or nothing was added. */
  readonly aside: string | null;
}

/**
 * Takes messages into the history at `path`, which is made where there is none. Replaces the file in one step.
 * @throws the system's error when our file cannot be read or written; it is then as it was
 */
export async function takeIn(
  path: string,
  theirs: readonly Entry[],
  disk: Disk = nodeDisk,
): Promise<TakenIn> {
  const ours = await readEntries(path, disk);
  const known = new KnownMessages(ours);
  const added = theirs.filter((entry) => !known.take(entry));
  const skipped = theirs.length - added.length;
  if (added.length === 0) return { added, known: skipped, aside: null };
  const lines = merge(
    ours,
    added.toSorted((a, b) => a.at - b.at),
  ).map(({ line }) => line);
  if (ours.length > 0) {
    return { added, known: skipped, aside: await rewriteLines(path, lines, 'before-import', disk) };
  }
  await writeLines(path, lines, disk);
  return { added, known: skipped, aside: null };
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

async function readEntries(path: string, disk: Disk): Promise<Entry[]> {
  // Making an empty file first would cost a new one its syncs twice, and there may be thousands of talks.
  if ((await disk.identify(path)) === null) return [];
  const ignore = (): void => undefined;
  const file = await openLineFile<never>(path, {
    disk,
    onWritten: ignore,
    onSynced: ignore,
    onFailed: ignore,
  });
  try {
    const entries: Entry[] = [];
    for (let from = 0; from < file.length; from += pageLines) {
      for (const line of await file.read(from, from + pageLines)) {
        entries.push(entryOf(line, parseObject(line) ?? {}, entries.at(-1)?.at ?? 0));
      }
    }
    return entries;
  } finally {
    await file.close();
  }
}

/**
 * Tells which messages are here already. Each of ours answers for one of theirs: the same words twice in one second are
 * two messages. An id decides where both have one.
 */
class KnownMessages {
  readonly #ids = new Set<string>();
  readonly #written = new Map<string, number>();
  readonly #writtenWithoutId = new Map<string, number>();

  constructor(ours: readonly Entry[]) {
    for (const entry of ours) {
      count(this.#written, entry.written, 1);
      if (entry.id === null) count(this.#writtenWithoutId, entry.written, 1);
      else this.#ids.add(entry.id);
    }
  }

  /** True for a message that is here; a new one is remembered, should it come twice. */
  take({ id, written }: Entry): boolean {
    if (id === null) return this.#takeWritten(this.#written, written);
    if (this.#ids.has(id)) return true;
    this.#ids.add(id);
    return this.#takeWritten(this.#writtenWithoutId, written);
  }

  #takeWritten(counts: Map<string, number>, written: string): boolean {
    if ((counts.get(written) ?? 0) === 0) return false;
    count(counts, written, -1);
    return true;
  }
}

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Ours in their order, theirs put in before the first of ours that is later. Both ascend by time. */
function merge(ours: readonly Entry[], theirs: readonly Entry[]): Entry[] {
  const merged: Entry[] = [];
  let next = 0;
  for (const own of ours) {
    for (let other = theirs[next]; other && other.at < own.at; other = theirs[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(own);
  }
  return [...merged, ...theirs.slice(next)];
}
