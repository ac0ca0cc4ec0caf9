// The secrets that own this terminal's seats, in a file that only its owner can read. Knows no connection.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DeviceKeys } from '../client/platform.ts';
import { isDeviceKey } from '../protocol/ids.ts';

/**
 * Keys per host and nickname: two terminals under two names are two people, who do not take each other's seat.
 *
 * The file is read anew each time, since other terminals write it too. A key that the disk does not take holds until
 * the program ends, and a file that cannot be read counts as empty: a lost key costs its owner a wait of seconds.
 *
 * @param nickname the name given at the start, which a rename in the chat does not change
 */
export function createFileDeviceKeys(file: string, nickname: string): DeviceKeys {
  const unsaved = new Map<string, string>();
  const entryOf = (hostAddress: string): string => `${hostAddress} ${nickname}`;

  return {
    load(hostAddress) {
      const entry = entryOf(hostAddress);
      return unsaved.get(entry) ?? readKeys(file).get(entry) ?? null;
    },
    save(hostAddress, key) {
      const entry = entryOf(hostAddress);
      if (!writeKeys(file, readKeys(file).set(entry, key))) unsaved.set(entry, key);
    },
    forget(hostAddress) {
      const entry = entryOf(hostAddress);
      unsaved.delete(entry);
      const keys = readKeys(file);
      if (keys.delete(entry)) writeKeys(file, keys);
    },
  };
}

function readKeys(file: string): Map<string, string> {
  const keys = new Map<string, string>();
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return keys;
  }
  if (typeof value !== 'object' || value === null) return keys;
  for (const [entry, key] of Object.entries(value)) {
    if (isDeviceKey(key)) keys.set(entry, key);
  }
  return keys;
}

/** False where the disk refuses. The old file is replaced whole, so a crash in between loses nothing. */
function writeKeys(file: string, keys: ReadonlyMap<string, string>): boolean {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, `${JSON.stringify(Object.fromEntries(keys), null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
    return true;
  } catch {
    return false;
  }
}
