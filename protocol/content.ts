// What may be said: the rule for the text of a message. White space stays as it was typed, and composing letters
// (NFC) is the sender's business: what a host stores is what it was sent.
import { maxContentCodePoints } from './limits.ts';
import type { Result } from './error-codes.ts';

/** Half of a character that UTF-8 cannot carry: only a surrogate without its partner matches with the u flag. */
const loneSurrogate = /\p{Surrogate}/u;

/** True for text that no file and no frame can hold unchanged. */
export function hasLoneSurrogate(text: string): boolean {
  return loneSurrogate.test(text);
}

/** Length in Unicode code points, which is how every limit of the wire counts. Allocates nothing. */
export function countCodePoints(text: string): number {
  let pairs = 0;
  for (let index = 0; index < text.length - 1; index += 1) {
    const high = text.charCodeAt(index);
    if (high < 0xd800 || high > 0xdbff) continue;
    const low = text.charCodeAt(index + 1);
    if (low < 0xdc00 || low > 0xdfff) continue;
    pairs += 1;
    index += 1;
  }
  return text.length - pairs;
}

/**
 * Checks the text of a message: a string of 1 to 4000 code points without lone surrogates.
 * @param mayBeEmpty where something else goes with it
 */
export function parseContent(value: unknown, mayBeEmpty = false): Result<string, 'bad-content'> {
  const good =
    typeof value === 'string' &&
    (value.length > 0 || mayBeEmpty) &&
    (value.length <= maxContentCodePoints || countCodePoints(value) <= maxContentCodePoints) &&
    !hasLoneSurrogate(value);
  return good ? { ok: true, value } : { ok: false, code: 'bad-content' };
}
