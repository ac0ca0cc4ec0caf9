// An append-only file of records, one a line, that is one valid JSON array at every moment: what the host keeps a
// history in. Knows bytes and lines; what a line says is the caller's matter. docs/storage.md tells how it works.
import { nodeDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import { openLines } from './line-opening.ts';
import type { Opening } from './line-opening.ts';
import { LineStore } from './line-store.ts';
import { LineWriter } from './line-writer.ts';
import type { LineWriterEvents, Pace } from './line-writer.ts';

export interface LineFileOptions<Entry> extends LineWriterEvents<Entry>, Partial<Pace> {
  /** The disk; tests hand in one that fails. */
  readonly disk?: Disk;
  /**
   * True for lines (counted from 0) that were to be overwritten when a power cut may have come: they are no damage, and
   * keep their places. Whoever says so puts another line there next.
   */
  readonly mayBeTorn?: (line: number) => boolean;
}

/** Some lines as they are in the file, joined by `,\n`. */
export interface LineBlock {
  /** Index of the first of them, from 0; that of the end where there are none. */
  readonly first: number;
  readonly bytes: Buffer;
}

export interface LineFile<Entry> {
  readonly path: string;
  /** Lines written, synced or not. */
  readonly length: number;
  /** What opening found and did. */
  readonly opening: Opening;
  /**
   * Stores one line: the JSON of an object, without a newline. Never waits; `entry` comes back through the options'
   * callbacks, and never before this returns. After `close` it fails with `storage-failed`.
   * @throws TypeError if the line could break the file.
   */
  append(line: string, entry: Entry): void;
  /** Bytes of line `line` (counted from 0) in the file. @throws RangeError if there is no such line. */
  lengthBytes(line: number): number;
  /**
   * Puts another line in the place of line `line` (counted from 0), byte by byte as long: what stood there is gone.
   * Resolves when that survives a power cut. One that comes in the middle can leave a line that is neither, and then no
   * JSON, so the caller knows from elsewhere what to overwrite again.
   * @throws TypeError if the line could break the file, RangeError if its length differs, and an error for which
   * `storageCode` has the code if the disk fails
   */
  overwrite(line: number, text: string): Promise<void>;
  /**
   * The text of lines `from` up to `to` (exclusive, counted from 0), cut to those there are. One read.
   * @throws if the disk fails or another program has cut the file.
   */
  read(from: number, to: number): Promise<string[]>;
  /**
   * The whole lines before `end` that fit into `buffer`, at least one where there is any: for reading from the end.
   * `bytes` are a part of the buffer, or bytes of their own where a single line is longer.
   * @throws if the disk fails or another program has cut the file.
   */
  before(end: number, buffer: Buffer): Promise<LineBlock>;
  /**
   * The bytes of the same lines joined by `,\n`, in pieces of at most 64 KiB that may end within a character: between
   * `[` and `]` they are a JSON array. A piece is good until the next is asked for. Lines appended later are not part of it.
   * @throws if the disk fails or another program has cut the file.
   */
  chunks(from: number, to: number): AsyncIterable<Buffer>;
  /** Writes and syncs what was appended, then closes. Lines that a failing disk keeps unsynced get no callback. */
  close(): Promise<void>;
}

const defaultPace: Pace = { flushWindowMs: 5, syncWindowMs: 50 };
const chunkBytes = 64 * 1024;

/**
 * Opens the line file at `path`, creates it, repairs it or takes it over: `opening` says which. The folder must exist
 * and be locked (folder-lock.ts).
 * @throws the system's error (`code` such as `EACCES`) if the file cannot be read or written.
 */
export async function openLineFile<Entry>(
  path: string,
  options: LineFileOptions<Entry>,
): Promise<LineFile<Entry>> {
  const disk = options.disk ?? nodeDisk;
  const opened = await openLines(path, disk, options.mayBeTorn);
  const store = await LineStore.start(path, disk, opened).catch(async (error: unknown) => {
    await opened.file.close();
    throw error;
  });
  const { flushWindowMs = defaultPace.flushWindowMs, syncWindowMs = defaultPace.syncWindowMs } = options;
  const writer = new LineWriter<Entry>(store, { flushWindowMs, syncWindowMs }, options);
  return {
    path,
    get length() {
      return store.index.length;
    },
    opening: opened.opening,
    append(line, entry) {
      checkLine(line);
      writer.append(line, entry);
    },
    lengthBytes(line) {
      const { start, end } = store.index.range(line, line + 1);
      return end - start;
    },
    async overwrite(line, text) {
      checkLine(text);
      await writer.overwrite(line, text);
    },
    read: (from, to) => readLines(store, from, to),
    async before(end, buffer) {
      const [, last] = existing(store, 0, end);
      if (last === 0) return { first: 0, bytes: buffer.subarray(0, 0) };
      const first = store.index.fittingBefore(last, buffer.length);
      const range = store.index.range(first, last);
      const length = range.end - range.start;
      const bytes = length <= buffer.length ? buffer.subarray(0, length) : Buffer.allocUnsafe(length);
      await store.fill(bytes, range.start);
      return { first, bytes };
    },
    chunks(from, to) {
      const [first, end] = existing(store, from, to);
      if (first === end) return store.chunks(0, 0, chunkBytes);
      const range = store.index.range(first, end);
      return store.chunks(range.start, range.end, chunkBytes);
    },
    close: () => writer.close(),
  };
}

function checkLine(line: string): void {
  if (!line.startsWith('{') || !line.endsWith('}') || line.includes('\n')) {
    throw new TypeError('A line is the JSON of one object, without a newline');
  }
}

function existing(store: LineStore, from: number, to: number): [first: number, end: number] {
  const first = Math.max(0, Math.min(from, store.index.length));
  return [first, Math.max(first, Math.min(to, store.index.length))];
}

async function readLines(store: LineStore, from: number, to: number): Promise<string[]> {
  const [first, end] = existing(store, from, to);
  if (first === end) return [];
  const { start, end: endByte } = store.index.range(first, end);
  // Taken before the read: lines that are appended meanwhile change where the last line of the index ends.
  const ranges = Array.from({ length: end - first }, (_, at) =>
    store.index.range(first + at, first + at + 1),
  );
  const lines: string[] = [];
  for await (const bytes of store.chunks(start, endByte, endByte - start)) {
    for (const range of ranges) lines.push(bytes.toString('utf8', range.start - start, range.end - start));
  }
  return lines;
}
