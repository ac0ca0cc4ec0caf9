// What it means to look for something in the chat: the words of a query, which texts have them, and where. The host
// looks through files with it, a screen marks what was found with it.
import { countCodePoints } from './content.ts';
import type { Result } from './error-codes.ts';
import { foldCodePoint, foldText } from './fold.ts';
import { maxQueryCodePoints } from './limits.ts';

/** A stretch of a text in UTF-16 units: `start` inclusive, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const whiteSpace = /\p{White_Space}+/u;

/**
 * The words of a query, folded: each of them has to be in a text, in any order and also within its words. Checks for 1
 * to 100 code points of text with something in it to look for.
 */
export function parseQuery(value: unknown): Result<readonly string[], 'bad-query'> {
  if (typeof value !== 'string' || countCodePoints(value) > maxQueryCodePoints) {
    return { ok: false, code: 'bad-query' };
  }
  const words = new Set(foldText(value).split(whiteSpace));
  words.delete('');
  return words.size === 0 ? { ok: false, code: 'bad-query' } : { ok: true, value: [...words] };
}

/** True where a text has all of these folded words. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const folded = foldText(text);
  return words.every((word) => folded.includes(word));
}

/** Where these folded words stand in a text: ascending, not touching each other, with the marks of their letters. */
export function findWords(text: string, words: readonly string[]): readonly TextRange[] {
  const { folded, starts } = foldWithPlaces(text);
  const ranges = words
    .flatMap((word) => places(folded, word))
    .sort((one, other) => one.start - other.start || one.end - other.end);
  const joined: { start: number; end: number }[] = [];
  for (const range of ranges) {
    const start = starts[range.start] ?? 0;
    const end = endOfCharacter(starts, range.end, text.length);
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** The folded text, and for each of its units where the character that it came from starts. */
function foldWithPlaces(text: string): { folded: string; starts: readonly number[] } {
  let folded = '';
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    const part = foldCodePoint(character.codePointAt(0) ?? 0);
    for (let unit = 0; unit < part.length; unit += 1) starts.push(at);
    folded += part;
    at += character.length;
  }
  return { folded, starts };
}

function places(folded: string, word: string): TextRange[] {
  const found: TextRange[] = [];
  for (let start = folded.indexOf(word); start !== -1; start = folded.indexOf(word, start + word.length)) {
    found.push({ start, end: start + word.length });
  }
  return found;
}

/** Where the character behind the folded unit before `unit` is over, its marks included: half of a letter cannot be shown. */
function endOfCharacter(starts: readonly number[], unit: number, textLength: number): number {
  const last = starts[unit - 1] ?? 0;
  let next = unit;
  while (next < starts.length && starts[next] === last) next += 1;
  return starts[next] ?? textLength;
}
