// One line of a conversation's changes: what became of a message, when, and by whom.
import type { MessageRef } from '../../protocol/commands.ts';
import { isEmoji } from '../../protocol/emoji.ts';
import type { MessageChange } from '../../protocol/events.ts';
import { isMessageId } from '../../protocol/ids.ts';
import { isCount, parseObject } from '../../protocol/json.ts';

/** A change as it is kept. */
export interface ChangeDraft {
  /** The command that asked for it. */
  readonly id: string;
  readonly change: MessageChange;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Public id of who did it. */
  readonly by: string;
}

/** The line that stands for this change. `message` is the changed message's id. */
export function encodeChange({ id, change, at, by }: ChangeDraft): string {
  const { seq, id: message, change: kind } = change;
  const what = kind === 'edited' ? { content: change.content } : {};
  const reaction = kind === 'reacted' ? { emoji: change.emoji, on: change.on } : {};
  return JSON.stringify({ change: kind, ...what, ...reaction, seq, message, id, at, by });
}

/** Reads a line; null for what says nothing of a message. An edit whose text was erased says nothing any more. */
export function parseChangeLine(line: string): ChangeDraft | null {
  const { change: kind, content, emoji, on, seq, message, id, at, by } = parseObject(line) ?? {};
  if (!isCount(seq, 1) || typeof message !== 'string' || !isMessageId(id)) return null;
  if (typeof at !== 'number' || typeof by !== 'string') return null;
  const ref: MessageRef = { seq, id: message };
  const drafted = (change: MessageChange): ChangeDraft => ({ id, change, at, by });
  if (kind === 'deleted') return drafted({ ...ref, change: kind });
  if (kind === 'edited' && typeof content === 'string' && content !== '') {
    return drafted({ ...ref, change: kind, content, at });
  }
  if (kind !== 'reacted' || !isEmoji(emoji) || typeof on !== 'boolean') return null;
  return drafted({ ...ref, change: kind, emoji, by, on });
}

/** Numbers of the messages that a file of changes says were deleted. @param text all of it */
export function deletedIn(text: string): ReadonlySet<number> {
  const lines = text.split('\n').filter((line) => line.includes('"deleted"'));
  const changes = lines.map((line) => parseChangeLine(line.replace(/,$/, ''))?.change);
  return new Set(changes.flatMap((change) => (change?.change === 'deleted' ? [change.seq] : [])));
}
