// What a host makes of the secrets that it is shown, how it compares them, and the passwords that it makes up.
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** Without those that are read as one another. */
const resetAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const resetGroups = 3;
const resetGroupLength = 4;

/** The public id of the seat that a device key owns. One way: whoever sees the id cannot take the seat. */
export function seatIdOf(deviceKey: string): string {
  return createHash('sha256').update(`classic-chatbox seat\n${deviceKey}`).digest('base64url').slice(0, 22);
}

/** Compares in a time that says nothing of where they differ. */
export function sameSecret(given: string, own: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(own));
}

/** What is kept of a session. Its token is random, so that a plain hash of it says nothing. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(`classic-chatbox session\n${token}`).digest('base64url');
}

/** To be read aloud and typed once: `k7mw-2xpd-ha9r`. */
export function makePassword(): string {
  const letter = (): string => resetAlphabet.charAt(randomInt(resetAlphabet.length));
  const group = (): string => Array.from({ length: resetGroupLength }, letter).join('');
  return Array.from({ length: resetGroups }, group).join('-');
}
