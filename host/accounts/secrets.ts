// What a host makes of the secrets that it is shown, and how it compares them.
import { createHash, timingSafeEqual } from 'node:crypto';

/** The public id of the seat that a device key owns. One way: whoever sees the id cannot take the seat. */
export function seatIdOf(deviceKey: string): string {
  return createHash('sha256').update(`classic-chatbox seat\n${deviceKey}`).digest('base64url').slice(0, 22);
}

/** Compares in a time that says nothing of where they differ. */
export function sameSecret(given: string, own: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(own));
}
