// The form of a cursor on the native wire.
import type { Cursor } from './commands.ts';
import { isCount, isObject } from './json.ts';

/** The id is compared with a line's and nothing else, so that any text will do: older histories have other ids. */
export function parseCursor(value: unknown): Cursor | null {
  if (!isObject(value)) return null;
  const { seq, id, at = null } = value;
  if (!isCount(seq, 1) || typeof id !== 'string') return null;
  if (at === null) return { seq, id };
  return typeof at === 'number' ? { seq, id, at } : null;
}
