// Finds out by its first frames which wire a socket on `/` speaks. Until it shows otherwise it is classic.
import { classicHost } from '../protocol/classic.ts';
import type { HostDialect } from '../protocol/dialect.ts';
import { nativeHost } from '../protocol/native.ts';

/** The dialect that this frame shows for good, or null when it could still be any (a `get`, a broken frame). */
export function recogniseDialect(frame: string): HostDialect | null {
  // A wrong `join` is a native one too: it shall be told what is wrong in its own words.
  const native = nativeHost.decode(frame);
  if (native.type === 'join' || (native.type === 'protocol-error' && native.command === 'join'))
    return nativeHost;
  const classic = classicHost.decode(frame);
  return classic.type === 'set-nickname' || classic.type === 'send-message' ? classicHost : null;
}
