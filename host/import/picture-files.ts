// Reads pictures that lie as files in the folder of a database that moves in, or below it, and nothing else: what the
// database says is the word of whoever made it.
import { open, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Folders that a path may have: more are nobody's uploads. */
const mostParts = 8;

/**
 * The bytes of the file that a path of another computer names. How much of that path this folder has is not known: the
 * longest end of it that leads to a file is taken.
 * @param parts none of them leads upwards
 * @returns null where there is no such file below the folder, links followed, or one that is too large
 */
export async function readPictureFile(
  folder: string,
  parts: readonly string[],
  maxBytes: number,
): Promise<Buffer | null> {
  const tried = parts.slice(-mostParts);
  for (let from = 0; from < tried.length; from += 1) {
    const bytes = await readBelow(folder, join(...tried.slice(from)), maxBytes);
    if (bytes !== null) return bytes;
  }
  return null;
}

async function readBelow(folder: string, name: string, maxBytes: number): Promise<Buffer | null> {
  try {
    const path = await realpath(join(folder, name));
    const inside = (await realpath(folder)).replace(/[\\/]?$/, sep);
    const found = await stat(path);
    const { size } = found;
    // Opening what is no file, such as a pipe, could wait for ever.
    if (!path.startsWith(inside) || !found.isFile() || size > maxBytes) return null;
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    // Not there, or not for us to read.
    return null;
  }
}
