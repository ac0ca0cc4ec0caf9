// The messages of one conversation: drafts go in, numbered messages come out once they are written and once they are
// on disk. Keeps the newest in memory and knows the ids of the last lines; everything else is read from the file.
import type { Cursor } from '../../protocol/commands.ts';
import type { RefusalCode } from '../../protocol/error-codes.ts';
import type { HistoryPage, Message, MessagesSent } from '../../protocol/events.ts';
import { dedupeLines, maxPageLength } from '../../protocol/limits.ts';
import {
  openLineFile,
  type LineBlock,
  type LineFile,
  type LineFileOptions,
} from '../../storage/line-file.ts';
import { maxPageBytes, newestThatFit, oldestThatFit } from './page-size.ts';
import { encodeRecord, parseRecord } from './record.ts';
import type { Draft } from '../decide/room-state.ts';

/** Newest messages kept in memory: what joining and coming back after a blink need. */
const tailLength = maxPageLength;

/** Lines read back at a time on opening: few trips to the disk, and little text held at once. */
const readBackLength = 1_000;

/** Whoever missed more than this starts from the newest page; the rest is there for scrolling up. */
const maxResumeMessages = dedupeLines;

/** A message on its way to the disk. `sender` is whoever is told. */
export interface Pending<Sender> {
  readonly draft: Draft;
  /** Those who sent it: more than one entry after a resend from a new connection. */
  readonly senders: Sender[];
  state: 'writing' | 'written' | 'failed';
  /** Number of the message once written; 0 before. */
  seq: number;
  failure: RefusalCode | null;
}

export interface HistoryListener<Sender> {
  /** These are written: everyone may see them. In order. */
  written(batch: readonly Pending<Sender>[]): void;
  /** These survive a power cut: their senders may be told. In order. */
  synced(batch: readonly Pending<Sender>[]): void;
  /** These are nowhere: `failure` says why. */
  failed(batch: readonly Pending<Sender>[]): void;
  /** The disk begins to refuse, or (null) takes writes again. */
  stateChanged(failing: RefusalCode | null): void;
}

/** How an append was taken: `stored` when the history has it already, with its number. */
export type Appended<Sender> =
  | { readonly stored: false; readonly pending: Pending<Sender> }
  | { readonly stored: true; readonly seq: number };

export interface HistoryOptions extends Pick<
  LineFileOptions<never>,
  'disk' | 'flushWindowMs' | 'syncWindowMs' | 'mayBeTorn'
> {
  /** Under which the host is reached now: for the links to files that older systems show. */
  readonly origin?: () => string;
}

export interface History<Sender> {
  /** Number of the newest written message; 0 when there is none. */
  readonly lastSeq: number;
  readonly opening: LineFile<Pending<Sender>>['opening'];
  /** True once `prepare` is over. */
  readonly prepared: boolean;
  /** Which of the messages that `prepare` has read went with which file: their ids by the file's. */
  readonly sentFiles: ReadonlyMap<string, string>;
  /**
   * Reads back the ids of the newest lines. To be waited for before the first `append`, so that a message that was sent
   * before is recognised. Throws what the system throws when they cannot be read.
   */
  prepare(): Promise<void>;
  /** Takes a message, or recognises a resend by its id: nothing is stored twice. */
  append(draft: Draft, sender: Sender): Appended<Sender>;
  /** The newest messages, oldest first, at most `maxPageLength`. From memory. */
  newest(limit: number): readonly Message[];
  /** The messages after a cursor, at most a page of them, or null where the client had better start anew. */
  following(cursor: Cursor): Promise<readonly Message[] | null>;
  page(
    before: number | null,
    after: number | null,
    limit: number,
  ): Promise<Omit<HistoryPage, 'type' | 'replyTo'>>;
  /** Messages after a number, at most a page: what a reader that fell behind is sent. */
  after(seq: number): Promise<MessagesSent>;
  /** The line of this number as it stands in the file. Throws where there is none, or the disk fails. */
  line(seq: number): Promise<string>;
  /** Its length in bytes, which text that is no UTF-8 does not say. */
  lengthBytes(seq: number): number;
  /** Puts another line of the same length in its place; see `LineFile.overwrite`. */
  overwrite(seq: number, line: string): Promise<void>;
  /** The lines before message `seq` that fit into `buffer`, at least one; see `LineFile.before`. */
  linesBefore(seq: number, buffer: Buffer): Promise<LineBlock>;
  /** The bytes of the lines up to `lastSeq`, joined by commas; a piece is good until the next is asked for. */
  bytes(lastSeq: number): AsyncIterable<Buffer>;
  /** Writes and syncs what was taken, then closes the file. */
  close(): Promise<void>;
}

