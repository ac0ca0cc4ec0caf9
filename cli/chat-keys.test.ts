import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileDeviceKeys } from './chat-keys.ts';
import { temporaryFolder } from '../test/temporary.ts';

const host = 'ws://127.0.0.1:8765';
const keyOfAn = 'a'.repeat(22);
const keyOfBinh = 'b'.repeat(22);

test('A key is found again by the next program, in a folder that had to be made.', () => {
  const file = join(temporaryFolder(), 'new', 'chat-keys.json');
  createFileDeviceKeys(file, 'An').save(host, keyOfAn);
  expect(createFileDeviceKeys(file, 'An').load(host)).toBe(keyOfAn);
  expect(readdirSync(join(file, '..'))).toEqual(['chat-keys.json']);
});

test.skipIf(process.platform === 'win32')('Only its owner can read the file, also after a change.', () => {
  const file = join(temporaryFolder(), 'chat-keys.json');
  for (const key of [keyOfAn, keyOfBinh]) {
    createFileDeviceKeys(file, 'An').save(host, key);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }
});

test('Another name and another host have keys of their own, also in two programs at once.', () => {
  const file = join(temporaryFolder(), 'chat-keys.json');
  const an = createFileDeviceKeys(file, 'An');
  const binh = createFileDeviceKeys(file, '__proto__');
  an.save(host, keyOfAn);
  binh.save(host, keyOfBinh);
  expect([an.load(host), binh.load(host), an.load('ws://other:8765')]).toEqual([keyOfAn, keyOfBinh, null]);
  an.forget(host);
  expect([an.load(host), binh.load(host)]).toEqual([null, keyOfBinh]);
});

test.each(['', 'no json', 'null', '[1]', '{"ws://127.0.0.1:8765 An": 5}'])(
  'A file with %j in it counts as empty, and takes a key again.',
  (content) => {
    const file = join(temporaryFolder(), 'chat-keys.json');
    writeFileSync(file, content);
    const keys = createFileDeviceKeys(file, 'An');
    expect(keys.load(host)).toBeNull();
    keys.save(host, keyOfAn);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ [`${host} An`]: keyOfAn });
  },
);

test('A key that the disk does not take holds until the program ends.', () => {
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  const keys = createFileDeviceKeys(join(file, 'chat-keys.json'), 'An');
  keys.save(host, keyOfAn);
  expect(keys.load(host)).toBe(keyOfAn);
  keys.forget(host);
  expect(keys.load(host)).toBeNull();
});
