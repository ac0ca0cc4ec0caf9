// A real disk that keeps a record of every write, sync and rename, and what a power cut at any moment of that record
// could have left. Writes are recorded before they are carried out, syncs at both ends: a cut between the two may have
// done any part of them.
import { setTimeout as delay } from 'node:timers/promises';
import { nodeDisk, type Disk, type DiskFile } from '../../storage/disk.ts';
import { systemError } from '../../storage/testing.ts';
import type { Random } from './form.ts';

const pageBytes = 4096;
const sectorBytes = 512;

/** Files are told apart by a number, since names change. */
type Change =
  | { readonly type: 'write'; readonly file: number; readonly position: number; readonly bytes: Buffer }
  | { readonly type: 'truncate'; readonly file: number; readonly sizeBytes: number }
  | { readonly type: 'name'; readonly path: string; readonly file: number }
  | { readonly type: 'unname'; readonly path: string };

type Sync =
  | { readonly type: 'sync-begun'; readonly sync: number; readonly file: number }
  | { readonly type: 'sync-ended'; readonly sync: number; readonly file: number }
  | { readonly type: 'sync-failed'; readonly sync: number; readonly file: number }
  | { readonly type: 'folder-synced'; readonly begunAt: number };

export type DiskRecord = (Change | Sync) & { readonly at: number };

export interface RecordingDisk extends Disk {
  readonly record: readonly DiskRecord[];
  /** How many syncs out of 1 fail; none until it is set. */
  failingSyncs: number;
}

export interface RecordingOptions {
  readonly random: Random;
  /** The clock of the whole test: each call is later than the one before. */
  readonly tick: () => number;
  /** Longest time that a sync takes, in milliseconds, so that there is something unsynced to lose. */
  readonly longestSyncMs: number;
}

export function createRecordingDisk({ random, tick, longestSyncMs }: RecordingOptions): RecordingDisk {
  const record: DiskRecord[] = [];
  const files = new Map<string, number>();
  let lastFile = 0;
  let lastSync = 0;

  const note = (change: Change | Sync): void => void record.push({ ...change, at: tick() });
  const name = (path: string, file: number): void => {
    files.set(path, file);
    note({ type: 'name', path, file });
  };
  const unname = (path: string): void => {
    files.delete(path);
    note({ type: 'unname', path });
  };
  const known = (path: string): number => {
    const file = files.get(path);
    if (file === undefined) throw new Error(`${path} was there before the record began`);
    return file;
  };

  function recordFile(real: DiskFile, file: number): DiskFile {
    return {
      read: (buffer, position) => real.read(buffer, position),
      write(bytes, position) {
        note({ type: 'write', file, position, bytes: Buffer.from(bytes) });
        return real.write(bytes, position);
      },
      truncate(sizeBytes) {
        note({ type: 'truncate', file, sizeBytes });
        return real.truncate(sizeBytes);
      },
      async sync() {
        const sync = (lastSync += 1);
        note({ type: 'sync-begun', sync, file });
        await delay(random.next() ** 2 * longestSyncMs);
        if (random.chance(disk.failingSyncs)) {
          note({ type: 'sync-failed', sync, file });
          throw systemError('EIO');
        }
        await real.sync();
        note({ type: 'sync-ended', sync, file });
      },
      close: () => real.close(),
    };
  }

  const disk: RecordingDisk = {
    ...nodeDisk,
    record,
    failingSyncs: 0,
    async open(path, mode) {
      const real = await nodeDisk.open(path, mode);
      if (mode !== 'update') name(path, (lastFile += 1));
      return recordFile(real, known(path));
    },
    async rename(from, to) {
      const file = known(from);
      await nodeDisk.rename(from, to);
      // One step for the system and for whoever looks: both names change together or not at all.
      files.delete(from);
      name(to, file);
      unname(from);
    },
    async keep(from, to) {
      await nodeDisk.keep(from, to);
      name(to, known(from));
    },
    async remove(path) {
      await nodeDisk.remove(path);
      if (files.has(path)) unname(path);
    },
    async syncFolder(folder) {
      const begunAt = tick();
      await nodeDisk.syncFolder(folder);
      note({ type: 'folder-synced', begunAt });
    },
  };
  return disk;
}

/** One file as a disk may hold it: what is safe, and what was written since. */
interface HeldFile {
  durable: Buffer;
  pending: (DiskRecord & { readonly type: 'write' | 'truncate' })[];
}

