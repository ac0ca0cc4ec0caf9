// For the tests of this room and of those who use it: a temporary folder, the real disk with faults on demand, and a
// record of what a line file reported. Not part of the product.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeDisk } from './disk.ts';
import type { Disk, DiskFile, StorageCode } from './disk.ts';
import type { LineWriterEvents } from './line-writer.ts';

/** A folder that is removed when the test is over: the test runner's hook for that is handed in. */
export async function temporaryFolder(
  onTestFinished: (cleanUp: () => Promise<void>) => void,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'line-file-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made up by a test`), { code });
}

/** Called before the real thing; throwing makes it fail, a promise makes it wait. */
export interface Faults {
  /** Called instead of the real read, which is handed in. */
  read?: (read: () => Promise<number>) => Promise<number>;
  /** A number: only so many of the bytes are written, and the caller is told so. */
  write?: (bytes: Uint8Array, position: number) => Promise<number | undefined> | number | undefined;
  truncate?: (sizeBytes: number) => void;
  sync?: () => Promise<void> | void;
  /** Called once the real sync is through, before the caller hears of it. */
  synced?: () => void;
  /** Called once the file is closed: whatever it throws, nothing can be done about that any more. */
  closed?: () => void;
  rename?: (from: string, to: string) => void;
  identify?: () => void;
  keep?: () => void;
}

export interface FaultyDisk extends Disk {
  faults: Faults;
}

/** The real disk, which fails as `faults` says at any moment; waits between tries are skipped. */
export function faultyDisk(): FaultyDisk {
  const disk: FaultyDisk = {
    ...nodeDisk,
    faults: {},
    async open(path, mode) {
      return faultyFile(await nodeDisk.open(path, mode), disk);
    },
    async rename(from, to) {
      disk.faults.rename?.(from, to);
      await nodeDisk.rename(from, to);
    },
    async identify(path) {
      disk.faults.identify?.();
      return await nodeDisk.identify(path);
    },
    async keep(from, to) {
      disk.faults.keep?.();
      await nodeDisk.keep(from, to);
    },
    delay: () => Promise.resolve(),
  };
  return disk;
}

function faultyFile(file: DiskFile, disk: FaultyDisk): DiskFile {
  return {
    async read(buffer, position) {
      const read = () => file.read(buffer, position);
      return await (disk.faults.read?.(read) ?? read());
    },
    async write(bytes, position) {
      const most = await disk.faults.write?.(bytes, position);
      return await file.write(bytes.subarray(0, most), position);
    },
    async truncate(sizeBytes) {
      disk.faults.truncate?.(sizeBytes);
      await file.truncate(sizeBytes);
    },
    async sync() {
      await disk.faults.sync?.();
      await file.sync();
      disk.faults.synced?.();
    },
    async close() {
      await file.close();
      disk.faults.closed?.();
    },
  };
}

export interface EventRecord extends LineWriterEvents<string> {
  readonly written: string[];
  /** Entries of each write, one array a batch. */
  readonly batches: string[][];
  readonly synced: string[];
  readonly failed: { readonly entry: string; readonly code: StorageCode }[];
  readonly states: (StorageCode | null)[];
  /** Resolves as soon as the condition holds after an event. */
  until(condition: () => boolean): Promise<void>;
}

/** Callbacks for a line file that remember everything. */
export function recordEvents(): EventRecord {
  let waiters: { condition: () => boolean; resolve: () => void }[] = [];
  const notify = (): void => {
    const ready = waiters.filter(({ condition }) => condition());
    waiters = waiters.filter((waiter) => !ready.includes(waiter));
    for (const { resolve } of ready) resolve();
  };
  const record: EventRecord = {
    written: [],
    batches: [],
    synced: [],
    failed: [],
    states: [],
    onWritten(entries, firstIndex) {
      if (firstIndex !== record.written.length) throw new Error('A batch was reported at a wrong index');
      record.written.push(...entries);
      record.batches.push([...entries]);
      notify();
    },
    onSynced(entries) {
      record.synced.push(...entries);
      notify();
    },
    onFailed(entries, code) {
      record.failed.push(...entries.map((entry) => ({ entry, code })));
      notify();
    },
    onStateChanged(failing) {
      record.states.push(failing);
      notify();
    },
    until(condition) {
      if (condition()) return Promise.resolve();
      return new Promise((resolve) => waiters.push({ condition, resolve }));
    },
  };
  return record;
}

/** A line for tests: `{"n":7,"text":"..."}`. */
export function testLine(n: number, text = `message ${n}`): string {
  return JSON.stringify({ n, text });
}
