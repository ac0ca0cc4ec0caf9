// The words of the HTTP interface that classic-chatbox-server had before WebSocket: what a request target asks for, and
// what the answers say. Knows no server; docs/protocol-v1-http.md describes it.
import type { Surroundings } from './dialect.ts';
import { isStorageCode, type RefusalCode } from './error-codes.ts';
import { formatTimestamp } from './timestamp.ts';

/** What a target asks for. `bad-send` lacks an argument (400); `moved` has the path with its slash (308). */
export type V1Request =
  | { readonly type: 'send'; readonly name: string; readonly content: string }
  | { readonly type: 'bad-send' }
  | { readonly type: 'get' }
  | { readonly type: 'moved'; readonly target: string };

/**
 * Reads a request target, such as `/send/?name=An&content=x`; null for other paths than `/send` and `/get`.
 * @param target as it stood in the request line, one character for each byte
 */
export function parseV1Request(target: string): V1Request | null {
  const queryAt = target.indexOf('?');
  const path = queryAt < 0 ? target : target.slice(0, queryAt);
  const query = queryAt < 0 ? '' : target.slice(queryAt + 1);
  switch (path) {
    case '/get':
    case '/send':
      return { type: 'moved', target: `${path}/${target.slice(path.length)}` };
    case '/get/':
      return { type: 'get' };
    case '/send/': {
      const found = parseArguments(query);
      const name = found.get('name');
      const content = found.get('content');
      return name === undefined || content === undefined
        ? { type: 'bad-send' }
        : { type: 'send', name, content };
    }
    default:
      return null;
  }
}

/**
 * The answer to a message that is stored.
 * @param at epoch milliseconds
 */
export function v1Sent(at: number): string {
  return JSON.stringify({ sent: true, timestamp: formatTimestamp(at) });
}

/** The answer to a message that is not stored; a failing disk is named. */
export function v1NotSent(code: RefusalCode): string {
  return JSON.stringify({ sent: false, error: isStorageCode(code) ? code : undefined });
}

/** What stands around the history's lines, joined by commas, in the answer to `/get/`. */
export const v1Everything: Surroundings = { head: '{"got":true,"data":[', tail: ']}' };

/** The answer to `/get/` while the history cannot be read. */
export function v1NotGot(code: RefusalCode): string {
  return JSON.stringify({ got: false, error: isStorageCode(code) ? code : undefined });
}

/** The first of several arguments of one name counts (repeated-and-extra-args). */
function parseArguments(query: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const key = decodeText(equals < 0 ? pair : pair.slice(0, equals));
    if (!found.has(key)) found.set(key, equals < 0 ? '' : decodeText(pair.slice(equals + 1)));
  }
  return found;
}

/** `+` is a space, `%hh` and everything beyond ASCII a byte of UTF-8; what is neither stays as it is. */
function decodeText(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/[\u0080-\u00ff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`)
    .replace(/(?:%[\da-f]{2})+/gi, (bytes) => bytes.replace(sequence, decodeSequence));
}

// UTF-8, percent-encoded, by table 3-7 of the Unicode Standard: a whole sequence, or as much of one as there is.
const later = '%[89ab][\\da-f]';
const twoOfThree = `(?:%e0%[ab][\\da-f]|%e[1-9a-cef]${later}|%ed%[89][\\da-f])`;
const twoOfFour = `(?:%f0%[9ab][\\da-f]|%f[1-3]${later}|%f4%8[\\da-f])`;
const oneOfTwo = '%(?:c[2-9a-f]|d[\\da-f])';
const whole = `%[0-7][\\da-f]|${oneOfTwo}${later}|${twoOfThree}${later}|${twoOfFour}${later}${later}`;
const sequence = new RegExp(`(${whole})|${twoOfFour}(?:${later})?|${twoOfThree}|%..`, 'gi');

/** What is no whole sequence becomes one U+FFFD, as browsers and Python do it. */
function decodeSequence(bytes: string, isWhole: string | undefined): string {
  return isWhole === undefined ? '\ufffd' : decodeURIComponent(bytes);
}
