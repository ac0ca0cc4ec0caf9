// The secrets of this browser: those that own seats, and the sessions of accounts. Without storage they last as long as
// the page.
import type { KeptSecrets } from '../../client/platform.ts';
import type { PageStorage } from '../page-storage.ts';

/** @param kind of secret: each is kept under a name of its own */
export function createKeptSecrets(storage: PageStorage, kind: 'device-key' | 'session'): KeptSecrets {
  const memory = new Map<string, string>();
  const name = (hostAddress: string) => `chatbox.${kind}.${hostAddress}`;
  return {
    load: (hostAddress) => memory.get(hostAddress) ?? storage.read(name(hostAddress)),
    save(hostAddress, key) {
      memory.set(hostAddress, key);
      storage.write(name(hostAddress), key);
    },
    forget(hostAddress) {
      memory.delete(hostAddress);
      storage.remove(name(hostAddress));
    },
  };
}
