// The folder that a host works in: made when missing, locked while it is in use.
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { nodeDisk, type Disk } from '../storage/disk.ts';
import { lockFolder, type FolderLock } from '../storage/folder-lock.ts';
import { finishReplacing } from '../storage/replace-together.ts';

/** The history of the main room, in the classic server's name. */
export const dataFileName = 'data.json';

/** Makes, checks and locks a folder, and finishes what an import had decided when its process died. */
export async function openFolder(folder: string, disk: Disk = nodeDisk): Promise<FolderLock> {
  try {
    await makeFolder(resolve(folder), disk);
    await access(folder, constants.R_OK | constants.W_OK);
  } catch {
    return { ok: false, code: 'folder-not-writable' };
  }
  const lock = await lockFolder(folder);
  if (!lock.ok) return lock;
  try {
    await finishReplacing(folder, disk);
    return lock;
  } catch {
    lock.release();
    return { ok: false, code: 'folder-not-writable' };
  }
}

/**
 * Makes an absolute folder and those above it. Step by step: Node's recursive `mkdir` never ends where the system says
 * ENOENT of a folder whose parent is there, as below `/proc`. A power cut takes none of them any more: with the folder it
 * would take all that is safe in its files.
 * @throws the system's error
 */
async function makeFolder(folder: string, disk: Disk): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent, disk);
  try {
    await mkdir(folder);
  } catch (error) {
    // Another program may have made it just now.
    if (!(await isFolder(folder))) throw error;
  }
  await disk.syncFolder(parent);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
