// Tells from the bytes of a history's line whether its message may have a word, so that only few lines of a long history
// are parsed. It may say yes to a line that has not, never no to one that has.
import { foldCodePoint } from '../../protocol/fold.ts';

/** Bits of a 32-bit number that stay clear of its sign: as much of a word as is looked for. */
const longestStart = 30;
const quote = 0x22;
const backslash = 0x5c;
const lineStart = Buffer.from('{"name":"');
const contentStart = Buffer.from(',"content":"');

/** Whether the line from `start` up to `end` may have the word. */
export type LineMatcher = (bytes: Buffer, start: number, end: number) => boolean;

/**
 * A matcher for a folded word. All beginnings of the word that end at a byte are held as the bits of one number
 * (Baeza-Yates and Gonnet, "A new approach to text searching", 1992), so that each byte is looked at once. A line that
 * is not written as `encodeRecord` writes, or with an escape in its text, always may.
 */
export function createLineMatcher(word: string): LineMatcher {
  const units = word.slice(0, longestStart);
  const goal = 1 << (units.length - 1);
  const bitsOfUnit = new Map<number, number>();
  for (let index = 0; index < units.length; index += 1) {
    const unit = units.charCodeAt(index);
    bitsOfUnit.set(unit, (bitsOfUnit.get(unit) ?? 0) | (1 << index));
  }
  const bitsOfByte = Int32Array.from({ length: 0x80 }, (_, byte) => {
    return bitsOfUnit.get(foldCodePoint(byte).charCodeAt(0)) ?? 0;
  });

  return (bytes, start, end) => {
    const from = contentOf(bytes, start, end);
    if (from === -1) return true;
    let begun = 0;
    for (let at = from; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80) {
        if (byte === quote) return false;
        if (byte === backslash) return true;
        begun = ((begun << 1) | 1) & (bitsOfByte[byte] ?? 0);
        if ((begun & goal) !== 0) return true;
        continue;
      }
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      const codePoint = decode(bytes, at, length);
      if (codePoint === -1) return true;
      const folded = foldCodePoint(codePoint);
      for (let index = 0; index < folded.length; index += 1) {
        begun = ((begun << 1) | 1) & (bitsOfUnit.get(folded.charCodeAt(index)) ?? 0);
        if ((begun & goal) !== 0) return true;
      }
      at += length - 1;
    }
    return true;
  };
}

/** Where the text of the message starts, -1 where the line does not begin as ours do. */
function contentOf(bytes: Buffer, start: number, end: number): number {
  if (!startsAt(bytes, start, lineStart)) return -1;
  let at = start + lineStart.length;
  for (; at < end && bytes[at] !== quote; at += 1) if (bytes[at] === backslash) at += 1;
  return startsAt(bytes, at + 1, contentStart) ? at + 1 + contentStart.length : -1;
}

function startsAt(bytes: Buffer, at: number, expected: Buffer): boolean {
  for (let index = 0; index < expected.length; index += 1) {
    if (bytes[at + index] !== expected[index]) return false;
  }
  return true;
}

/** The code point of `length` bytes of UTF-8, -1 where they are none. */
function decode(bytes: Buffer, at: number, length: number): number {
  // The bits that the first of so many bytes carries.
  let codePoint = (bytes[at] ?? 0) & (0xff >> (length + 1));
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[at + index] ?? 0;
    if ((byte & 0xc0) !== 0x80) return -1;
    codePoint = (codePoint << 6) | (byte & 0x3f);
  }
  return codePoint <= 0x10ffff ? codePoint : -1;
}
