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
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * The index of a file in our own format, or null if a single byte speaks against it: a line that does not start with
 * `{` or does not end with `},`, a NUL byte (a page that a power cut took), a wrong beginning or end, or a line near
 * the end that does not parse.
 */
export async function scanLines(file: DiskFile, sizeBytes: number): Promise<LineIndex | null> {
  if (sizeBytes < emptySizeBytes) return null;
  const index = new LineIndex();
  index.sizeBytes = sizeBytes;
  // While one buffer is being looked through, the other is being filled.
  let current = Buffer.allocUnsafe(chunkBytes);
  let other = Buffer.allocUnsafe(chunkBytes);
  let filling = fill(file, current, 0, sizeBytes);
  let ended = false;
  for (let base = 0; ;) {
    const bytes = await filling;
    const last = base + bytes.length >= sizeBytes;
    if (bytes.length < Math.min(chunkBytes, sizeBytes - base)) return null;
    const nextBase = base + bytes.length - overlapBytes;
    if (!last) filling = fill(file, other, nextBase, sizeBytes);
    if (bytes.includes(0)) return await settled(filling);
    const found = scanChunk(bytes, base, sizeBytes, index);
    if (found === 'wrong') return await settled(filling);
    ended ||= found === 'end';
    if (last) break;
    [current, other] = [other, current];
    base = nextBase;
  }
  if (!ended) return null;
  return (await tailParses(file, index)) ? index : null;
}

/** Null, once the read under way has come to its end and the file may be closed. */
async function settled(filling: Promise<Buffer>): Promise<null> {
  await filling;
  return null;
}

async function fill(file: DiskFile, buffer: Buffer, position: number, sizeBytes: number): Promise<Buffer> {
  const wanted = buffer.subarray(0, Math.min(buffer.length, sizeBytes - position));
  return wanted.subarray(0, await file.read(wanted, position));
}

/** Takes each newline of the chunk whose neighbours are in it, and that no chunk before has taken. */
function scanChunk(
  bytes: Buffer,
  base: number,
  sizeBytes: number,
  index: LineIndex,
): 'more' | 'end' | 'wrong' {
  const closing = sizeBytes - closingBytes.length;
  let ended = false;
  let at = bytes.indexOf(newline, base === 0 ? 0 : overlapBytes - 1);
  for (; at !== -1; at = bytes.indexOf(newline, at + 1)) {
    const after = bytes[at + 1];
    if (after === openBrace && bytes[at - 1] === comma && bytes[at - 2] === closeBrace) {
      index.push(base + at + 1);
    } else if (base + at === 1) {
      // `[\n{` opens a file with lines, `[\n]\n` is one without.
      if (bytes[0] !== openBracket) return 'wrong';
      if (after === openBrace) index.push(base + at + 1);
      else if (after !== closeBracket || sizeBytes !== emptySizeBytes) return 'wrong';
      else ended = true;
    } else if (base + at === closing) {
      if (bytes[at - 1] !== closeBrace || after !== closeBracket) return 'wrong';
      ended = true;
    } else if (base + at === sizeBytes - 1) {
      if (bytes[at - 1] !== closeBracket) return 'wrong';
    } else if (after !== undefined) {
      return 'wrong';
    }
  }
  return ended ? 'end' : 'more';
}

async function tailParses(file: DiskFile, index: LineIndex): Promise<boolean> {
  if (index.length === 0) return true;
  const end = index.sizeBytes - closingBytes.length;
  let first = index.length - 1;
  while (first > 0 && end - index.range(first - 1, first).start <= parsedTailBytes) first -= 1;
  const { start } = index.range(first, index.length);
  const bytes = Buffer.allocUnsafe(end - start);
  if ((await file.read(bytes, start)) !== bytes.length) return false;
  for (let line = first; line < index.length; line += 1) {
    const range = index.range(line, line + 1);
    if (!parsesAsRecord(bytes.toString('utf8', range.start - start, range.end - start))) return false;
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
