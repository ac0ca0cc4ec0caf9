// Which files there are, as lines of `files.json` beside the history: what was uploaded, what was then sent with a
// message, what was removed. Knows no bytes of any file.
import { parseObject, isCount } from '../../protocol/json.ts';
import { parseFileInfo, type FileInfo } from '../../protocol/files.ts';
import { isMessageId } from '../../protocol/ids.ts';
import { replaceFile } from '../../storage/atomic-replace.ts';
import { nodeDisk, type Disk, type StorageCode } from '../../storage/disk.ts';
import { openLineFile, type LineFile } from '../../storage/line-file.ts';
import { closingBytes, openingBytes } from '../../storage/line-index.ts';
import type { Opening } from '../../storage/line-opening.ts';

export interface FileEntry {
  readonly info: FileInfo;
  /** Of its bytes, in hex: the name under which they are kept. Never told to anybody. */
  readonly sha256: string;
  /** Public id of the person who brought it. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The conversation for which it was brought. */
  readonly room: string;
  /** Id of the message that it goes with; null while there is none. */
  message: string | null;
}

/** A line on its way to the disk. */
interface Line {
  /** Its number in the file, counted from 0, once it is written. */
  place: number;
  /** Null once it survives a power cut, or why it is nowhere. */
  settle(failure: StorageCode | null): void;
}

export interface FileIndex {
  /** By the file's id. */
  readonly entries: ReadonlyMap<string, FileEntry>;
  readonly opening: Opening;
  /** Adds an entry once its line is on the disk; null, or why it is not. */
  add(entry: FileEntry): Promise<StorageCode | null>;
  /** Notes with which message a file went; where the disk refuses, the history still says so. */
  sent(id: string, message: string): void;
  /** Takes an entry away once that is on the disk, and what it said from the file; null, or why it still stands. */
  remove(id: string): Promise<StorageCode | null>;
  close(): Promise<void>;
}

/**
 * Opens the index, or makes an empty one. Lines about files that were removed are left out of the file from then on.
 * @throws the system's error where the file cannot be read or written
 */
export async function openFileIndex(path: string, disk: Disk = nodeDisk): Promise<FileIndex> {
  let file = await openLines(path, disk);
  const lines = await file.read(0, file.length);
  const entries = entriesOf(lines);
  const { opening } = file;
  if (lines.some(isRemoval)) {
    await file.close();
    const kept = [...entries.values()].map(lineOf).join(',\n');
    await replaceFile(
      path,
      `${openingBytes.toString()}${kept && `\n${kept}`}${closingBytes.toString()}`,
      disk,
    );
    file = await openLines(path, disk);
  }

  const places = placesOf(await file.read(0, file.length));
  const waiting = new Set<Line>();
  /** Resolves to the line's number in the file, or to why it is not there. */
  const append = (text: string): Promise<number | StorageCode> =>
    new Promise((resolve) => {
      const line: Line = {
        place: -1,
        settle(failure) {
          waiting.delete(line);
          resolve(failure ?? line.place);
        },
      };
      waiting.add(line);
      file.append(text, line);
    });
  /** What cannot be erased now is left out at the next opening. */
  const erase = async (place: number): Promise<void> => {
    const inside = file.lengthBytes(place) - '{}'.length;
    await file.overwrite(place, `{${' '.repeat(inside)}}`).catch(() => undefined);
  };

  return {
    entries,
    opening,
    async add(entry) {
      const { id } = entry.info;
      const added = await append(lineOf(entry));
      if (typeof added === 'string') return added;
      entries.set(id, entry);
      places.set(id, added);
      return null;
    },
    sent: (id, message) => void append(JSON.stringify({ sent: id, message })),
    async remove(id) {
      const removed = await append(JSON.stringify({ removed: id }));
      if (typeof removed === 'string') return removed;
      entries.delete(id);
      const place = places.get(id);
      places.delete(id);
      if (place !== undefined) await erase(place);
      return null;
    },
    async close() {
      await file.close();
      // A disk that failed to the end says nothing more of these.
      for (const { settle } of waiting) settle('storage-failed');
    },
  };
}

function openLines(path: string, disk: Disk): Promise<LineFile<Line>> {
  return openLineFile<Line>(path, {
    disk,
    onWritten: (batch, firstIndex) => batch.forEach((line, index) => (line.place = firstIndex + index)),
    onSynced: (batch) => batch.forEach(({ settle }) => settle(null)),
    onFailed: (batch, code) => batch.forEach(({ settle }) => settle(code)),
  });
}

function lineOf({ info, sha256, by, at, room, message }: FileEntry): string {
  return JSON.stringify({ ...info, sha256, by, at, room, ...(message === null ? {} : { message }) });
}

/** The number of each entry's line, by its file's id. */
function placesOf(lines: readonly string[]): Map<string, number> {
  return new Map(
    lines.flatMap((line, place) => {
      const entry = parseEntry(parseObject(line) ?? {});
      return entry === null ? [] : [[entry.info.id, place] as const];
    }),
  );
}

function isRemoval(line: string): boolean {
  return parseObject(line)?.removed !== undefined;
}

/** What the lines come to. A line that cannot be understood is passed over: its file is then nobody's. */
function entriesOf(lines: readonly string[]): Map<string, FileEntry> {
  const entries = new Map<string, FileEntry>();
  for (const line of lines) {
    const record = parseObject(line) ?? {};
    if (isMessageId(record.removed)) entries.delete(record.removed);
    else if (isMessageId(record.sent)) {
      const entry = entries.get(record.sent);
      if (entry && typeof record.message === 'string') entry.message = record.message;
    } else {
      const entry = parseEntry(record);
      if (entry) entries.set(entry.info.id, entry);
    }
  }
  return entries;
}

function parseEntry(record: Readonly<Record<string, unknown>>): FileEntry | null {
  const { sha256, by, at, room, message = null } = record;
  const info = parseFileInfo(record);
  if (info === null || typeof sha256 !== 'string' || !isContentName(sha256)) return null;
  if (typeof by !== 'string' || !isCount(at) || typeof room !== 'string') return null;
  return { info, sha256, by, at, room, message: typeof message === 'string' ? message : null };
}

/** True for the name of a file's bytes: a SHA-256 in hex, and so nothing that leads out of a folder. */
export function isContentName(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}
