// How messages, and what became of them, are read from a host's frames on the native wire.
import type { Cursor, MessageRef } from './commands.ts';
import { longestEmoji } from './emoji.ts';
import type { EditsListed, Message, MessageChange, Reaction } from './events.ts';
import { parseFileInfo } from './files.ts';
import { isCount, isObject, parseList, type JsonObject } from './json.ts';
import { parseMessageRef } from './native-changes.ts';
import { parseCursor } from './native-cursor.ts';

/** A message; null for what is none. What is beside its text is left out where it cannot be read. */
export function parseMessage(value: unknown): Message | null {
  if (!isObject(value)) return null;
  const { seq, id, name, content, at, by, to, edited, deleted } = value;
  if (!isCount(seq, 1) || !isText(id) || !isText(name) || !isText(content)) return null;
  // A history may hold any number as a time. The message is shown all the same: without it the run would have a gap.
  if (typeof at !== 'number') return null;
  const reply = parseMessageRef(value.reply);
  const reactions = parseList(value.reactions, parseReaction);
  const file = parseFileInfo(value.file);
  return {
    seq,
    id,
    name,
    content,
    at: isTime(at) ? at : 0,
    ...(isText(by) && { by }),
    ...(isText(to) && { to }),
    ...(reply && { reply }),
    ...(isTime(edited) && { edited }),
    ...(deleted === true && { deleted }),
    ...(reactions && { reactions }),
    ...(file && { file }),
  };
}

/** What became of a message; null for what says nothing of one. */
export function parseChange(value: unknown): MessageChange | null {
  const message: MessageRef | null = parseMessageRef(value);
  if (message === null || !isObject(value)) return null;
  const { change, content, at, emoji, by, on } = value;
  switch (change) {
    case 'edited':
      return isText(content) && isTime(at) ? { ...message, change, content, at } : null;
    case 'deleted':
      return { ...message, change };
    case 'reacted':
      // This engine may be older than the emoji.
      if (!isText(emoji) || emoji.length > longestEmoji) return null;
      if (!isText(by) || typeof on !== 'boolean') return null;
      return { ...message, change, emoji, by, on };
    default:
      return null;
  }
}

/** The last change that is known of: null where there was none, nothing where it is not said. */
export function parseChanged({ changed }: JsonObject): { readonly changed?: Cursor | null } {
  if (changed === null) return { changed };
  const cursor = parseCursor(changed);
  return cursor === null ? {} : { changed: cursor };
}

export function parseEdit(value: unknown): EditsListed['edits'][number] | null {
  if (!isObject(value)) return null;
  const { content, at } = value;
  return isText(content) && isTime(at) ? { content, at } : null;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Epoch milliseconds; what a `Date` cannot hold would break every screen that formats it. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}

/** An emoji that this engine is too old for is still somebody's. */
function parseReaction(value: unknown): Reaction | null {
  if (!isObject(value)) return null;
  const { emoji } = value;
  const by = parseList(value.by, (person) => (isText(person) ? person : null));
  return isText(emoji) && by && by.length > 0 ? { emoji, by } : null;
}
