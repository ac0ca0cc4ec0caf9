// The files that people send: their bytes under `files/`, once for each content, and the index of who brought what. A
// file is there from the moment at which its bytes and its line are on the disk, and not half a moment before. Knows no
// HTTP and no message, only that an id of one may be noted.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RefusalCode } from '../../protocol/error-codes.ts';
import { cleanFileName, cleanMediaType, type FileInfo } from '../../protocol/files.ts';
import {
  nodeDisk,
  storageCode,
  StorageError,
  systemCode,
  writeFully,
  type Disk,
} from '../../storage/disk.ts';
import { openFileIndex, type FileEntry, type FileIndex } from './file-index.ts';
import { pictureHeadBytes, recognisePicture } from './picture.ts';
import { Lanes } from './lanes.ts';
import { clearLeftovers, temporaryMark } from './leftovers.ts';
import { UnderWay } from '../under-way.ts';

const folderName = 'files';
export const filesIndexName = 'files.json';
/** A long file is synced in parts: one long sync would keep the history's waiting. */
const syncEveryBytes = 4 * 1024 * 1024;

export interface FileStoreOptions {
  /** Folder of the history; everything here lies in it. */
  readonly dataDir: string;
  /** Where the index is while it is not in its place beside the files yet: an import puts it there. */
  readonly indexPath?: string;
  readonly disk?: Disk;
  readonly now: () => number;
  /** Files that no message went with are removed after so long, in milliseconds. */
  readonly unsentLifetimeMs: number;
  /** Hears what the disk did to a file that could not be helped. */
  onTrouble(text: string): void;
}

/** A file on its way in. */
export interface Incoming {
  readonly name: string;
  /** As its sender says. */
  readonly mediaType: string;
  /** Exactly so many bytes; another number is a file that did not arrive whole. */
  readonly sizeBytes: number;
  /** Public id of who brings it; empty where that is nobody here, for whose room it does not count. */
  readonly by: string;
  readonly room: string;
  /** Id of the message that it goes with, where that is known already. */
  readonly message?: string;
}

export type Received =
  { readonly ok: true; readonly file: FileInfo } | { readonly ok: false; readonly code: RefusalCode };

export class FileStore {
  readonly #options: FileStoreOptions;
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #indexPath: string;
  /** Made with the first file: a chat without files has none of this. */
  #index: FileIndex | null;
  #opening: Promise<FileIndex> | null = null;
  /** Whether these were sent could not be found out: they are kept. */
  readonly #unsettled = new Set<string>();
  /** On their way out: no message may go with these any more. */
  readonly #leaving = new Set<string>();
  readonly #bytesBy = new Map<string, number>();
  /** How many entries have this content. */
  readonly #uses = new Map<string, number>();
  #totalBytes = 0;
  /** One piece is written at a time and one file synced at a time, whatever is on its way: see `Lanes`. */
  readonly #writing = new Lanes(1);
  readonly #syncing = new Lanes(1);
  /** Giving a content its name and taking it away must not meet. */
  readonly #naming = new Lanes(1);
  readonly #coming = new UnderWay();
  #closed = false;

  private constructor(options: FileStoreOptions, index: FileIndex | null) {
    this.#options = options;
    this.#disk = options.disk ?? nodeDisk;
    this.#folder = join(options.dataDir, folderName);
    this.#indexPath = options.indexPath ?? join(options.dataDir, filesIndexName);
    this.#index = index;
    for (const entry of index?.entries.values() ?? []) this.#count(entry, 1);
  }

