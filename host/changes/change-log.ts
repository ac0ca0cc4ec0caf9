// The changes of one conversation's messages, in a line file beside its history: they survive what the messages survive.
// What is deleted is erased from both files once it is surely known what to erase.
import type { Cursor, MessageRef } from '../../protocol/commands.ts';
import type { RefusalCode } from '../../protocol/error-codes.ts';
import type { EditsListed, MessageChange } from '../../protocol/events.ts';
import { parseObject, textOf } from '../../protocol/json.ts';
import { nodeDisk, storageCode } from '../../storage/disk.ts';
import { openLineFile, type LineFile } from '../../storage/line-file.ts';
import { encodeChange, parseChangeLine, type ChangeDraft } from './change-record.ts';
import { ChangedMessages } from './changed-messages.ts';
import type { HistoryOptions } from '../history/history.ts';
import { parseRecord } from '../history/record.ts';
import { isErased, tombstoneOf } from './tombstone.ts';

/** Newest changes kept for those who come back: whoever missed more starts anew. */
const keptChanges = 500;
/** Lines that are read at once on opening. */
const readAtOnce = 1_000;

/** The history whose messages change. */
export interface ErasableHistory {
  readonly lastSeq: number;
  /** The line of this number as it stands in the file. */
  line(seq: number): Promise<string>;
  /** The length of that line in bytes. */
  lengthBytes(seq: number): number;
  /** Puts another line of the same length there; see `LineFile.overwrite`. */
  overwrite(seq: number, line: string): Promise<void>;
}

interface Pending {
  readonly draft: ChangeDraft;
  settle(failure: RefusalCode | null): void;
}

export interface ChangeLogOptions extends HistoryOptions {
  readonly history: ErasableHistory;
  /** These are written: whoever is in the conversation may hear of them. In order, and where that takes a client. */
  changed(changes: readonly MessageChange[], cursor: Cursor): void;
  onStateChanged(failing: RefusalCode | null): void;
}

/** A change, and where a client stands that has heard of it. */
export interface KeptChange {
  /** Null where it was erased with its message, or is an edit that another one followed. */
  readonly change: MessageChange | null;
  readonly cursor: Cursor;
}

export class ChangeLog {
  readonly messages = new ChangedMessages();
  readonly #path: string;
  readonly #options: ChangeLogOptions;
  /** Made with the first change. */
  #file: Promise<LineFile<Pending>> | null = null;
  /** The newest changes, neighbours in the file. */
  #kept: KeptChange[] = [];
  /** Lines of each message's edits, counted from 0. */
  readonly #editLines = new Map<string, number[]>();
  readonly #deleted: MessageRef[] = [];
  /** Messages whose deletion is on its way to the disk. */
  readonly #deleting = new Set<string>();

