// Keeps two hosts off one folder. Not a file with a process id in it: such a file outlives a killed process, and the
// system gives its number to the next one, so nobody can tell a stale lock from a held one. A lock that the system
// itself holds for an open file ends with the process, whatever ended it. Node has no call for that, but the SQLite in
// it takes one on every system; nothing is ever stored in that database.
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

export type FolderLock =
  | { readonly ok: true; release(): void }
  | { readonly ok: false; readonly code: 'folder-locked' | 'folder-not-writable' };

/** https://www.sqlite.org/rescode.html#busy; the low byte of an extended code is its primary code. */
const sqliteBusy = 5;

/**
 * Takes the lock of an existing folder without waiting. `folder-locked`: this or another process holds it.
 * `folder-not-writable`: the folder is missing, read-only, or keeps no locks.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  try {
    await access(folder, constants.W_OK);
  } catch {
    return { ok: false, code: 'folder-not-writable' };
  }
  // Asked for by name at run time, so that bundlers leave it alone.
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  let database: InstanceType<typeof DatabaseSync> | null = null;
  try {
    database = new DatabaseSync(join(folder, 'lock'));
    // The journal in memory: none is ever needed, and no second file appears in the folder.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    return { ok: false, code: isBusy(error) ? 'folder-locked' : 'folder-not-writable' };
  }
  const held = database;
  return {
    ok: true,
    release() {
      if (held.isOpen) held.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return typeof error.errcode === 'number' && (error.errcode & 0xff) === sqliteBusy;
}
