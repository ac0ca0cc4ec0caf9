import { expect, test } from 'vitest';
import { createKeptSecrets } from './web/kept-secrets.ts';
import { createPageStorage } from './page-storage.ts';

function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  };
}

const blocked = createPageStorage(() => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
});

test('what is written is read again, until it is removed', () => {
  const local = memoryStorage();
  const storage = createPageStorage(() => local);
  expect(storage.write('name', 'Bình')).toBe(true);
  expect(storage.read('name')).toBe('Bình');
  storage.remove('name');
  expect(storage.read('name')).toBeNull();
});

test('a browser that forbids storage is one that remembers nothing', () => {
  expect(blocked.write('name', 'Bình')).toBe(false);
  expect(blocked.read('name')).toBeNull();
  expect(() => blocked.remove('name')).not.toThrow();
});

test('full storage says that nothing was kept', () => {
  const storage = createPageStorage(() => ({
    ...memoryStorage(),
    setItem() {
      throw new DOMException('Full.', 'QuotaExceededError');
    },
  }));
  expect(storage.write('name', 'Bình')).toBe(false);
});

test('a device key outlives the page, one for each host', () => {
  const local = memoryStorage();
  const keys = () =>
    createKeptSecrets(
      createPageStorage(() => local),
      'device-key',
    );
  keys().save('ws://192.168.1.5:8765', 'secret');
  expect(keys().load('ws://192.168.1.5:8765')).toBe('secret');
  expect(keys().load('ws://192.168.1.6:8765')).toBeNull();
});

test('a forgotten device key is gone from the page and from its storage', () => {
  const local = memoryStorage();
  const keys = createKeptSecrets(
    createPageStorage(() => local),
    'device-key',
  );
  keys.save('ws://192.168.1.5:8765', 'secret');
  keys.forget('ws://192.168.1.5:8765');
  expect(keys.load('ws://192.168.1.5:8765')).toBeNull();
  expect(local.length).toBe(0);
});

test('without storage a device key lasts as long as the page', () => {
  const keys = createKeptSecrets(blocked, 'device-key');
  keys.save('ws://192.168.1.5:8765', 'secret');
  expect(keys.load('ws://192.168.1.5:8765')).toBe('secret');
});
