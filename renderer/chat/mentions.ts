// Finds `@name` in text: which of the people of a chat is meant. Pure; knows nothing of how it is shown.
import { foldNickname } from '../../protocol/nickname.ts';

export interface MentionMatch {
  /** Index right after the name. */
  readonly end: number;
  /** True where oneself is meant. */
  readonly own: boolean;
}

export interface MentionMatcher {
  /** The longest known name that begins at `start`, right after an `@`; null where there is none. */
  match(text: string, start: number): MentionMatch | null;
}

const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;

/** True where the character at `index` belongs to a word, so that a name ending there would be cut in two. */
export function isWordAt(text: string, index: number): boolean {
  const code = text.codePointAt(index);
  return code !== undefined && wordCharacter.test(String.fromCodePoint(code));
}

/** A matcher for these names; upper and lower case are the same to it, as they are to the host. */
export function createMentionMatcher(names: readonly string[], ownName: string | null): MentionMatcher {
  const own = ownName === null ? null : foldNickname(ownName);
  const folded = new Set(names.map(foldNickname));
  if (own !== null) folded.add(own);
  folded.delete('');
  // Names are compared as they are written, so the lengths to try are those of the names as written.
  const writtenLengths = new Set([...names, ownName ?? ''].map((name) => name.length));
  const lengths = [...writtenLengths].filter((length) => length > 0).sort((one, other) => other - one);
  return {
    match(text, start) {
      for (const length of lengths) {
        const end = start + length;
        if (end > text.length || isWordAt(text, end)) continue;
        const candidate = foldNickname(text.slice(start, end));
        if (folded.has(candidate)) return { end, own: candidate === own };
      }
      return null;
    },
  };
}
