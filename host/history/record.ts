// One line of data.json: the classic server's keys, so that it can load our file, and our own beside them.
import { createHash } from 'node:crypto';
import type { MessageRef } from '../../protocol/commands.ts';
import type { Message } from '../../protocol/events.ts';
import { parseFileInfo, textWithFile } from '../../protocol/files.ts';
import { isMessageId } from '../../protocol/ids.ts';
import { isCount, isObject, isShallow, parseObject, type JsonObject } from '../../protocol/json.ts';
import { formatTimestamp, parseTimestamp } from '../../protocol/timestamp.ts';
import type { Draft } from '../decide/room-state.ts';

/**
 * The line that stands for this message. Where a file goes with it, `content` is what a system without files can show:
 * the text, the file's name and a link; the text alone is `text` then.
 * @param origin under which this host is reached now, for that link
 */
export function encodeRecord({ name, content, at, id, by, to, reply, file }: Draft, origin = ''): string {
  const timestamp = formatTimestamp(at);
  if (file === undefined) return JSON.stringify({ name, content, timestamp, id, at, by, to, reply });
  const shown = textWithFile(content, file, origin);
  return JSON.stringify({ name, content: shown, timestamp, id, at, by, to, reply, text: content, file });
}

/**
 * Reads a line, whoever wrote it. Lines of the classic server have no id and no `at`: the id follows from the line and
 * its number, so that it is the same at every reading, the time from its timestamp. Never throws: a line that is JSON but
 * no message at all is shown as its text, because nothing in a history is thrown away. A message without a text was
 * deleted, and so was one that an export says it of.
 */
export function parseRecord(line: string, seq: number): Message {
  const record = recordOf(line);
  const by = text(record.by);
  const to = text(record.to);
  const at = record.at;
  const reply = parseReply(record.reply);
  const shown = shownContent(record, line);
  const file = parseFileInfo(record.file);
  const deleted = shown === '' || (record.deleted === true && isMessageId(record.id));
  const content = deleted ? '' : ((file === null ? undefined : text(record.text)) ?? shown);
  return {
    seq,
    id: isMessageId(record.id) ? record.id : derivedId(line, seq),
    name: text(record.name) ?? '?',
    content,
    at: isTime(at) ? at : (parseTimestamp(record.timestamp) ?? 0),
    ...(by === undefined ? {} : { by }),
    ...(to === undefined ? {} : { to }),
    ...(reply === null ? {} : { reply }),
    ...(file === null ? {} : { file }),
    ...(deleted ? { deleted: true } : {}),
  };
}

function parseReply(value: unknown): MessageRef | null {
  if (!isObject(value)) return null;
  const { seq, id } = value;
  return isCount(seq, 1) && typeof id === 'string' ? { seq, id } : null;
}

/**
 * The text of a line's message, exactly as `parseRecord` shows it, without the cost of the rest; where a file goes with it,
 * with what older systems show of that.
 */
export function contentOf(line: string): string {
  return shownContent(recordOf(line), line);
}

function recordOf(line: string): JsonObject {
  return parseObject(line) ?? { content: line };
}

function shownContent(record: JsonObject, line: string): string {
  const said = record.content ?? (Object.keys(record).length === 0 ? '' : record);
  return text(said) ?? (isShallow(said) ? JSON.stringify(said) : line);
}

/** Epoch milliseconds that a `Date` can hold (ECMA-262, time values). */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

// The number is part of it: two pupils' twins in one second are still two messages.
function derivedId(line: string, seq: number): string {
  return createHash('sha256').update(`${seq}:${line}`).digest('base64url').slice(0, 22);
}