/** Opens the history at `path`. Throws what the system throws when the file cannot be opened at all. */
export async function openHistory<Sender>(
  path: string,
  options: HistoryOptions,
  listener: HistoryListener<Sender>,
): Promise<History<Sender>> {
  const pendingById = new Map<string, Pending<Sender>>();
  const storedIds = new Map<string, number>();
  let tail: Message[] = [];

  const rememberId = (message: Message): void => {
    storedIds.set(message.id, message.seq);
    if (storedIds.size > dedupeLines) {
      for (const oldest of storedIds.keys()) {
        storedIds.delete(oldest);
        break;
      }
    }
  };

  const file = await openLineFile<Pending<Sender>>(path, {
    ...options,
    onWritten(batch, firstIndex) {
      batch.forEach((pending, index) => {
        pending.state = 'written';
        pending.seq = firstIndex + index + 1;
        const message = { seq: pending.seq, ...pending.draft };
        rememberId(message);
        tail.push(message);
      });
      // Cut in one go now and then: shifting for every message would move the whole tail each time.
      if (tail.length >= 2 * tailLength) tail = tail.slice(-tailLength);
      listener.written(batch);
    },
    onSynced(batch) {
      for (const { draft } of batch) pendingById.delete(draft.id);
      listener.synced(batch);
    },
    onFailed(batch, code) {
      for (const pending of batch) {
        pending.state = 'failed';
        pending.failure = code;
        pendingById.delete(pending.draft.id);
      }
      listener.failed(batch);
    },
    onStateChanged: (failing) => listener.stateChanged(failing),
  });

  const read = async (from: number, to: number): Promise<Message[]> =>
    (await file.read(from, to)).map((line, index) => parseRecord(line, from + index + 1));

  const sentFiles = new Map<string, string>();
  const readBack = async (): Promise<void> => {
    let newest: readonly Message[] = [];
    for (let from = Math.max(0, file.length - dedupeLines); from < file.length; from += readBackLength) {
      const page = await read(from, Math.min(file.length, from + readBackLength));
      for (const message of page) {
        rememberId(message);
        if (message.file) sentFiles.set(message.file.id, message.id);
      }
      newest = [...newest, ...page].slice(-tailLength);
    }
    tail = [...newest];
    prepared = true;
  };
  let prepared = false;
  let preparing: Promise<void> | null = null;

  /** Lines [from, to) as far as there are, from memory where it has them all. */
  const messages = async (from: number, end: number): Promise<readonly Message[]> => {
    const to = Math.min(end, file.length);
    if (from >= to) return [];
    const firstKept = file.length - tail.length;
    return from >= firstKept ? tail.slice(from - firstKept, to - firstKept) : read(from, to);
  };

  /** A page of them, as many as `oldestThatFit` may take: of long lines no more are read than are sent. */
  const pageFrom = (from: number, limit: number): Promise<readonly Message[]> => {
    let bytes = 0;
    let end = from;
    for (const to = Math.min(from + limit, file.length); end < to; end += 1) {
      bytes += file.lengthBytes(end);
      if (bytes > maxPageBytes && end > from) break;
    }
    return messages(from, end).then(oldestThatFit);
  };

  return {
    get lastSeq() {
      return file.length;
    },
    opening: file.opening,
    sentFiles,
    get prepared() {
      return prepared;
    },
    prepare: () =>
      (preparing ??= readBack().catch((error: unknown) => {
        preparing = null;
        throw error;
      })),

    append(draft, sender) {
      const waiting = pendingById.get(draft.id);
      if (waiting) {
        if (!waiting.senders.includes(sender)) waiting.senders.push(sender);
        return { stored: false, pending: waiting };
      }
      const seq = storedIds.get(draft.id);
      if (seq !== undefined) return { stored: true, seq };
      const pending: Pending<Sender> = { draft, senders: [sender], state: 'writing', seq: 0, failure: null };
      pendingById.set(draft.id, pending);
      file.append(encodeRecord(draft, options.origin?.()), pending);
      return { stored: false, pending };
    },

    newest: (limit) => newestThatFit(tail.slice(-Math.min(limit, tailLength))),

    async following({ seq, id, at }) {
      if (seq < 1 || seq > file.length || file.length - seq > maxResumeMessages) return null;
      const [held] = await messages(seq - 1, seq);
      if (held?.id !== id || (at !== undefined && held.at !== at)) return null;
      return pageFrom(seq, maxPageLength);
    },

    async page(before, after, limit) {
      const total = file.length;
      if (after !== null) {
        const page = await pageFrom(after, limit);
        return { messages: page, hasOlder: after > 0, hasNewer: (page.at(-1)?.seq ?? total) < total };
      }
      const to = Math.min(total, (before ?? total + 1) - 1);
      const page = newestThatFit(await messages(Math.max(0, to - limit), to));
      return { messages: page, hasOlder: (page[0]?.seq ?? 1) > 1, hasNewer: to < total };
    },

    async after(seq) {
      return { type: 'messages-sent', messages: await pageFrom(seq, maxPageLength) };
    },

    async line(seq) {
      const [line] = await file.read(seq - 1, seq);
      if (line === undefined) throw new RangeError(`There is no message ${seq}`);
      return line;
    },
    lengthBytes: (seq) => file.lengthBytes(seq - 1),
    overwrite: (seq, line) => file.overwrite(seq - 1, line),
    linesBefore: (seq, buffer) => file.before(seq - 1, buffer),
    bytes: (lastSeq) => file.chunks(0, lastSeq),
    close: () => file.close(),
  };
}
