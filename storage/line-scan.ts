// Finds where the lines of a file start by looking at bytes, and whether the file is exactly as the append leaves it.
// It parses only the newest lines; how the rest can be trusted is told in docs/storage.md.
import type { DiskFile } from './disk.ts';
import { LineIndex, closingBytes, emptySizeBytes } from './line-index.ts';

const chunkBytes = 1024 * 1024;
/** How much of the end of the file is parsed as well, whatever its shape. */
const parsedTailBytes = 1024 * 1024;
/** A newline is judged by the two bytes before and the one after it: a chunk repeats this much of the one before. */
const overlapBytes = 3;

const newline = 0x0a;
const comma = 0x2c;
const openBracket = 0x5b;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * The index of a file in our own format, or null if a single byte speaks against it: a line that does not start with
 * `{` or does not end with `},`, a NUL byte (a page that a power cut took), a wrong beginning or end, or a line near
 * the end that does not parse.
 * @param mayBeTorn true for lines (counted from 0) that need not parse: the caller puts others in their place
 */
export async function scanLines(
  file: DiskFile,
  sizeBytes: number,
  mayBeTorn: (line: number) => boolean = () => false,
): Promise<LineIndex | null> {
  if (sizeBytes < emptySizeBytes) return null;
  const index = new LineIndex();
  index.sizeBytes = sizeBytes;
  // While one buffer is being looked through, the other is being filled.
  let current = Buffer.allocUnsafe(chunkBytes);
  let other = Buffer.allocUnsafe(chunkBytes);
  let filling = fill(file, current, 0, sizeBytes);
  for (let base = 0; ;) {
    const bytes = await filling;
    const last = base + bytes.length >= sizeBytes;
    const nextBase = base + bytes.length - overlapBytes;
    if (bytes.length < Math.min(chunkBytes, sizeBytes - base)) return null;
    if (!last) filling = fill(file, other, nextBase, sizeBytes);
    const beginsRight = base > 0 || startsFile(bytes);
    const endsRight = !last || bytes.subarray(-closingBytes.length).equals(closingBytes);
    if (!beginsRight || !endsRight || bytes.includes(0) || !scanChunk(bytes, base, sizeBytes, index)) {
      // The file may be closed only when the read ahead is over.
      await filling;
      return null;
    }
    if (last) break;
    [current, other] = [other, current];
    base = nextBase;
  }
  return (await tailParses(file, index, mayBeTorn)) ? index : null;
}

function startsFile(bytes: Buffer): boolean {
  return bytes[0] === openBracket && bytes[1] === newline;
}

async function fill(file: DiskFile, buffer: Buffer, position: number, sizeBytes: number): Promise<Buffer> {
  const wanted = buffer.subarray(0, Math.min(buffer.length, sizeBytes - position));
  return wanted.subarray(0, await file.read(wanted, position));
}

/** Judges each newline whose neighbours are in the chunk, unless the chunk before had them too. */
function scanChunk(bytes: Buffer, base: number, sizeBytes: number, index: LineIndex): boolean {
  const closing = sizeBytes - closingBytes.length;
  let at = bytes.indexOf(newline, base === 0 ? 0 : overlapBytes - 1);
  for (; at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(newline, at + 1)) {
    const opens = bytes[at + 1] === openBrace;
    const follows = bytes[at - 1] === comma && bytes[at - 2] === closeBrace;
    if (opens && (follows || base + at === 1)) index.push(base + at + 1);
    else if (base + at !== closing) return false;
  }
  return true;
}

async function tailParses(
  file: DiskFile,
  index: LineIndex,
  mayBeTorn: (line: number) => boolean,
): Promise<boolean> {
  if (index.length === 0) return true;
  const first = index.fittingBefore(index.length, parsedTailBytes);
  const { start, end } = index.range(first, index.length);
  const bytes = Buffer.allocUnsafe(end - start);
  if ((await file.read(bytes, start)) !== bytes.length) return false;
  for (let line = first; line < index.length; line += 1) {
    const range = index.range(line, line + 1);
    const text = bytes.toString('utf8', range.start - start, range.end - start);
    if (!parsesAsRecord(text) && !mayBeTorn(line)) return false;
  }
  return true;
}

/** Whether a text is one JSON object. */
export function parsesAsRecord(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value);
  } catch {
    return false;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