  private constructor(path: string, options: ChangeLogOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** Opens the changes at `path`, and erases what should be erased and is not. Throws what the system throws. */
  static async open(path: string, options: ChangeLogOptions): Promise<ChangeLog> {
    const log = new ChangeLog(path, options);
    const found = await (options.disk ?? nodeDisk).identify(path);
    try {
      if (found !== null) await log.#readBack();
      return log;
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  /** The last change; null where there is none. */
  get last(): Cursor | null {
    return this.#kept.at(-1)?.cursor ?? null;
  }

  /** What changed after a cursor, or null where the client had better start anew. */
  after(cursor: Cursor | null): readonly KeptChange[] | null {
    const first = this.#kept[0]?.cursor.seq ?? 1;
    if (cursor === null) return first === 1 ? this.#kept : null;
    const place = cursor.seq - first;
    return this.#kept[place]?.cursor.id === cursor.id ? this.#kept.slice(place + 1) : null;
  }

  /**
   * Takes a change. Resolves when it is on the disk, and what it deletes is gone from it, else to the code of why not:
   * `unknown-message` where the message was deleted since the change was decided.
   */
  async append(draft: ChangeDraft): Promise<RefusalCode | null> {
    const { id, change } = draft.change;
    try {
      const file = await this.#open();
      // Written behind the deletion it would not be erased with it.
      const isGone = this.#deleting.has(id) || this.messages.isDeleted(id);
      if (isGone && change !== 'deleted') return 'unknown-message';
      if (change === 'deleted') this.#deleting.add(id);
      const failure = await new Promise<RefusalCode | null>((settle) =>
        file.append(encodeChange(draft), { draft, settle }),
      );
      if (failure === null && draft.change.change === 'deleted') await this.#erase(draft.change);
      return failure;
    } catch (error) {
      return storageCode(error);
    } finally {
      if (change === 'deleted') this.#deleting.delete(id);
    }
  }

  /** What a message said before its edits, the first text included. */
  async editsOf({ seq, id }: MessageRef): Promise<EditsListed['edits']> {
    const { content, at } = parseRecord(await this.#options.history.line(seq), seq);
    const edits = [{ content, at }];
    const file = await this.#open();
    for (const index of this.#editLines.get(id) ?? []) {
      const [line = ''] = await file.read(index, index + 1);
      const change = parseChangeLine(line)?.change;
      if (change?.change === 'edited') edits.push({ content: change.content, at: change.at });
    }
    return edits;
  }

  async close(): Promise<void> {
    await (await this.#file)?.close();
  }

  #open(): Promise<LineFile<Pending>> {
    this.#file ??= openLineFile<Pending>(this.#path, {
      ...this.#options,
      onWritten: (batch, firstIndex) => this.#written(batch, firstIndex),
      onSynced(batch) {
        for (const { settle } of batch) settle(null);
      },
      onFailed(batch, code) {
        for (const { settle } of batch) settle(code);
      },
      onStateChanged: (failing) => this.#options.onStateChanged(failing),
    }).catch((error: unknown) => {
      this.#file = null;
      throw error;
    });
    return this.#file;
  }

  async #readBack(): Promise<void> {
    const file = await this.#open();
    for (let from = 0; from < file.length; from += readAtOnce) {
      const lines = await file.read(from, from + readAtOnce);
      for (const [index, line] of lines.entries()) {
        const draft = parseChangeLine(line);
        if (draft !== null) {
          this.#take(draft, from + index);
          continue;
        }
        const record = parseObject(line);
        // A power cut came while it was being erased.
        if (record === null) await eraseLine(file, from + index, line, '');
        // Its place is known all the same.
        this.#keep({ seq: from + index + 1, id: textOf(record?.id) }, null);
      }
    }
    for (const message of this.#deleted) await this.#erase(message);
  }

  #written(batch: readonly Pending[], firstIndex: number): void {
    batch.forEach(({ draft }, index) => this.#take(draft, firstIndex + index));
    const { last } = this;
    if (last !== null) {
      this.#options.changed(
        batch.map(({ draft }) => draft.change),
        last,
      );
    }
  }

  #take({ id, change }: ChangeDraft, index: number): void {
    this.messages.apply(change);
    if (change.change !== 'reacted' && this.#editLines.has(change.id)) this.#forgetEdits(change.id);
    this.#keep({ seq: index + 1, id }, change);
    if (change.change === 'edited') {
      const lines = this.#editLines.get(change.id);
      if (lines) lines.push(index);
      else this.#editLines.set(change.id, [index]);
    } else if (change.change === 'deleted') {
      this.#deleted.push({ seq: change.seq, id: change.id });
    }
  }

  #keep(cursor: Cursor, change: MessageChange | null): void {
    this.#kept.push({ cursor, change });
    if (this.#kept.length >= 2 * keptChanges) this.#kept = this.#kept.slice(-keptChanges);
  }

  /** What a message said in between is not for whoever comes back, and of a deleted one nothing is. */
  #forgetEdits(id: string): void {
    this.#kept = this.#kept.map((kept) =>
      kept.change?.id === id && kept.change.change === 'edited' ? { ...kept, change: null } : kept,
    );
  }

  /** The text and its edits, where they still stand. */
  async #erase({ seq, id }: MessageRef): Promise<void> {
    const { history } = this.#options;
    if (seq <= history.lastSeq) {
      const line = await history.line(seq);
      // No JSON: a power cut came while it was being erased.
      const isIt = parseObject(line) === null || parseRecord(line, seq).id === id;
      if (isIt && !isErased(line)) {
        await history.overwrite(seq, tombstoneOf(line, history.lengthBytes(seq), id));
      }
    }
    const file = await this.#open();
    for (const index of this.#editLines.get(id) ?? []) {
      const [line = ''] = await file.read(index, index + 1);
      if (!isErased(line)) await eraseLine(file, index, line, parseChangeLine(line)?.id ?? '');
    }
    this.#editLines.delete(id);
  }
}

function eraseLine(file: LineFile<Pending>, index: number, line: string, id: string): Promise<void> {
  return file.overwrite(index, tombstoneOf(line, file.lengthBytes(index), id));
}
