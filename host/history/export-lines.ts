// A conversation's lines on their way out: put together again from pieces of the file, and as their messages are now.
import type { Message } from '../../protocol/events.ts';
import { filePath, textWithFile } from '../../protocol/files.ts';
import { parseObject, textOf } from '../../protocol/json.ts';
import { tombstoneKeys } from '../changes/tombstone.ts';
import { parseRecord } from './record.ts';

/** A room whose messages leave. */
export interface ExportedRoom {
  readonly id: string;
  /** Empty for a main room that nobody has named. */
  readonly name: string;
  /** All lines joined by `,\n`, in pieces that may end anywhere. Asked for once for each file. */
  readonly lines: () => AsyncIterable<Buffer>;
  /** What has become of a message. */
  readonly now: (message: Message) => Message;
}

interface ExportedLine {
  readonly line: string;
  /** As it is now. */
  readonly message: Message;
}

/** The messages of a room in their order, as they are now. */
export async function* messagesNow(room: ExportedRoom): AsyncGenerator<Message> {
  for await (const { message } of linesNow(room)) yield message;
}

/**
 * The same as lines that systems without edits and deletions show as they are now. A message of which nothing became
 * keeps its line.
 * @param deleted what such systems are to show of a deleted message
 */
export async function* recordsNow(room: ExportedRoom, deleted: string): AsyncGenerator<string> {
  for await (const { line, message } of linesNow(room)) {
    if (message.deleted) yield deletedLine(line, message.id, deleted);
    else yield message.edited === undefined ? line : editedLine(line, message);
  }
}

async function* linesNow({ lines, now }: ExportedRoom): AsyncGenerator<ExportedLine> {
  let seq = 0;
  for await (const line of linesOf(lines())) {
    seq += 1;
    yield { line, message: now(parseRecord(line, seq)) };
  }
}

function editedLine(line: string, { content, file }: Message): string {
  const record = parseObject(line) ?? {};
  if (file === undefined) return JSON.stringify({ ...record, content });
  // What is shown ends with a link, which stays the one of its time.
  const link = textOf(record.content).split('\n').at(-1) ?? '';
  const path = filePath(file);
  const origin = link.endsWith(path) ? link.slice(0, -path.length) : '';
  return JSON.stringify({ ...record, content: textWithFile(content, file, origin), text: content });
}

function deletedLine(line: string, id: string, content: string): string {
  const record = parseObject(line) ?? {};
  const kept = Object.fromEntries(
    tombstoneKeys.filter((key) => key in record).map((key) => [key, record[key]]),
  );
  return JSON.stringify({ ...kept, content, id, deleted: true });
}

/** Puts the lines together again. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(',\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
