// The secrets of this device, one per host and kind, in files of their own: the page never sees them and they do not
// travel with the settings.
import * as v from 'valibot';
import type { DeviceKeys, KeptSecrets } from '../client/platform.ts';
import type { KeyValueStore } from './settings.ts';

const keySchema = v.pipe(v.string(), v.minLength(16), v.maxLength(128));

/** The secrets that own seats. */
export function createDeviceKeys(store: KeyValueStore, report: (error: unknown) => void): DeviceKeys {
  // A window belongs to one person, unlike a browser at school: whoever leaves and comes back is the same.
  return { ...createKeptSecrets(store, report), forget: () => undefined };
}

/**
 * Reads the file once; a value that is no secret counts as missing. One that the disk does not take holds until the app
 * ends.
 * @param report hears what the disk refused
 */
export function createKeptSecrets(store: KeyValueStore, report: (error: unknown) => void): KeptSecrets {
  const keys = new Map<string, string>();
  for (const [hostAddress, value] of Object.entries(store.store)) {
    const parsed = v.safeParse(keySchema, value);
    if (parsed.success) keys.set(hostAddress, parsed.output);
  }

  function write(change: () => void): void {
    try {
      change();
    } catch (error) {
      report(error);
    }
  }

  return {
    load: (hostAddress) => keys.get(hostAddress) ?? null,
    save(hostAddress, key) {
      keys.set(hostAddress, key);
      write(() => store.set({ [hostAddress]: key }));
    },
    forget(hostAddress) {
      if (keys.delete(hostAddress)) write(() => store.delete(hostAddress));
    },
  };
}
