// Finds out which wire a socket speaks: by its path, or on `/` by its first frames. Until it shows otherwise it is
// classic.
import { classicHost } from '../../protocol/classic.ts';
import type { HostDialect } from '../../protocol/dialect.ts';
import { firstHost } from '../../protocol/first.ts';
import { isMessageId } from '../../protocol/ids.ts';
import { isObject, parseObject } from '../../protocol/json.ts';
import { nativeHost } from '../../protocol/native.ts';
import { workshopHost } from '../../protocol/workshop.ts';

/** Paths on which a WebSocket is accepted, each with the dialect that it pins; null: the frames show. */
export const webSocketPaths: ReadonlyMap<string, HostDialect | null> = new Map([
  ['/', null],
  ['/workshop', workshopHost],
  ['/first', firstHost],
]);

/** What a socket on `/` is spoken to in before it has shown anything. */
export const unrecognisedDialect = classicHost;

/** The dialect that this frame shows for good, or null when it could still be any (a `get`, a broken frame). */
export function recogniseDialect(frame: string): HostDialect | null {
  const object = parseObject(frame);
  if (!object) return null;
  // The classic documentation spells the key `data`; its server, and so everyone, reads `type`.
  const { type = object.data } = object;
  if (type === 'join') return nativeHost;
  // Who has an account may log in before joining. Classic clients have words of their own of these types, without ids.
  if ((type === 'log-in' || type === 'register') && isMessageId(object.id)) return nativeHost;
  if (type === 'set_username') return workshopHost;
  if (type === 'send') return isObject(object.data) ? firstHost : classicHost;
  return type === 'name' ? classicHost : null;
}
