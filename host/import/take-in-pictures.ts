// Brings the pictures of a database into the store of files, and makes their messages name them as messages sent here do.
// What is no picture, or cannot be had, stays the text that it is. Bytes that no line names are cleared away when the store
// is next opened, and its index counts with the rest of the import, so nothing is left of one that breaks off.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../storage/atomic-replace.ts';
import { StorageError, systemCode, type Disk } from '../../storage/disk.ts';
import type { Replacement } from '../../storage/replace-together.ts';
import { keyOf as keyOfConversation } from '../conversations/conversation.ts';
import { filesIndexName, FileStore } from '../files/file-store.ts';
import { pictureHeadBytes, recognisePicture } from '../files/picture.ts';
import { encodeRecord, parseRecord } from '../history/record.ts';
import type { HostLimits } from '../options.ts';
import type { Entry } from './entry.ts';
import type { OldChat } from './old-chat.ts';
import type { OldDatabase } from './old-database.ts';
import { pictureFileName, placeOfPicture, type PicturePlace } from './old-picture.ts';
import { readPictureFile } from './picture-files.ts';
import type { TakingIn } from './take-in.ts';

/** Written at once: the rest of the program has its turn between two. */
const pieceBytes = 256 * 1024;

export interface PicturesOptions {
  readonly dataDir: string;
  /** The folder of the database, where its files are. */
  readonly sourceDir: string;
  readonly disk: Disk;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly limits: Pick<HostLimits, 'maxFileBytes' | 'fileBytes' | 'unsentFileLifetimeMs'>;
}

export interface PicturesTaken {
  readonly came: number;
  /** Messages of which the name alone stands here. */
  readonly left: number;
}

interface Waiting {
  readonly taking: TakingIn;
  /** The message as it stands here. */
  readonly entry: Entry;
}

/**
 * Brings the pictures of the messages that `rooms` take in, and of those of an earlier import that came without.
 * @throws the system's error, or a `StorageError`, when the disk refuses; BrokenDatabase when a row cannot be read
 */
export async function takeInPictures(
  chat: OldChat,
  database: OldDatabase,
  rooms: readonly TakingIn[],
  replacement: Replacement,
  options: PicturesOptions,
): Promise<PicturesTaken> {
  const waiting = waitingByRow(chat, rooms);
  if (waiting.size === 0) return { came: 0, left: 0 };
  const { sourceDir, limits } = options;
  const wanted = {
    // A character more than the largest picture has as base64 with what stands before it.
    message: {
      where: 'msg_type',
      is: 'image',
      most: Math.ceil(limits.maxFileBytes * 1.4) + 300,
      others: 'none',
    },
  } as const;
  let store: FileStore | null = null;
  let came = 0;
  try {
    for await (const row of database.rows('messages', wanted)) {
      const one = waiting.get(row.row);
      const place = one === undefined ? null : placeOfPicture(row.cell('message'));
      if (one === undefined || place === null) continue;
      const bytes =
        place.kind === 'bytes'
          ? place.bytes
          : await readPictureFile(sourceDir, place.parts, limits.maxFileBytes);
      if (bytes === null || bytes.length > limits.maxFileBytes) continue;
      const picture = recognisePicture(bytes.subarray(0, pictureHeadBytes));
      if (picture === null) continue;
      store ??= await openStaged(replacement, options);
      if (store.totalBytes + bytes.length > limits.fileBytes) continue;
      await keep(store, one, bytes, place, picture.type);
      came += 1;
    }
  } finally {
    await store?.close();
  }
  return { came, left: waiting.size - came };
}

/** Messages that come with their picture's name alone, or came so before and were left as they were, by their rows. */
function waitingByRow({ pictures }: OldChat, rooms: readonly TakingIn[]): Map<number, Waiting> {
  const waiting = new Map<number, Waiting>();
  for (const taking of rooms) {
    for (const theirs of taking.theirs) {
      const row = theirs.id === null ? undefined : pictures.get(theirs.id);
      const entry = taking.known.get(theirs) ?? theirs;
      if (row !== undefined && entry.line === theirs.line) waiting.set(row, { taking, entry });
    }
  }
  return waiting;
}

/** A store with an index of its own that takes the place of ours with the rest. */
async function openStaged(
  replacement: Replacement,
  { dataDir, disk, now, limits }: PicturesOptions,
): Promise<FileStore> {
  const indexPath = await replacement.stage(filesIndexName);
  const index = await readIfThere(join(dataDir, filesIndexName));
  if (index !== null) await replaceFile(indexPath, index, disk);
  return FileStore.open({
    dataDir,
    indexPath,
    disk,
    now: () => now,
    unsentLifetimeMs: limits.unsentFileLifetimeMs,
    onTrouble: () => undefined,
  });
}

async function keep(
  store: FileStore,
  { taking, entry }: Waiting,
  bytes: Buffer,
  place: PicturePlace,
  type: string,
): Promise<void> {
  const said = parseRecord(entry.line, 1);
  const received = await store.receive(
    {
      name: pictureFileName(place, type),
      mediaType: type,
      sizeBytes: bytes.length,
      // Who sent it may have no account here, or a small one: it counts for all together alone.
      by: '',
      room: keyOfConversation(taking.conversation),
      message: said.id,
    },
    piecesOf(bytes),
  );
  if (received.ok) taking.instead.set(entry, encodeRecord({ ...said, content: '', file: received.file }));
  else throw storageError(received.code);
}

/** Of a file that came whole and is not too large nothing else can be refused. */
function storageError(code: string): StorageError {
  return new StorageError(code === 'storage-full' || code === 'storage-read-only' ? code : 'storage-failed');
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}
