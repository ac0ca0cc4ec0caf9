// The few things that this room asks of a disk, and the real one. Tests hand in a disk that fails on purpose; nothing
// else in the room touches `node:fs`.
import { constants } from 'node:fs';
import { copyFile, link, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Why a line could not be stored. */
export type StorageCode = 'storage-full' | 'storage-read-only' | 'storage-failed';

/** An open file. Every method rejects with the system's error (`code` such as `ENOSPC`). */
export interface DiskFile {
  /** Reads at `position` (bytes) until `buffer` is full or the file ends, and says how many bytes it read. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /** Writes at `position` (bytes). It may write fewer bytes than given, and says how many. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  truncate(sizeBytes: number): Promise<void>;
  /** Resolves when all bytes written so far survive a power cut (`fdatasync`). */
  sync(): Promise<void>;
  /** Waits for reads and writes under way. */
  close(): Promise<void>;
}

/** What a path leads to: the same `id` means the same file, whatever its name. */
export interface FileIdentity {
  readonly id: string;
  readonly sizeBytes: number;
}

export type OpenMode = 'update' | 'create' | 'create-private';

export interface Disk {
  /**
   * `update` opens what exists for reading and writing; `create` makes a new file and refuses an existing one;
   * `create-private` makes one that its owner alone can read, where the system knows owners.
   */
  open(path: string, mode: OpenMode): Promise<DiskFile>;
  /** Null if there is no such file. */
  identify(path: string): Promise<FileIdentity | null>;
  /** Replaces `to` in one step if it exists. */
  rename(from: string, to: string): Promise<void>;
  /** Gives the bytes of `from` a second name, which must be free (`EEXIST`); a real copy where there are no links. */
  keep(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  list(folder: string): Promise<string[]>;
  /** Makes renames in the folder survive a power cut, where the system can. */
  syncFolder(folder: string): Promise<void>;
  /** Waits between two tries. */
  delay(ms: number): Promise<void>;
}

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const readOnlyCodes = new Set(['EROFS', 'EACCES', 'EPERM']);

/** The system's name of an error (`ENOENT`), or an empty string. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Something was not done because the disk has failed before. */
export class StorageError extends Error {
  readonly storageCode: StorageCode;

  constructor(code: StorageCode) {
    super(`The disk does not take it: ${code}`);
    this.storageCode = code;
  }
}

export function storageCode(error: unknown): StorageCode {
  if (error instanceof StorageError) return error.storageCode;
  const code = systemCode(error);
  if (fullCodes.has(code)) return 'storage-full';
  return readOnlyCodes.has(code) ? 'storage-read-only' : 'storage-failed';
}

/**
 * Writes all of `bytes` at `position`, going on after short writes.
 * @throws the system's error; some of the bytes may then be in the file.
 */
export async function writeFully(
  file: Pick<DiskFile, 'write'>,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await file.write(done === 0 ? bytes : bytes.subarray(done), position + done);
    if (written === 0) throw Object.assign(new Error('The disk takes no more bytes'), { code: 'ENOSPC' });
    done += written;
  }
}

/**
 * The text of a file that is read as a whole, null where there is none. A byte order mark, which some editors put before
 * it, is left out.
 * @throws the system's error
 */
export async function readTextIfThere(path: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await readFile(path));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

class NodeFile implements DiskFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async read(buffer: Uint8Array, position: number): Promise<number> {
    let done = 0;
    while (done < buffer.length) {
      const { bytesRead } = await this.#handle.read(buffer, done, buffer.length - done, position + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }

  async write(bytes: Uint8Array, position: number): Promise<number> {
    return (await this.#handle.write(bytes, 0, bytes.length, position)).bytesWritten;
  }

  truncate(sizeBytes: number): Promise<void> {
    return this.#handle.truncate(sizeBytes);
  }

  sync(): Promise<void> {
    return this.#handle.datasync();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** Errors of systems and file systems that have no hard links. */
const noLinkCodes = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
  'EISDIR',
  'EINVAL',
]);
/** Errors of systems that cannot open or sync a folder (Windows, some network shares). */
const noFolderSyncCodes = new Set(['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF']);

/** Read and written by the owner. */
const privateMode = 0o600;

export const nodeDisk: Disk = {
  async open(path, mode) {
    if (mode === 'create-private') return new NodeFile(await open(path, 'wx+', privateMode));
    return new NodeFile(await open(path, mode === 'create' ? 'wx+' : 'r+'));
  },

  async identify(path) {
    try {
      const { dev, ino, size } = await stat(path, { bigint: true });
      return { id: `${dev}:${ino}`, sizeBytes: Number(size) };
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null;
      throw error;
    }
  },

  rename,

  async keep(from, to) {
    try {
      await link(from, to);
    } catch (error) {
      if (!noLinkCodes.has(systemCode(error))) throw error;
      await copyFile(from, to, constants.COPYFILE_EXCL);
      const copy = await open(to, 'r+');
      try {
        await copy.sync();
      } finally {
        await copy.close();
      }
    }
  },

  remove: (path) => rm(path, { force: true }),

  list: (folder) => readdir(folder),

  async syncFolder(folder) {
    let handle: FileHandle | undefined;
    try {
      handle = await open(folder, 'r');
      await handle.sync();
    } catch (error) {
      if (!noFolderSyncCodes.has(systemCode(error))) throw error;
    } finally {
      await handle?.close();
    }
  },

  delay: (ms) => delay(ms),
};
