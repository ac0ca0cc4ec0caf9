// `classic-chatbox://join/ADDRESS`: links that lead into a chat. Whatever page or program can open one, so it is read as
// hostile input: all that comes out is an address, in the words in which people see it. Connects to nothing.
import { parseAddress } from '../client/address.ts';

export const joinLinkScheme = 'classic-chatbox';

/** In UTF-16 code units; three times the longest address, as every character may be escaped. */
const maxLength = 6_000;

const form = new RegExp(`^${joinLinkScheme}:/{0,2}join/(.+)$`, 'i');

/**
 * The address that a link leads to, as it will be shown and joined; null where it is no such link. More addresses behind
 * a `#` are let go of: nobody is led to an address that they have not seen.
 */
export function parseJoinLink(link: unknown): string | null {
  if (typeof link !== 'string' || link.length > maxLength) return null;
  const address = unescape(form.exec(link.trim())?.[1] ?? '');
  const parsed = parseAddress(address?.split('#', 1)[0]);
  return parsed.ok ? parsed.value.display : null;
}

/** The first link among the arguments that a program was started with; null where there is none that leads anywhere. */
export function joinLinkIn(argv: readonly unknown[]): string | null {
  for (const argument of argv) {
    const address = parseJoinLink(argument);
    if (address !== null) return address;
  }
  return null;
}

function unescape(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
