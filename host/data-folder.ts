// The folder that a host works in: made when missing, locked while it is in use.
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { lockFolder, type FolderLock } from '../storage/folder-lock.ts';

/** The history of the main room, in the classic server's name. */
export const dataFileName = 'data.json';

/** Makes, checks and locks a folder. */
export async function openFolder(folder: string): Promise<FolderLock> {
  try {
    await makeFolder(resolve(folder));
    await access(folder, constants.R_OK | constants.W_OK);
  } catch {
    return { ok: false, code: 'folder-not-writable' };
  }
  return lockFolder(folder);
}

/**
 * Makes an absolute folder and those above it. Step by step: Node's recursive `mkdir` never ends where the system says
 * ENOENT of a folder whose parent is there, as below `/proc`.
 * @throws the system's error
 */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  try {
    await mkdir(folder);
  } catch (error) {
    // Another program may have made it just now.
    if (!(await isFolder(folder))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
