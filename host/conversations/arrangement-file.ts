// Keeps the arrangement in `rooms.json`, replaced as a whole: after a crash it is the old one or the new one.
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Arrangement } from '../../protocol/events.ts';
import { parseObject } from '../../protocol/json.ts';
import { removeLeftovers, replaceFile } from '../../storage/atomic-replace.ts';
import { readTextIfThere, type Disk } from '../../storage/disk.ts';
import { firstArrangement, parseArrangement } from './arrangement.ts';

export const arrangementFileName = 'rooms.json';

export interface ArrangementFile {
  readonly arrangement: Arrangement;
  /** Where a file that could not be read was set aside; null where there was none. */
  readonly aside: string | null;
  /** Puts another arrangement on the disk. Throws the system's error; the file is then as it was. */
  save(arrangement: Arrangement): Promise<void>;
}

/**
 * Reads what is kept in `folder`, which must be locked; a new chat's arrangement where nothing is.
 * @throws the system's error where there is a file that cannot be read
 */
export async function openArrangement(folder: string, disk?: Disk): Promise<ArrangementFile> {
  const path = join(folder, arrangementFileName);
  await removeLeftovers(path, disk);
  const save: ArrangementFile['save'] = (arrangement) => saveArrangement(path, arrangement, disk);
  const text = await readTextIfThere(path);
  const kept = text === null ? firstArrangement : parseArrangement(parseObject(text));
  if (kept !== null) return { arrangement: kept, aside: null, save };
  const aside = `${path}.damaged-${Date.now()}`;
  await rename(path, aside);
  return { arrangement: firstArrangement, aside, save };
}

/** @throws the system's error; the file at `path` is then as it was */
export async function saveArrangement(path: string, arrangement: Arrangement, disk?: Disk): Promise<void> {
  await replaceFile(path, `${JSON.stringify({ version: 1, ...arrangement }, null, 2)}\n`, disk);
}
