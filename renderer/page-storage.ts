// The browser's local storage where there is one. It can be switched off, full, or forbidden to a frame; then nothing is
// remembered and everything else works.

export interface PageStorage {
  /** Null where there is nothing, or nothing can be read. */
  read(key: string): string | null;
  /** Returns whether it is kept. */
  write(key: string, value: string): boolean;
  remove(key: string): void;
}

/** @param getStorage may throw: merely touching `window.localStorage` does where cookies are blocked */
export function createPageStorage(getStorage: () => Storage): PageStorage {
  const attempt = <Value>(action: (storage: Storage) => Value, otherwise: Value): Value => {
    try {
      return action(getStorage());
    } catch {
      return otherwise;
    }
  };
  return {
    read: (key) => attempt((storage) => storage.getItem(key), null),
    write: (key, value) =>
      attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false),
    remove: (key) => attempt((storage) => storage.removeItem(key), undefined),
  };
}
