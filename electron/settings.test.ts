import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Settings } from '../client/desktop-port.ts';
import { temporaryFolder } from '../test/temporary.ts';
import { type Migrations, settingsMigrations } from './migrations.ts';
import { createSettings, type KeyValueStore } from './settings.ts';
import { defaultSettings, maxRecentChats } from './settings-schema.ts';

// The real electron-store and real files. It asks for `electron`, whose package would start a download in plain Node,
// and gets an empty one: with an absolute folder it needs nothing of it.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'data:text/javascript,export default {}', shortCircuit: true }
      : next(specifier, context),
});
const { openStore } = await import('./stores.ts');

let folder: string;
let reports: string[];

beforeEach(() => {
  folder = temporaryFolder();
  reports = [];
});

function open(version = '3.0.0', migrations: Migrations = settingsMigrations): KeyValueStore {
  return openStore({ folder, name: 'settings', version, migrations, report: (text) => reports.push(text) });
}

function writeFile(text: string): void {
  writeFileSync(join(folder, 'settings.json'), text);
}

function readFile(): unknown {
  return JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'));
}

test('without a file the settings are the defaults, and reading writes no key', () => {
  expect(createSettings(open()).get()).toEqual(defaultSettings);
  expect(reports).toEqual([]);
});

test('a change is there when the file is opened again', () => {
  createSettings(open()).update({ nickname: 'Ân', theme: 'dark' });
  expect(createSettings(open()).get()).toEqual({ ...defaultSettings, nickname: 'Ân', theme: 'dark' });
});

test('keys that this version does not know stay in the file', () => {
  writeFile('{"nickname":"An","badge":"tray"}');
  createSettings(open()).update({ port: 9000 });
  expect(readFile()).toMatchObject({ nickname: 'An', badge: 'tray', port: 9000 });
});

test('a value that is not what it should be counts as its default and spoils no other', () => {
  writeFile('{"nickname":"An","port":"8765","theme":"pink","recentChats":[{"address":1}]}');
  expect(createSettings(open()).get()).toEqual({ ...defaultSettings, nickname: 'An' });
});

test('a file of an older version is migrated once, in order, and others of its keys stay', () => {
  createSettings(open('3.0.0')).update({ nickname: 'An', port: 9000 });
  const steps: string[] = [];
  const migrations: Migrations = {
    '3.0.0': () => steps.push('3.0.0'),
    '3.1.0': (store) => {
      steps.push('3.1.0');
      store.set({ theme: 'dark' });
    },
    '3.2.0': () => steps.push('3.2.0'),
    '9.0.0': () => steps.push('9.0.0'),
  };
  expect(createSettings(open('3.2.1', migrations)).get()).toMatchObject({
    nickname: 'An',
    port: 9000,
    theme: 'dark',
  });
  open('3.2.1', migrations);
  expect(steps).toEqual(['3.1.0', '3.2.0']);
});

test('a migration that fails leaves the file as it was, is said, and nothing is written over it', () => {
  createSettings(open('3.0.0')).update({ nickname: 'An' });
  const before = readFile();
  const settings = createSettings(
    open('3.1.0', {
      '3.1.0': (store) => {
        store.delete('nickname');
        throw new Error('a bug');
      },
    }),
  );
  settings.update({ nickname: 'Bình' });
  expect(reports).toEqual([expect.stringContaining('a bug')]);
  expect(readFile()).toEqual(before);
});

test.each(['{"nickname":"An', '', '[]', 'null', '\0\0\0\0'])(
  'a broken file (%j) is kept under a new name and said, and the app starts with the defaults',
  (text) => {
    writeFile(text);
    const settings = createSettings(open());
    expect(settings.get()).toEqual(defaultSettings);
    settings.update({ nickname: 'Bình' });
    const kept = readdirSync(folder).filter((name) => name.startsWith('settings.json.corrupt-'));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(folder, kept[0] ?? ''), 'utf8')).toBe(text);
    expect(reports).toEqual([expect.stringContaining(kept[0] ?? 'a name')]);
    expect(readFile()).toMatchObject({ nickname: 'Bình' });
  },
);

test('where the folder takes no file, settings hold until the app ends', () => {
  writeFile('{}');
  const inFile = openStore({
    folder: join(folder, 'settings.json'),
    name: 'settings',
    version: '3.0.0',
    migrations: settingsMigrations,
    report: (text) => reports.push(text),
  });
  const settings = createSettings(inFile);
  expect(settings.update({ nickname: 'An' })).toMatchObject({ ok: true });
  expect(settings.get().nickname).toBe('An');
  expect(reports).toHaveLength(1);
});

test.each([
  ['ENOSPC', 'storage-full'],
  ['EFBIG', 'storage-full'],
  ['EROFS', 'storage-read-only'],
  ['EIO', 'storage-failed'],
])('a write that ends in %s is answered %s and changes nothing', (errno, code) => {
  const heard: Settings[] = [];
  const settings = createSettings({
    store: {},
    set: () => {
      throw Object.assign(new Error('no'), { code: errno });
    },
    delete: () => undefined,
  });
  settings.subscribe((now) => heard.push(now));
  expect(settings.update({ nickname: 'An' })).toEqual({ ok: false, code });
  expect(settings.get()).toEqual(defaultSettings);
  expect(heard).toEqual([defaultSettings]);
});

test('a listener hears the settings as they are, then each change, until it stops', () => {
  const settings = createSettings(open());
  const heard: string[] = [];
  const stop = settings.subscribe(({ nickname }) => heard.push(nickname));
  settings.update({ nickname: 'An' });
  stop();
  settings.update({ nickname: 'Bình' });
  expect(heard).toEqual(['', 'An']);
});

test('a chat that is joined again moves to the front, and the oldest is let go', () => {
  const settings = createSettings(open());
  for (let n = 1; n <= maxRecentChats + 1; n++) {
    settings.rememberChat({
      address: `ws://10.0.0.${String(n)}`,
      name: `Chat ${String(n)}`,
      lastJoinedAt: n,
    });
  }
  settings.rememberChat({ address: 'ws://10.0.0.5', name: 'Chat 5 anew', lastJoinedAt: 99 });
  const { recentChats } = settings.get();
  expect(recentChats).toHaveLength(maxRecentChats);
  expect(recentChats[0]).toEqual({ address: 'ws://10.0.0.5', name: 'Chat 5 anew', lastJoinedAt: 99 });
  expect(recentChats.filter(({ address }) => address === 'ws://10.0.0.5')).toHaveLength(1);
  expect(recentChats.at(-1)?.address).toBe('ws://10.0.0.2');
});