/** How much of what was not synced a cut leaves: all of it, none, or any part. */
type Luck = 'all' | 'none' | 'any';

/**
 * What a power cut at the time `cutAt` could have left: names and their bytes. Unsynced pages are each as they were at
 * any time since the sync, some torn at a sector; names that were not synced are there or not, in their order.
 */
export function cutPower(record: readonly DiskRecord[], cutAt: number, random: Random): Map<string, Buffer> {
  const files = new Map<number, HeldFile>();
  const names = new Map<string, number>();
  let pendingNames: (DiskRecord & { readonly type: 'name' | 'unname' })[] = [];
  const begun = new Map<number, number>();
  const held = (file: number): HeldFile => {
    const found = files.get(file) ?? { durable: Buffer.alloc(0), pending: [] };
    files.set(file, found);
    return found;
  };

  for (const entry of record) {
    if (entry.at > cutAt) break;
    switch (entry.type) {
      case 'write':
      case 'truncate':
        held(entry.file).pending.push(entry);
        break;
      case 'name':
      case 'unname':
        pendingNames.push(entry);
        break;
      case 'sync-begun':
        begun.set(entry.sync, entry.at);
        break;
      case 'sync-ended':
      case 'sync-failed': {
        const file = held(entry.file);
        const since = begun.get(entry.sync) ?? 0;
        const covered = file.pending.filter(({ at }) => at < since);
        file.pending = file.pending.filter(({ at }) => at >= since);
        // After a failed sync the system takes the pages for clean: what it did not write it never will.
        file.durable = leave(file.durable, covered, entry.type === 'sync-ended' ? 'all' : 'any', random);
        break;
      }
      case 'folder-synced':
        for (const change of pendingNames) if (change.at < entry.begunAt) rename(names, change);
        pendingNames = pendingNames.filter(({ at }) => at >= entry.begunAt);
    }
  }

  const luck = random.pick<Luck>(['all', 'none', 'any', 'any', 'any', 'any']);
  for (const change of pendingNames.slice(0, random.below(pendingNames.length + 1))) rename(names, change);
  return new Map(
    [...names].map(([path, file]) => {
      const { durable, pending } = held(file);
      return [path, leave(durable, pending, luck, random)];
    }),
  );
}

function rename(names: Map<string, number>, change: DiskRecord & { readonly type: 'name' | 'unname' }): void {
  if (change.type === 'name') names.set(change.path, change.file);
  else names.delete(change.path);
}

/** The bytes after some of the changes, page by page. */
function leave(durable: Buffer, pending: HeldFile['pending'], luck: Luck, random: Random): Buffer {
  if (pending.length === 0 || luck === 'none') return durable;
  const versions = [durable];
  for (const change of pending) versions.push(apply(versions.at(-1) ?? durable, change));
  const newest = versions.at(-1) ?? durable;
  if (luck === 'all') return newest;

  const anyVersion = (): Buffer => versions[random.below(versions.length)] ?? durable;
  // Some cuts lose nearly all, some nearly nothing.
  const kept = random.next();
  const likelyVersion = (): Buffer => (random.chance(kept) ? newest : anyVersion());
  const result = Buffer.alloc(likelyVersion().length);
  const firstChanged = Math.min(
    ...pending.map((change) => (change.type === 'write' ? change.position : change.sizeBytes)),
  );
  durable.copy(result, 0, 0, firstChanged);
  const firstPage = Math.floor(firstChanged / pageBytes) * pageBytes;
  for (let start = firstPage; start < result.length; start += pageBytes) {
    const torn = random.chance(0.3) ? random.below(pageBytes / sectorBytes) * sectorBytes : 0;
    likelyVersion()
      .subarray(start, start + pageBytes)
      .copy(result, start);
    if (torn === 0) continue;
    result.subarray(start, start + torn).fill(0);
    likelyVersion()
      .subarray(start, start + torn)
      .copy(result, start);
  }
  return result;
}

function apply(bytes: Buffer, change: HeldFile['pending'][number]): Buffer {
  if (change.type === 'truncate') {
    const cut = Buffer.alloc(change.sizeBytes);
    bytes.copy(cut);
    return cut;
  }
  const grown = Buffer.alloc(Math.max(bytes.length, change.position + change.bytes.length));
  bytes.copy(grown);
  change.bytes.copy(grown, change.position);
  return grown;
}
