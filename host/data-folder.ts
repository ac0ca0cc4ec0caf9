// The folder that a host works in: made when missing, locked while it is in use.
import { access, constants, mkdir } from 'node:fs/promises';
import { lockFolder, type FolderLock } from '../storage/folder-lock.ts';

/** The history of the main room, in the classic server's name. */
export const dataFileName = 'data.json';

/** Makes, checks and locks a folder. */
export async function openFolder(folder: string): Promise<FolderLock> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK);
  } catch {
    return { ok: false, code: 'folder-not-writable' };
  }
  return lockFolder(folder);
}
