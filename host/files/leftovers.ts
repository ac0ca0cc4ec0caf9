// What stands among the contents of files and should not, seen once at opening: uploads that were cut, contents whose
// removal was. Knows names and no bytes.
import { join } from 'node:path';
import { systemCode, type Disk } from '../../storage/disk.ts';
import { isContentName } from './file-index.ts';

/** Begins the name of an upload that is under way. */
export const temporaryMark = '.upload-';
/** Ends the name of a content that was put aside. */
const unlistedMark = '.unlisted';

export interface Listed {
  /** Whether an entry has this content. */
  isUsed(content: string): boolean;
  /** Whether the index was found as it was left. */
  readonly isWhole: boolean;
}

/**
 * Clears the folder. An index that is gone or damaged says nothing of what is to be removed: contents that it does not
 * know are put aside then, and taken back as soon as an index knows them. Returns how many were put aside.
 * @throws the system's error
 */
export async function clearLeftovers(
  folder: string,
  disk: Disk,
  { isUsed, isWhole }: Listed,
): Promise<number> {
  const names = await listIfThere(folder, disk);
  let unlisted = 0;
  for (const name of names) {
    const path = join(folder, name);
    const content = name.endsWith(unlistedMark) ? name.slice(0, -unlistedMark.length) : null;
    if (name.startsWith(temporaryMark)) {
      await disk.remove(path);
    } else if (content !== null && isUsed(content)) {
      // The same content may have been brought again meanwhile.
      if (names.has(content)) await disk.remove(path);
      else await disk.rename(path, join(folder, content));
    } else if (isContentName(name) && !isUsed(name)) {
      if (isWhole) {
        await disk.remove(path);
      } else {
        await disk.rename(path, path + unlistedMark);
        unlisted += 1;
      }
    }
  }
  return unlisted;
}

async function listIfThere(folder: string, disk: Disk): Promise<ReadonlySet<string>> {
  try {
    return new Set(await disk.list(folder));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return new Set();
    throw error;
  }
}
