import { expect, test } from 'vitest';
import type { PageStorage } from '../page-storage.ts';
import { createKeptSecrets } from './kept-secrets.ts';
import { knownHere } from './known-here.ts';

const url = 'http://192.168.1.5:8765/';
const hostAddress = 'ws://192.168.1.5:8765';

function setUp() {
  const kept = new Map<string, string>();
  const storage: PageStorage = {
    read: (key) => kept.get(key) ?? null,
    write: (key, value) => kept.set(key, value).has(key),
    remove: (key) => void kept.delete(key),
  };
  const deviceKeys = createKeptSecrets(storage, 'device-key');
  const sessions = createKeptSecrets(storage, 'session');
  return { deviceKeys, sessions, known: (from = url) => knownHere(from, deviceKeys, sessions) };
}

test('a stranger has nothing to show, unless the code brought the password along', () => {
  const { known } = setUp();
  expect(known()).toEqual({ password: false, session: false });
  expect(known(`${url}#password=hoa`)).toEqual({ password: true, session: false });
  expect(known('no address')).toEqual({ password: false, session: false });
});

test('a device that was here need not say the password unless the host asks', () => {
  const { deviceKeys, sessions, known } = setUp();
  deviceKeys.save(hostAddress, 'u3Jm0pX2bVYk9sQe7LwR4A');
  expect(known()).toEqual({ password: true, session: false });
  expect(known('http://192.168.1.6:8765/')).toEqual({ password: false, session: false });
  sessions.save(hostAddress, 'a session');
  expect(known()).toEqual({ password: true, session: true });
});