  /**
   * Opens what there is and clears away what an upload left behind when its process died. The folder must be locked.
   * @throws the system's error where the index cannot be read
   */
  static async open(options: FileStoreOptions): Promise<FileStore> {
    const disk = options.disk ?? nodeDisk;
    const path = options.indexPath ?? join(options.dataDir, filesIndexName);
    const isThere = (await disk.identify(path)) !== null;
    const store = new FileStore(options, isThere ? await openFileIndex(path, disk) : null);
    const unlisted = await clearLeftovers(store.#folder, disk, {
      isUsed: (content) => store.#uses.has(content),
      isWhole: store.#index?.opening.how === 'opened',
    });
    if (unlisted > 0) {
      options.onTrouble(
        `${filesIndexName} is gone or was damaged: ${unlisted} files are kept that it does not know`,
      );
    }
    return store;
  }

  /** Bytes that this person's files count for. */
  bytesOf(by: string): number {
    return this.#bytesBy.get(by) ?? 0;
  }

  /** Bytes of all files, each content once. */
  get totalBytes(): number {
    return this.#totalBytes;
  }

  get(id: string): FileEntry | undefined {
    return this.#index?.entries.get(id);
  }

  /** Where the bytes of an entry are. */
  pathOf({ sha256 }: FileEntry): string {
    return join(this.#folder, sha256);
  }

  /**
   * Takes a file in, piece by piece. It is there when this resolves, or nothing of it is.
   * @param pieces throws where the file stops coming; none is used once the next is asked for
   */
  receive(incoming: Incoming, pieces: AsyncIterable<Buffer>): Promise<Received> {
    return this.#coming.follow(this.#receive(incoming, pieces));
  }

  async #receive(incoming: Incoming, pieces: AsyncIterable<Buffer>): Promise<Received> {
    const temporary = join(this.#folder, temporaryMark + randomBytes(8).toString('hex'));
    try {
      const index = await this.#openIndex();
      const taken = await this.#take(temporary, incoming.sizeBytes, pieces);
      if (!taken.ok) return taken;
      return await this.#naming.run(() => this.#keep(index, temporary, incoming, taken));
    } catch (error) {
      return { ok: false, code: storageCode(error) };
    } finally {
      await this.#disk.remove(temporary).catch(() => undefined);
    }
  }

  /** The file of this id, where this person brought it for this conversation and no other message has it. */
  find(id: string, by: string, room: string, message: string | null): FileInfo | null {
    const entry = this.get(id);
    if (entry?.by !== by || entry.room !== room || this.#leaving.has(id)) return null;
    return entry.message === null || entry.message === message ? entry.info : null;
  }

  /** A message is about to go with this file: no other one may. False where one had it already. */
  attach(id: string, message: string): boolean {
    const entry = this.get(id);
    if (entry?.message !== null) return false;
    entry.message = message;
    return true;
  }

  /** The message with this file came to nothing. */
  detach(id: string): void {
    const entry = this.get(id);
    if (entry) entry.message = null;
  }

  /** The message with this file is written. */
  sent(id: string, message: string): void {
    this.#index?.sent(id, message);
  }

  /** Takes a file away, with its bytes where no other file has the same. */
  delete(id: string): Promise<void> {
    return this.#removeIf(id, () => true);
  }

  /** @param isToGo asked when it is this one's turn */
  #removeIf(id: string, isToGo: (entry: FileEntry) => boolean): Promise<void> {
    return this.#naming.run(async () => {
      const entry = this.get(id);
      if (!entry || !this.#index || !isToGo(entry)) return;
      this.#leaving.add(id);
      const failure = await this.#index.remove(id);
      this.#leaving.delete(id);
      if (failure !== null) return this.#options.onTrouble(`a file could not be removed: ${failure}`);
      this.#count(entry, -1);
      if (this.#uses.has(entry.sha256)) return;
      await this.#disk.remove(this.pathOf(entry)).catch((error: unknown) => {
        this.#options.onTrouble(`a file could not be removed: ${systemCode(error)}`);
      });
    });
  }

  /**
   * After opening: what a crash kept from being noted as sent is noted now.
   * @param sentIn ids of a conversation's newest messages by the id of the file that they carry; null where they cannot
   * be read, so that its files stay
   */
  async settle(sentIn: (room: string) => Promise<ReadonlyMap<string, string> | null>): Promise<void> {
    for (const { info, room, ...entry } of [...(this.#index?.entries.values() ?? [])]) {
      if (entry.message !== null) continue;
      const sent = await sentIn(room);
      const message = sent?.get(info.id);
      if (message !== undefined) this.attach(info.id, message);
      if (message !== undefined) this.sent(info.id, message);
      else if (sent === null) this.#unsettled.add(info.id);
    }
  }

  /** After a conversation was opened: files whose message was deleted, and which a crash or the disk kept from going too. */
  async removeDeleted(room: string, isDeleted: (message: string) => boolean): Promise<void> {
    const deleted = [...(this.#index?.entries.values() ?? [])].filter(
      (entry) => entry.room === room && entry.message !== null && isDeleted(entry.message),
    );
    for (const { info } of deleted) await this.delete(info.id);
  }

  /** Removes files that were brought long ago and never sent. */
  async removeUnsent(): Promise<void> {
    const before = this.#options.now() - this.#options.unsentLifetimeMs;
    const isUnsent = ({ info, message, at }: FileEntry): boolean =>
      message === null && at < before && !this.#unsettled.has(info.id);
    const unsent = [...(this.#index?.entries.values() ?? [])].filter(isUnsent);
    // While one is removed, another may be sent after all.
    for (const { info } of unsent) await this.#removeIf(info.id, isUnsent);
  }

  /**
   * Closes the index, and resolves once nothing more is written or removed. Uploads under way must have been cut before:
   * one that is whole by then may wait for a slow disk, and comes to nothing.
   */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#opening?.catch(() => undefined);
    // Whoever waits for the index hears that it is closed.
    await this.#index?.close();
    await this.#coming.over();
    await this.#naming.run(() => Promise.resolve());
  }

  /** Made with the first file, and its folder whenever somebody has taken that away. */
  async #openIndex(): Promise<FileIndex> {
    try {
      await mkdir(this.#folder);
      await this.#disk.syncFolder(dirname(this.#folder));
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
    if (this.#closed) throw new StorageError('storage-failed');
    if (this.#index) return this.#index;
    this.#opening ??= openFileIndex(this.#indexPath, this.#disk);
    try {
      this.#index = await this.#opening;
      return this.#index;
    } finally {
      this.#opening = null;
    }
  }

  /** Writes the pieces to a new file and syncs it. */
  async #take(path: string, sizeBytes: number, pieces: AsyncIterable<Buffer>): Promise<Taken> {
    const hash = createHash('sha256');
    const head = Buffer.alloc(Math.min(sizeBytes, pictureHeadBytes));
    let taken = 0;
    let synced = 0;
    const file = await this.#disk.open(path, 'create');
    try {
      for await (const piece of untilCut(pieces)) {
        if (piece === null) return { ok: false, code: 'upload-incomplete' };
        if (taken + piece.length > sizeBytes) return { ok: false, code: 'file-too-large' };
        await this.#writing.run(() => writeFully(file, piece, taken));
        hash.update(piece);
        if (taken < head.length) piece.copy(head, taken);
        taken += piece.length;
        if (taken - synced < syncEveryBytes) continue;
        await this.#syncing.run(() => file.sync());
        synced = taken;
      }
      if (taken < sizeBytes) return { ok: false, code: 'upload-incomplete' };
      await this.#syncing.run(() => file.sync());
    } finally {
      await file.close();
    }
    return { ok: true, sha256: hash.digest('hex'), head };
  }

  /** Gives the bytes their name, unless they are here already, and then notes the file. */
  async #keep(
    index: FileIndex,
    temporary: string,
    { name, mediaType, sizeBytes, by, room, message }: Incoming,
    { sha256, head }: Extract<Taken, { ok: true }>,
  ): Promise<Received> {
    const path = join(this.#folder, sha256);
    const isHere = (await this.#disk.identify(path))?.sizeBytes === sizeBytes;
    if (!isHere) {
      await this.#disk.rename(temporary, path);
      await this.#disk.syncFolder(this.#folder);
    }
    const { type, ...size } = recognisePicture(head) ?? { type: cleanMediaType(mediaType) };
    const info: FileInfo = {
      id: randomBytes(16).toString('base64url'),
      name: cleanFileName(name),
      size: sizeBytes,
      type,
      ...size,
    };
    const entry = { info, sha256, by, at: this.#options.now(), room, message: message ?? null };
    const failure = await index.add(entry);
    if (failure === null) {
      this.#count(entry, 1);
      return { ok: true, file: info };
    }
    if (!this.#uses.has(sha256)) await this.#disk.remove(path).catch(() => undefined);
    return { ok: false, code: failure };
  }

  #count({ info, by, sha256 }: FileEntry, sign: 1 | -1): void {
    const bytes = this.bytesOf(by) + sign * info.size;
    if (bytes > 0) this.#bytesBy.set(by, bytes);
    else this.#bytesBy.delete(by);
    const before = this.#uses.get(sha256) ?? 0;
    const uses = before + sign;
    if (uses > 0) this.#uses.set(sha256, uses);
    else this.#uses.delete(sha256);
    if (before === 0 || uses === 0) this.#totalBytes += sign * info.size;
  }
}

type Taken =
  | { readonly ok: true; readonly sha256: string; readonly head: Buffer }
  | { readonly ok: false; readonly code: RefusalCode };

/** The pieces, and null where they stop before their end. */
async function* untilCut(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer | null> {
  try {
    yield* pieces;
  } catch {
    yield null;
  }
}
