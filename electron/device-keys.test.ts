import { expect, test } from 'vitest';
import { createDeviceKeys, createKeptSecrets } from './device-keys.ts';
import type { KeyValueStore } from './settings.ts';

const host = 'ws://192.168.1.5:8765';
const key = '0123456789abcdef';

function createStore(values: Record<string, unknown>): KeyValueStore {
  return {
    store: values,
    set: (changed) => void Object.assign(values, changed),
    delete: (name) => void Reflect.deleteProperty(values, name),
  };
}

const noReport = (error: unknown): void => {
  throw error;
};

test('a key is there for its own host only, also after the file is opened again', () => {
  const values = {};
  createDeviceKeys(() => createStore(values), noReport).save(host, key);
  const again = createDeviceKeys(() => createStore(values), noReport);
  expect(again.load(host)).toBe(key);
  expect(again.load('ws://192.168.1.5:8766')).toBeNull();
});

test('whoever leaves a chat on purpose comes back to it as the same person', () => {
  const keys = createDeviceKeys(() => createStore({}), noReport);
  keys.save(host, key);
  keys.forget(host);
  expect(keys.load(host)).toBe(key);
});

test('a session that was ended is forgotten, also after the file is opened again', () => {
  const values = {};
  const sessions = createKeptSecrets(() => createStore(values), noReport);
  sessions.save(host, key);
  sessions.forget(host);
  expect(sessions.load(host)).toBeNull();
  expect(values).toEqual({});
});

test('what is no key in the file counts as missing', () => {
  const keys = createDeviceKeys(() => createStore({ [host]: 'short', other: 5 }), noReport);
  expect(keys.load(host)).toBeNull();
  expect(keys.load('other')).toBeNull();
});

test('a key that the disk does not take is reported and holds until the app ends', () => {
  const full = (): never => {
    throw new Error('disk full');
  };
  const reported: unknown[] = [];
  const keys = createDeviceKeys(
    () => ({ store: {}, set: full, delete: full }),
    (error) => reported.push(error),
  );
  keys.save(host, key);
  expect(keys.load(host)).toBe(key);
  expect(reported).toEqual([new Error('disk full')]);
});

test('the file is opened when the first key is asked for, and once', () => {
  let opened = 0;
  const open = () => {
    opened += 1;
    return createStore({ [host]: key });
  };
  const keys = createDeviceKeys(open, noReport);
  expect(opened).toBe(0);
  expect(keys.load(host)).toBe(key);
  keys.save(host, `${key}0`);
  expect(opened).toBe(1);
});
