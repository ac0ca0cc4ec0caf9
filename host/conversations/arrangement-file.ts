// Keeps the arrangement in `rooms.json`, replaced as a whole: after a crash it is the old one or the new one.
import { join } from 'node:path';
import type { Arrangement } from '../../protocol/events.ts';
import { parseObject } from '../../protocol/json.ts';
import { removeLeftovers, replaceFile } from '../../storage/atomic-replace.ts';
import { readTextIfThere, type Disk } from '../../storage/disk.ts';
import { DamagedFile } from '../damaged-file.ts';
import { firstArrangement, parseArrangement } from './arrangement.ts';

export const arrangementFileName = 'rooms.json';

export interface ArrangementFile {
  readonly arrangement: Arrangement;
  /** Puts another arrangement on the disk. Throws the system's error; the file is then as it was. */
  save(arrangement: Arrangement): Promise<void>;
}

/**
 * Reads what is kept in `folder`, which must be locked; a new chat's arrangement where nothing is.
 * @throws DamagedFile where the file says no arrangement, the system's error where it cannot be read
 */
export async function openArrangement(folder: string, disk?: Disk): Promise<ArrangementFile> {
  const path = join(folder, arrangementFileName);
  await removeLeftovers(path, disk);
  const save: ArrangementFile['save'] = (arrangement) => saveArrangement(path, arrangement, disk);
  const text = await readTextIfThere(path);
  const kept = text === null ? firstArrangement : parseArrangement(parseObject(text));
  // Who may talk in private, and who sees what was read, stands there.
  if (kept === null) throw new DamagedFile('rooms-damaged', path);
  return { arrangement: kept, save };
}

/** @throws the system's error; the file at `path` is then as it was */
export async function saveArrangement(path: string, arrangement: Arrangement, disk?: Disk): Promise<void> {
  await replaceFile(path, `${JSON.stringify({ version: 1, ...arrangement }, null, 2)}\n`, disk);
}
