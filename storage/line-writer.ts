// The two loops behind an append, and what happens when the disk fails them. The write loop writes all that has
// arrived in one write; the sync loop makes all that has been written durable in one sync; neither waits for the other.
// While the disk fails, lines are refused and a third step, the recovery, is tried again with growing waits.
import { StorageError, storageCode } from './disk.ts';
import type { StorageCode } from './disk.ts';
import type { LineStore, WrittenBytes } from './line-store.ts';

export interface LineWriterEvents<Entry> {
  /** The bytes of these lines are in the file; the first of them is line `firstIndex`, counted from 0. */
  onWritten(entries: readonly Entry[], firstIndex: number): void;
  /** These lines survive a power cut. In order, every entry once, unless it failed. */
  onSynced(entries: readonly Entry[]): void;
  /** These lines were not stored. */
  onFailed(entries: readonly Entry[], code: StorageCode): void;
  /** The disk has begun to fail, fails in another way, or (null) works again. */
  onStateChanged?(failing: StorageCode | null): void;
}

interface Batch<Entry> extends WrittenBytes {
  readonly entries: readonly Entry[];
}

interface Overwrite {
  readonly line: number;
  readonly text: string;
  readonly settle: (failure: Error | null) => void;
}

interface Waiting<Entry> {
  readonly line: string;
  readonly entry: Entry;
}

/** Shortest times from the start of one to the start of the next, in milliseconds; 0 for as fast as the disk goes. */
export interface Pace {
  /** Between writes: lines gather meanwhile. */
  readonly flushWindowMs: number;
  /** Between syncs: writes gather meanwhile, and nobody is told of them as synced. */
  readonly syncWindowMs: number;
}

const firstRetryMs = 100;
const longestRetryMs = 2000;
/** After this long without a sync, the file is looked at before it is written to; under load the syncs look at it. */
const trustMs = 100;

export class LineWriter<Entry> {
  readonly #store: LineStore;
  readonly #events: LineWriterEvents<Entry>;
  readonly #pace: Pace;

  #waiting: Waiting<Entry>[] = [];
  #overwrites: Overwrite[] = [];
  #cancelFlush: (() => void) | null = null;
  #passStartedAt = -Infinity;
  #pass: Promise<void> | null = null;

  #unsynced: Batch<Entry>[] = [];
  #sync: Promise<void> | null = null;
  #syncTimer: NodeJS.Timeout | null = null;
  #syncStartedAt = -Infinity;
  #checkedAt = performance.now();

  #failing: StorageCode | null = null;
  #retryTimer: NodeJS.Timeout | null = null;
  #retryAt = 0;
  #retryMs = firstRetryMs;

  #closing: Promise<void> | null = null;

  constructor(store: LineStore, pace: Pace, events: LineWriterEvents<Entry>) {
    this.#store = store;
    this.#pace = pace;
    this.#events = events;
  }

