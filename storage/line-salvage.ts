// Gets the records out of a file that is not in our own format: another program's JSON, or a damaged file of ours.
// Pure: bytes in, lines out. What counts as a record is a JSON object.
import { isRecord, parsesAsRecord } from './line-scan.ts';

export interface Salvage {
  /** `array`: the whole file is one JSON array. `other`: it is JSON, but no array. `damaged`: it is no JSON. */
  readonly found: 'array' | 'other' | 'damaged';
  /** One JSON object each, without a newline. */
  readonly lines: readonly string[];
  /** Array elements that are no objects, or lines of which something is no record. */
  readonly dropped: number;
}

const newline = 0x0a;
const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Stands around the records of an array, and is what a torn write of ours leaves next to one. */
const around = /[\s,[\]\uFEFF]/;

export function salvage(bytes: Buffer): Salvage {
  const whole = parseWhole(bytes);
  if (Array.isArray(whole)) {
    const records: unknown[] = whole.filter(isRecord);
    const lines = records.map((record) => JSON.stringify(record));
    return { found: 'array', lines, dropped: whole.length - lines.length };
  }
  return whole === undefined ? salvageLines(bytes) : { found: 'other', lines: [], dropped: 1 };
}

/** Undefined if the bytes are no JSON, or more than fits into a string. */
function parseWhole(bytes: Buffer): unknown {
  try {
    return JSON.parse(withoutByteOrderMark(bytes.toString()));
  } catch {
    return undefined;
  }
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function salvageLines(bytes: Buffer): Salvage {
  const lines: string[] = [];
  let dropped = 0;
  for (const piece of pieces(bytes)) {
    const text = trimmed(piece);
    if (text === '') continue;
    const { records, rest } = parsesAsRecord(text) ? { records: [text], rest: '' } : recordsWithin(text);
    if (rest !== '') dropped += 1;
    // One by one: as arguments of one call, the records of a long line would not fit on the stack.
    for (const record of records) lines.push(record);
  }
  return { found: 'damaged', lines, dropped };
}

/** The stretches between newlines, and between NUL bytes: a page that was dropped reads as zeros. */
function* pieces(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length;) {
    let end = bytes.indexOf(newline, start);
    if (end === -1) end = bytes.length;
    const line = bytes.subarray(start, end);
    if (line.includes(0)) yield* line.toString().split(/\0+/);
    else yield line.toString();
    start = end + 1;
  }
}

function trimmed(piece: string): string {
  let start = 0;
  let end = piece.length;
  while (start < end && around.test(piece.charAt(start))) start += 1;
  while (end > start && around.test(piece.charAt(end - 1))) end -= 1;
  return piece.slice(start, end);
}

/**
 * Whole objects in a line that is none itself, such as the start of an array whose writer died. Braces within strings
 * do not count. An empty object is never a record here: `{}` may be part of what somebody wrote. `rest` is what was no
 * record, without what stands around records.
 */
function recordsWithin(text: string): { records: string[]; rest: string } {
  const records: string[] = [];
  const between: string[] = [];
  let end = 0;
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === backslash) at += 1;
      else if (code === quote) inString = false;
    } else if (code === quote) {
      inString = true;
    } else if (code === openBrace) {
      if (depth === 0) start = at;
      depth += 1;
    } else if (code === closeBrace && depth > 0) {
      depth -= 1;
      const candidate = depth === 0 ? text.slice(start, at + 1) : '';
      if (candidate.includes('"') && parsesAsRecord(candidate)) {
        records.push(candidate);
        between.push(trimmed(text.slice(end, start)));
        end = at + 1;
      }
    }
  }
  return { records, rest: between.join('') + trimmed(text.slice(end)) };
}
