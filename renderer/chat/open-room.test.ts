import { expect, test } from 'vitest';
import { createPageStorage } from '../page-storage.ts';
import { createOpenRoomStore } from './open-room.ts';

function setUp() {
  const kept = new Map<string, string>();
  const storage = createPageStorage(() => ({
    length: kept.size,
    key: () => null,
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }));
  return { kept, store: createOpenRoomStore(storage), again: () => createOpenRoomStore(storage) };
}

test('the conversation that was open is known to the next page of the same person, and to nobody else', () => {
  const { store, again } = setUp();
  store.save('person-an', '@person-binh');
  expect(again().load('person-an')).toBe('@person-binh');
  expect(again().load('person-binh')).toBeNull();
});

test('whoever leaves leaves nothing behind', () => {
  const { kept, store } = setUp();
  store.save('person-an', 'room-game');
  store.forget();
  expect(kept.size).toBe(0);
});

test('what is not ours, is cut off or names no conversation counts for nothing', () => {
  const { kept, store } = setUp();
  store.save('person-an', 'room-game');
  const [key = ''] = kept.keys();
  for (const text of ['{"of":"person-an","room":"ro', '5', '{"of":"person-an","room":"no room"}', 'null']) {
    kept.set(key, text);
    expect(store.load('person-an')).toBeNull();
  }
});
