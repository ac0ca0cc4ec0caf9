// Opens a line file whatever state it is in, and leaves it in our own format. Nothing that was there is ever thrown
// away: what is rewritten is kept beside it under a new name first.
import { dirname } from 'node:path';
import { removeLeftovers, replaceFile } from './atomic-replace.ts';
import { nodeDisk, systemCode } from './disk.ts';
import type { Disk, DiskFile } from './disk.ts';
import { closingBytes, openingBytes } from './line-index.ts';
import type { LineIndex } from './line-index.ts';
import { salvage } from './line-salvage.ts';
import type { Salvage } from './line-salvage.ts';
import { scanLines } from './line-scan.ts';

/** What opening found and did. */
export interface Opening {
  /**
   * `created`: there was no file, or an empty one. `opened`: it was as we left it. `taken-over`: a JSON array of
   * another shape was rewritten. `repaired`: a damaged file was rewritten without its damage. `set-aside`: nothing in
   * it was a record, so the history starts empty.
   */
  readonly how: 'created' | 'opened' | 'taken-over' | 'repaired' | 'set-aside';
  /** Path of the original, kept as it was. */
  readonly aside?: string;
  /** How many lines, or elements of an array, were no records and are only in the original. */
  readonly dropped?: number;
}

export interface OpenedLines {
  readonly file: DiskFile;
  readonly index: LineIndex;
  readonly opening: Opening;
}

/**
 * @param mayBeTorn see `LineFileOptions`
 * @throws the system's error where the file cannot be read or written.
 */
export async function openLines(
  path: string,
  disk: Disk,
  mayBeTorn?: (line: number) => boolean,
): Promise<OpenedLines> {
  await removeLeftovers(path, disk);
  const found = await disk.identify(path);
  if (found === null || found.sizeBytes === 0) {
    await replaceFile(path, lineFileBytes([]), disk);
    return { ...(await openClean(path, disk)), opening: { how: 'created' } };
  }
  const file = await disk.open(path, 'update');
  const index = await orClose(file, () => scanLines(file, found.sizeBytes, mayBeTorn));
  if (index !== null) {
    // An app that crashed may have left lines that are only in the system's memory. From now on they are taken for
    // stored, so a resend of theirs is acknowledged without another sync.
    if (index.length > 0) await orClose(file, () => file.sync());
    return { file, index, opening: { how: 'opened' } };
  }
  const bytes = await orClose(file, () => readAll(file, found.sizeBytes));
  await file.close();
  const opening = await rewrite(path, salvage(bytes), disk);
  return { ...(await openClean(path, disk)), opening };
}

/** @throws RangeError if the file does not fit into memory */
async function readAll(file: DiskFile, sizeBytes: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(sizeBytes);
  return bytes.subarray(0, await file.read(bytes, 0));
}

async function rewrite(path: string, found: Salvage, disk: Disk): Promise<Opening> {
  const how = howRewritten(found);
  const aside = await keepAside(path, how === 'taken-over' ? 'classic' : 'damaged', disk);
  await writeLines(path, found.lines, disk);
  return { how, aside, dropped: found.dropped };
}

/**
 * Makes a file of these lines at `path`, in one step where there was another. Call only while nobody has that open.
 * @throws the system's error; what was there is then as it was
 */
export async function writeLines(
  path: string,
  lines: readonly string[],
  disk: Disk = nodeDisk,
): Promise<void> {
  await replaceFile(path, lineFileBytes(lines), disk);
}

function howRewritten({ found, lines, dropped }: Salvage): Opening['how'] {
  if (found === 'array') return 'taken-over';
  return lines.length === 0 && dropped > 0 ? 'set-aside' : 'repaired';
}

/**
 * Gives what is at `path` a second name beside it, `data.json.damaged-20260131-094500`, so that no moment passes in
 * which the path leads nowhere. Returns that name.
 */
export async function keepAside(path: string, reason: string, disk: Disk): Promise<string> {
  const name = `${path}.${reason}-${localTime(new Date())}`;
  for (let copy = 1; ; copy += 1) {
    const aside = copy === 1 ? name : `${name}-${copy}`;
    try {
      await disk.keep(path, aside);
      await disk.syncFolder(dirname(path));
      return aside;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
}

function localTime(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}

async function openClean(path: string, disk: Disk): Promise<{ file: DiskFile; index: LineIndex }> {
  const found = await disk.identify(path);
  const file = await disk.open(path, 'update');
  const index = await orClose(file, () => scanLines(file, found?.sizeBytes ?? 0));
  if (index !== null) return { file, index };
  await file.close();
  throw new Error(`${path} was changed by another program while it was being opened`);
}

async function orClose<Value>(file: DiskFile, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The bytes of a whole file, in pieces of about this many lines. */
const linesAPiece = 1000;

function* lineFileBytes(lines: readonly string[]): Generator<Buffer> {
  yield openingBytes;
  for (let from = 0; from < lines.length; from += linesAPiece) {
    const piece = lines.slice(from, from + linesAPiece).join(',\n');
    yield Buffer.from((from === 0 ? '\n' : ',\n') + piece);
  }
  yield closingBytes;
}
