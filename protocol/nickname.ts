// The nickname rule: which names are allowed, how they are written, and which of them are one and the same.
import { countCodePoints, hasLoneSurrogate } from './content.ts';
import { maxNicknameCodePoints } from './limits.ts';
import type { Result } from './error-codes.ts';

export interface Nickname {
  /** As it is shown: composed (NFC) and trimmed. */
  readonly name: string;
  /** What must be unique in a room; see {@link foldNickname}. */
  readonly key: string;
}

const whiteSpace = /\p{White_Space}/u;
const forbidden = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
/** U+2800 is a Braille pattern without dots: a symbol to Unicode, nothing to the eye. */
const visible = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\u2800]/u;
/** No composed character takes more than this many code points apart. */
const longestDecomposition = 4;
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;
/** What lower-casing makes of a dotted capital I, and Lithuanian spelling of i before an accent. */
const dottedI = /i\u0307/g;

/**
 * Checks a nickname and gives it the one form in which it is stored and shown. A name has 1 to 100 code points after
 * trimming, something to see, and nothing that could disturb the line it stands in: no control characters, line or
 * paragraph separators, or characters that change the direction of writing. Joiners stay: emoji are made with them.
 */
export function parseNickname(value: unknown): Result<Nickname, 'bad-nickname'> {
  if (typeof value !== 'string' || hasLoneSurrogate(value)) return { ok: false, code: 'bad-nickname' };
  const trimmed = trimNickname(value);
  // Composing a frame full of accents is slow, and what is this long stays too long.
  if (countCodePoints(trimmed) > maxNicknameCodePoints * longestDecomposition) {
    return { ok: false, code: 'bad-nickname' };
  }
  const name = trimmed.normalize('NFC');
  if (forbidden.test(name) || !visible.test(name) || countCodePoints(name) > maxNicknameCodePoints) {
    return { ok: false, code: 'bad-nickname' };
  }
  return { ok: true, value: { name, key: foldNickname(name) } };
}

/**
 * The key under which a name is taken: compatible forms, case and invisible characters make no difference, in any
 * language of the machine. Through lower to upper case and back, because only that joins "ß" and "ẞ" with "SS", the
 * sigmas, and "ı" with "I".
 */
export function foldNickname(name: string): string {
  return name
    .normalize('NFKC')
    .replace(ignorable, '')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(dottedI, 'i');
}

/** Without white space at both ends. `trim` has another list, and a pattern would go over long blanks again and again. */
export function trimNickname(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && whiteSpace.test(text.charAt(start))) start += 1;
  while (end > start && whiteSpace.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
