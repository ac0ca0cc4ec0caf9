import { expect, test } from 'vitest';
import type { KeptSeat } from '../../client/kept-seat.ts';
import type { PageStorage } from '../page-storage.ts';
import { createSeatStore } from './seat-store.ts';

const chatUrl = 'ws://192.168.1.5:8765/';
const waiting = { id: 'a-message', content: 'chờ', at: 1, failure: null };
const seat = (...outbox: KeptSeat['outbox']): KeptSeat => ({ url: chatUrl, deviceKey: 'secret', outbox });

function createTabStorage(fits: (value: string) => boolean = () => true) {
  const items = new Map<string, string>();
  const storage: PageStorage = {
    read: (key) => items.get(key) ?? null,
    write: (key, value) => fits(value) && items.set(key, value) === items,
    remove: (key) => void items.delete(key),
  };
  return { items, storage };
}

test('a seat and what waits in it outlive the page', () => {
  const { storage } = createTabStorage();
  createSeatStore(storage).save(chatUrl, seat(waiting));
  const reloaded = createSeatStore(storage);
  expect(reloaded.load(chatUrl)).toEqual(seat(waiting));
  expect(reloaded.load('ws://192.168.1.6:8765/')).toBeNull();
  reloaded.forget(chatUrl);
  expect(reloaded.load(chatUrl)).toBeNull();
});

test('what another program wrote there is nothing', () => {
  const { items, storage } = createTabStorage();
  createSeatStore(storage).save(chatUrl, seat());
  for (const key of items.keys()) items.set(key, '{');
  expect(createSeatStore(storage).load(chatUrl)).toBeNull();
});

test('only while messages wait that do not fit is closing the page a loss', () => {
  const { items, storage } = createTabStorage((value) => value.length < 150);
  const store = createSeatStore(storage);
  store.save(chatUrl, seat(waiting));
  expect(store.isLosing()).toBe(false);
  store.save(chatUrl, seat(waiting, { ...waiting, id: 'another', content: 'x'.repeat(100) }));
  expect(store.isLosing()).toBe(true);
  // Half of what waits would be worse than nothing: the order would be lost.
  expect(items.size).toBe(0);
  store.save(chatUrl, seat());
  expect(store.isLosing()).toBe(false);
});

test('a browser that keeps nothing loses nothing while nothing waits', () => {
  const store = createSeatStore(createTabStorage(() => false).storage);
  store.save(chatUrl, seat());
  expect(store.isLosing()).toBe(false);
  store.save(chatUrl, seat(waiting));
  expect(store.isLosing()).toBe(true);
  store.forget(chatUrl);
  expect(store.isLosing()).toBe(false);
});
