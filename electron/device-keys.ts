// The secrets of this device, one per host and kind, in files of their own: the page never sees them and they do not
// travel with the settings.
import * as v from 'valibot';
import type { DeviceKeys, KeptSecrets } from '../client/platform.ts';
import type { KeyValueStore } from './settings.ts';

const keySchema = v.pipe(v.string(), v.minLength(16), v.maxLength(128));

/** The secrets that own seats. See `createKeptSecrets` for the parameters. */
export function createDeviceKeys(open: () => KeyValueStore, report: (error: unknown) => void): DeviceKeys {
  // A window belongs to one person, unlike a browser at school: whoever leaves and comes back is the same.
  return { ...createKeptSecrets(open, report), forget: () => undefined };
}

interface SecretFile {
  readonly store: KeyValueStore;
  readonly secrets: Map<string, string>;
}

/**
 * Reads the file once, when the first secret is asked for; a value that is no secret counts as missing. One that the disk
 * does not take holds until the app ends.
 * @param open opens the file: not before it is needed, since until then somebody waits to see the window
 * @param report hears what the disk refused
 */
export function createKeptSecrets(open: () => KeyValueStore, report: (error: unknown) => void): KeptSecrets {
  let opened: SecretFile | null = null;

  function file(): SecretFile {
    opened ??= read(open());
    return opened;
  }

  function write(change: () => void): void {
    try {
      change();
    } catch (error) {
      report(error);
    }
  }

  return {
    load: (hostAddress) => file().secrets.get(hostAddress) ?? null,
    save(hostAddress, secret) {
      const { secrets, store } = file();
      secrets.set(hostAddress, secret);
      write(() => store.set({ [hostAddress]: secret }));
    },
    forget(hostAddress) {
      const { secrets, store } = file();
      if (secrets.delete(hostAddress)) write(() => store.delete(hostAddress));
    },
  };
}

function read(store: KeyValueStore): SecretFile {
  const secrets = new Map<string, string>();
  for (const [hostAddress, value] of Object.entries(store.store)) {
    const parsed = v.safeParse(keySchema, value);
    if (parsed.success) secrets.set(hostAddress, parsed.output);
  }
  return { store, secrets };
}
