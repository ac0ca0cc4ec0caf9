// The part of a message that shows why it was found: from shortly before the first of the words, with all of them told
// apart from the rest.
import { findWords } from '../../protocol/search.ts';

export interface ExcerptPart {
  readonly text: string;
  readonly found: boolean;
}

/** UTF-16 units shown before the first word that was found, and in all. */
const before = 40;
const longest = 240;
const ellipsis = '…';
const spaces = /\s+/g;

/** @param words folded, as `parseQuery` gives them */
export function excerptOf(content: string, words: readonly string[]): readonly ExcerptPart[] {
  const ranges = findWords(content, words);
  const start = startOf(content, ranges[0]?.start ?? 0);
  const end = endOfCharacter(content, start + longest);
  const parts: ExcerptPart[] = [];
  const add = (from: number, to: number, found: boolean) => {
    if (to > from) parts.push({ text: content.slice(from, to).replace(spaces, ' '), found });
  };
  if (start > 0) parts.push({ text: ellipsis, found: false });
  let at = start;
  for (const range of ranges) {
    if (range.start >= end) break;
    add(at, range.start, false);
    at = Math.min(range.end, end);
    add(range.start, at, true);
  }
  add(at, end, false);
  if (end < content.length) parts.push({ text: ellipsis, found: false });
  return parts;
}

/** At the beginning of a word, where there is one. */
function startOf(content: string, first: number): number {
  if (first <= before) return 0;
  const from = endOfCharacter(content, first - before);
  const space = content.slice(from, first).search(/\s/);
  return space === -1 ? from : from + space + 1;
}

/** `at`, or one unit on where that is within a pair of surrogates. */
function endOfCharacter(content: string, at: number): number {
  if (at >= content.length) return content.length;
  const unit = content.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
