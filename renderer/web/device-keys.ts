// The secrets that own this browser's seats. Without storage they last as long as the page.
import type { DeviceKeys } from '../../client/platform.ts';
import type { PageStorage } from '../page-storage.ts';

export function createDeviceKeys(storage: PageStorage): DeviceKeys {
  const memory = new Map<string, string>();
  const name = (hostAddress: string) => `chatbox.device-key.${hostAddress}`;
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