  append(line: string, entry: Entry): void {
    if (this.#closing !== null) {
      queueMicrotask(() => this.#events.onFailed([entry], 'storage-failed'));
      return;
    }
    this.#waiting.push({ line, entry });
    this.#schedule();
  }

  /**
   * Puts another line of the same length in the place of one; resolves when it survives a power cut.
   * @throws the system's error, or a `StorageError` while the disk fails. The line may then be neither: try again.
   */
  overwrite(line: number, text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#closing !== null) return reject(new StorageError('storage-failed'));
      const settle = (failure: Error | null): void => (failure === null ? resolve() : reject(failure));
      this.#overwrites.push({ line, text, settle });
      this.#schedule();
    });
  }

  /**
   * Writes and syncs what was appended, then closes the file. Lines that a failing disk has taken but not synced are
   * neither reported as synced nor as failed: they may be there next time.
   */
  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<void> {
    while (this.#pass !== null || this.#hasWork) await this.#run();
    // What waits for its turn goes at once.
    for (this.#startSync(0); this.#sync !== null; this.#startSync(0)) await this.#sync;
    if (this.#failing !== null) await this.#recover();
    this.#clearSyncTimer();
    this.#clearRetryTimer();
    await this.#store.close();
  }

  get #hasWork(): boolean {
    return this.#waiting.length > 0 || this.#overwrites.length > 0;
  }

  /** At once when nothing was written lately; otherwise lines gather until the flush window is over. */
  #schedule(): void {
    if (this.#pass !== null || this.#cancelFlush !== null || !this.#hasWork) return;
    const waitMs = this.#passStartedAt + this.#pace.flushWindowMs - performance.now();
    const flush = (): void => void this.#run();
    // "At once" is after all sockets that are readable now have been read.
    if (waitMs > 0) {
      const timer = setTimeout(flush, waitMs);
      this.#cancelFlush = () => clearTimeout(timer);
    } else {
      const immediate = setImmediate(flush);
      this.#cancelFlush = () => clearImmediate(immediate);
    }
  }

  /** One pass of the write loop, or the end of the one under way. */
  #run(): Promise<void> {
    if (this.#pass !== null) return this.#pass;
    this.#clearFlush();
    this.#passStartedAt = performance.now();
    this.#pass = this.#passOnce().finally(() => {
      this.#pass = null;
      this.#schedule();
    });
    return this.#pass;
  }

  async #passOnce(): Promise<void> {
    if (this.#failing === null && performance.now() - this.#checkedAt > trustMs) await this.#check();
    if (this.#failing !== null && performance.now() >= this.#retryAt) await this.#recover();
    await this.#overwriteAll();
    if (this.#waiting.length === 0) return;
    const batch = this.#waiting;
    this.#waiting = [];
    const entries = batch.map(({ entry }) => entry);
    if (this.#failing !== null) {
      this.#events.onFailed(entries, this.#failing);
      return;
    }
    const firstIndex = this.#store.index.length;
    let written: WrittenBytes;
    try {
      written = await this.#store.add(batch.map(({ line }) => line));
    } catch (error) {
      const code = storageCode(error);
      this.#fail(code, this.#nextRetryMs());
      this.#events.onFailed(entries, code);
      return;
    }
    this.#unsynced.push({ ...written, entries });
    // Whoever waits to see the lines comes first: starting a sync wakes a thread that would take the processor from them.
    try {
      this.#events.onWritten(entries, firstIndex);
    } finally {
      this.#startSync();
    }
  }

  /** Between two appends, and with a sync of their own: it happens seldom, and must not be taken back by a recovery. */
  async #overwriteAll(): Promise<void> {
    const overwrites = this.#overwrites;
    this.#overwrites = [];
    for (const { line, text, settle } of overwrites) {
      if (this.#failing !== null) {
        settle(new StorageError(this.#failing));
        continue;
      }
      try {
        const written = await this.#store.overwrite(line, text);
        for (const batch of this.#unsynced) patch(batch, written);
        await this.#store.sync();
        settle(null);
      } catch (error) {
        if (!(error instanceof RangeError)) this.#fail(storageCode(error), this.#nextRetryMs());
        settle(error instanceof Error ? error : new StorageError('storage-failed'));
      }
    }
  }

  /** At once when nothing was synced lately; otherwise writes gather until the window is over. */
  #startSync(windowMs = this.#pace.syncWindowMs): void {
    if (this.#sync !== null || this.#failing !== null || this.#unsynced.length === 0) return;
    const waitMs = this.#syncStartedAt + windowMs - performance.now();
    if (waitMs > 0) {
      this.#syncTimer ??= setTimeout(() => {
        this.#syncTimer = null;
        this.#startSync();
      }, waitMs);
      return;
    }
    this.#clearSyncTimer();
    this.#syncStartedAt = performance.now();
    this.#sync = this.#syncOnce().finally(() => {
      this.#sync = null;
      this.#startSync();
    });
  }

  async #syncOnce(): Promise<void> {
    const count = this.#unsynced.length;
    try {
      await this.#store.sync();
    } catch (error) {
      this.#fail(storageCode(error), this.#nextRetryMs());
      return;
    }
    // Bytes that are safe in a file nobody finds again are not stored.
    await this.#check();
    if (this.#failing === null) this.#settle(count);
  }

  async #check(): Promise<void> {
    try {
      if ((await this.#store.condition()) !== 'ours') this.#fail('storage-failed', 0);
      else this.#checkedAt = performance.now();
    } catch (error) {
      this.#fail(storageCode(error), this.#nextRetryMs());
    }
  }

  #settle(count: number): void {
    const entries = this.#unsynced.splice(0, count).flatMap((batch) => batch.entries);
    if (entries.length > 0) this.#events.onSynced(entries);
  }

  /** Part of a write pass, or of closing: nothing else writes, and the sync loop rests while the disk fails. */
  async #recover(): Promise<void> {
    await this.#sync;
    this.#clearRetryTimer();
    try {
      const condition = await this.#store.condition();
      if (condition === 'changed') return this.#fail('storage-failed', this.#nextRetryMs());
      if (condition === 'gone') {
        await this.#store.recreate();
      } else {
        await this.#store.restore();
        await this.#store.rewrite(this.#unsynced);
        await this.#store.sync();
      }
      this.#settle(this.#unsynced.length);
      await this.#store.probe();
    } catch (error) {
      return this.#fail(storageCode(error), this.#nextRetryMs());
    }
    this.#failing = null;
    this.#retryMs = firstRetryMs;
    this.#checkedAt = performance.now();
    this.#events.onStateChanged?.(null);
  }

  #fail(code: StorageCode, retryInMs: number): void {
    const changed = this.#failing !== code;
    this.#failing = code;
    this.#clearRetryTimer();
    this.#retryAt = performance.now() + retryInMs;
    // A broken disk does not keep the process alive.
    this.#retryTimer = setTimeout(() => void this.#retry(), retryInMs).unref();
    if (changed) this.#events.onStateChanged?.(code);
  }

  async #retry(): Promise<void> {
    await this.#pass;
    if (this.#failing === null || this.#closing !== null) return;
    // Timers may fire a little early by the clock that #retryAt is measured with.
    this.#retryAt = -Infinity;
    await this.#run();
  }

  #nextRetryMs(): number {
    const retryMs = this.#retryMs;
    this.#retryMs = Math.min(longestRetryMs, retryMs * 2);
    return retryMs;
  }

  #clearFlush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
  }

  #clearSyncTimer(): void {
    if (this.#syncTimer !== null) clearTimeout(this.#syncTimer);
    this.#syncTimer = null;
  }

  #clearRetryTimer(): void {
    if (this.#retryTimer !== null) clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
  }
}

/** Lines that are to be written again after a failed sync are written as they are by now. */
function patch(batch: WrittenBytes, { position, bytes }: WrittenBytes): void {
  const offset = position - batch.position;
  if (offset >= 0 && offset + bytes.length <= batch.bytes.length) bytes.copy(batch.bytes, offset);
}
