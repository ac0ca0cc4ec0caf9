// Puts a whole new content under a name, so that a crash or a power cut leaves either the old content or the new one.
// Knows nothing of lines.
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { nodeDisk, systemCode, writeFully } from './disk.ts';
import type { Disk, OpenMode } from './disk.ts';

/** What virus scanners and indexers cause on Windows while they hold a file for a moment. */
const heldCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Waits between tries to rename, in milliseconds: about 2.5 s in all. */
const renameWaitsMs = [10, 20, 40, 80, 160, 320, 640, 1280];

const temporaryMark = '.tmp-';

/** What a file is filled with: all at once, or piece by piece where it may be large. */
export type Content = string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Replaces the file at `path`, or creates it: temporary file beside it, sync, rename, sync of the folder.
 * @throws the system's error; the file at `path` is then as it was, and nothing is left beside it. A rename that
 * others keep from happening is tried again for about 2.5 s, then fails with the code `EBUSY`.
 * @param mode `create-private` for what nobody but its owner is to read
 */
export async function replaceFile(
  path: string,
  content: Content,
  disk: Disk = nodeDisk,
  mode: Exclude<OpenMode, 'update'> = 'create',
): Promise<void> {
  const temporary = path + temporaryMark + randomBytes(6).toString('hex');
  try {
    await writeNewFile(disk, temporary, content, mode);
    await renameOver(disk, temporary, path);
  } catch (error) {
    // Whatever went wrong first is what the caller has to hear of; a leftover is removed on the next opening.
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  }
  await disk.syncFolder(dirname(path));
}

/** Removes what replacing `path` left behind when its process died half-way. Call only while no one else can be at it. */
export async function removeLeftovers(path: string, disk: Disk = nodeDisk): Promise<void> {
  const start = basename(path) + temporaryMark;
  for (const name of await disk.list(dirname(path))) {
    if (name.startsWith(start)) await disk.remove(join(dirname(path), name));
  }
}

async function writeNewFile(
  disk: Disk,
  path: string,
  content: Content,
  mode: Exclude<OpenMode, 'update'>,
): Promise<void> {
  const file = await disk.open(path, mode);
  try {
    let position = 0;
    for await (const piece of pieces(content)) {
      await writeFully(file, piece, position);
      position += piece.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

function pieces(content: Content): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  if (typeof content === 'string') return [Buffer.from(content)];
  return content instanceof Uint8Array ? [content] : content;
}

/**
 * Renames, with patience for whoever holds the file for a moment.
 * @throws the system's error, or one with the code `EBUSY` after about 2.5 s
 */
export async function renameOver(disk: Disk, from: string, to: string): Promise<void> {
  for (const waitMs of [...renameWaitsMs, null]) {
    try {
      await disk.rename(from, to);
      return;
    } catch (error) {
      if (!heldCodes.has(systemCode(error))) throw error;
      if (waitMs === null) {
        const message = `Another program holds ${to} and keeps it from being replaced`;
        throw Object.assign(new Error(message, { cause: error }), { code: 'EBUSY' });
      }
    }
    await disk.delay(waitMs);
  }
}
