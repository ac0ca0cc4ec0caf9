// Moving in: takes the messages of another data.json into ours, in the order of their times, each once. Works on a
// folder in which no host is running; either everything is taken in or nothing is changed.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportCode } from '../protocol/error-codes.ts';
import { isObject, parseObject, type JsonObject } from '../protocol/json.ts';
import { parseTimestamp } from '../protocol/timestamp.ts';
import { systemCode } from '../storage/disk.ts';
import { openLineFile } from '../storage/line-file.ts';
import { rewriteLines } from '../storage/line-opening.ts';
import { dataFileName, openFolder } from './data-folder.ts';

const pageLines = 1_000;

export type Imported =
  | {
      readonly ok: true;
      /** Messages that were new here. */
      readonly added: number;
      /** Messages that were here already. */
      readonly known: number;
      /** Our file as it was before, kept beside it; null when nothing was added. */
      readonly aside: string | null;
    }
  | {
      readonly ok: false;
      readonly code: ImportCode;
      /** Line of the source, from 1, that could not be understood. */
      readonly line?: number;
    };

/** A line of a history with what decides about its place and its sameness. */
interface Entry {
  readonly line: string;
  readonly at: number;
  readonly id: string | null;
  /** The classic keys: all that an older server knows of a message. */
  readonly written: string;
}

/**
 * Takes in what `source` holds: a data.json of the classic server or of ours, or a folder with one.
 * @returns how many messages were added, or a code with the line that is broken
 * @throws the system's error when our own file cannot be read or written
 */
export async function importHistory(dataDir: string, source: string): Promise<Imported> {
  const text = await readSource(source);
  if (text === null) return { ok: false, code: 'import-not-found' };
  const read = parseEntries(text);
  if (!read.ok) return { ok: false, code: 'import-broken', line: read.line };

  const lock = await openFolder(dataDir);
  if (!lock.ok) return lock;
  try {
    const path = join(dataDir, dataFileName);
    const ours = await readEntries(path);
    const known = new KnownMessages(ours);
    const added = read.entries.filter((entry) => !known.take(entry));
    const skipped = read.entries.length - added.length;
    if (added.length === 0) return { ok: true, added: 0, known: skipped, aside: null };
    const lines = merge(
      ours,
      added.toSorted((a, b) => a.at - b.at),
    ).map(({ line }) => line);
    const aside = await rewriteLines(path, lines, 'before-import');
    return { ok: true, added: added.length, known: skipped, aside };
  } finally {
    lock.release();
  }
}

async function readSource(source: string): Promise<string | null> {
  try {
    const path = (await stat(source)).isDirectory() ? join(source, dataFileName) : source;
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EISDIR'].includes(systemCode(error))) return null;
    throw error;
  }
}

type ParsedEntries =
  { readonly ok: true; readonly entries: readonly Entry[] } | { readonly ok: false; readonly line: number };

function parseEntries(text: string): ParsedEntries {
  let records: unknown;
  try {
    records = JSON.parse(text === '' ? '[]' : text);
  } catch {
    return { ok: false, line: brokenLine(text) };
  }
  if (!Array.isArray(records)) return { ok: false, line: 1 };
  const entries: Entry[] = [];
  let before = 0;
  for (const [index, record] of records.entries()) {
    if (!isObject(record) || typeof record.name !== 'string' || typeof record.content !== 'string') {
      return { ok: false, line: lineOfRecord(text, index) };
    }
    const entry = entryOf(JSON.stringify(record), record, before);
    before = entry.at;
    entries.push(entry);
  }
  return { ok: true, entries };
}

/** A record without a time stays beside the one before it. */
function entryOf(line: string, record: JsonObject, before: number): Entry {
  const { id, at, name, content, timestamp } = record;
  return {
    line,
    at: typeof at === 'number' ? at : (parseTimestamp(timestamp) ?? before),
    id: typeof id === 'string' ? id : null,
    written: JSON.stringify([name, content, timestamp]),
  };
}

/** The first line that cannot be part of an array with a record on each line; a file on one line breaks on its first. */
function brokenLine(text: string): number {
  const lines = text.split('\n');
  const broken = lines.findIndex((line) => {
    const record = line
      .trim()
      .replace(/^\[|,$/g, '')
      .replace(/\]$/, '')
      .trim();
    return record !== '' && !parses(record) && !parses(`[${record}]`);
  });
  return broken === -1 ? lines.length : broken + 1;
}

function lineOfRecord(text: string, index: number): number {
  const lines = text.split('\n');
  // Only where records stand one a line does a record's number tell its line.
  return lines.length > index + 2 && lines[0]?.trim() === '[' ? index + 2 : 1;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function readEntries(path: string): Promise<Entry[]> {
  const ignore = (): void => undefined;
  const file = await openLineFile<never>(path, { onWritten: ignore, onSynced: ignore, onFailed: ignore });
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
