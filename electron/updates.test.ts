import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { UpdateStatus } from '../client/desktop-port.ts';
import { createUpdates, type Updater } from './updates.ts';

type Found = Awaited<ReturnType<Updater['checkForUpdates']>>;

/** Answers as a test wants and notes what it was asked. */
class FakeUpdater extends EventEmitter implements Updater {
  readonly asked: string[] = [];
  found: Found | Error = { isUpdateAvailable: true, updateInfo: { version: '3.1.0' } };
  download = Promise.withResolvers<unknown>();

  async checkForUpdates(): Promise<Found> {
    this.asked.push('check');
    if (this.found instanceof Error) throw this.found;
    return this.found;
  }

  downloadUpdate(): Promise<unknown> {
    this.asked.push('download');
    return this.download.promise;
  }

  quitAndInstall(): void {
    this.asked.push('install');
  }
}

function setUp({ stays = false, off = false } = {}) {
  const updater = new FakeUpdater();
  const said: UpdateStatus[] = [];
  const reported: string[] = [];
  let loads = 0;
  const updates = createUpdates({
    appVersion: '3.0.0',
    load: off
      ? null
      : async () => {
          loads += 1;
          return updater;
        },
    quitBy: async (end) => {
      if (stays) return false;
      await end();
      return true;
    },
    report: (error) => reported.push(String(error)),
  });
  updates.subscribe(({ appVersion, status }) => {
    expect(appVersion).toBe('3.0.0');
    said.push(status);
  });
  return { updater, updates, said, reported, loads: () => loads };
}

test('nothing is loaded and nobody is asked until somebody looks', async () => {
  const { updates, updater, said, loads } = setUp();
  await updates.download();
  await updates.install();
  expect([loads(), updater.asked, said]).toEqual([0, [], [{ name: 'unknown' }]]);
});

test('a version that is found waits to be downloaded, and one that is downloaded waits to be installed', async () => {
  const { updates, updater, said } = setUp();
  await updates.look();
  expect(updater.asked).toEqual(['check']);
  const downloading = updates.download();
  await updates.install();
  updater.emit('download-progress', { percent: 40.2 });
  updater.emit('download-progress', { percent: 40.9 });
  updater.download.resolve([]);
  await downloading;
  expect(updater.asked).toEqual(['check', 'download']);
  expect(said).toEqual([
    { name: 'unknown' },
    { name: 'looking' },
    { name: 'available', version: '3.1.0' },
    { name: 'downloading', version: '3.1.0', percent: 0 },
    { name: 'downloading', version: '3.1.0', percent: 40 },
    { name: 'ready', version: '3.1.0' },
  ]);
  void updates.install();
  await new Promise(setImmediate);
  expect(updater.asked).toEqual(['check', 'download', 'install']);
});

test('what was found is not looked for again, and what fetches it is loaded once', async () => {
  const { updates, updater, said, loads } = setUp();
  updater.found = { isUpdateAvailable: false, updateInfo: { version: '3.0.0' } };
  await updates.look();
  expect(said.at(-1)).toEqual({ name: 'newest' });
  updater.found = { isUpdateAvailable: true, updateInfo: { version: '3.1.0' } };
  await Promise.all([updates.look(), updates.look()]);
  await updates.look();
  expect(updater.asked).toEqual(['check', 'check']);
  expect(loads()).toBe(1);
});

test('without an answer the person hears so and can look again', async () => {
  const { updates, updater, said, reported } = setUp();
  updater.found = new Error('offline');
  await updates.look();
  expect(said.at(-1)).toEqual({ name: 'look-failed' });
  expect(reported).toEqual(['Error: offline']);
  updater.found = { isUpdateAvailable: true, updateInfo: { version: '3.1.0' } };
  await updates.look();
  expect(said.at(-1)).toEqual({ name: 'available', version: '3.1.0' });
});

test('a download that breaks off can be tried again', async () => {
  const { updates, updater, said } = setUp();
  await updates.look();
  updater.download.reject(new Error('reset'));
  await updates.download();
  expect(said.at(-1)).toEqual({ name: 'download-failed', version: '3.1.0' });
  updater.download = Promise.withResolvers();
  updater.download.resolve([]);
  await updates.download();
  expect(said.at(-1)).toEqual({ name: 'ready', version: '3.1.0' });
});

test('whoever stays at the question keeps the version that is ready', async () => {
  const { updates, updater, said } = setUp({ stays: true });
  await updates.look();
  updater.download.resolve([]);
  await updates.download();
  await updates.install();
  expect(updater.asked).toEqual(['check', 'download']);
  expect(said.at(-1)).toEqual({ name: 'ready', version: '3.1.0' });
});

test('an installer that does not start is said, and can be tried again', async () => {
  const { updates, updater, said } = setUp();
  await updates.look();
  updater.download.resolve([]);
  await updates.download();
  const installing = updates.install();
  await new Promise(setImmediate);
  updater.emit('error', new Error('no installer'));
  await installing;
  expect(said.at(-1)).toEqual({ name: 'install-failed', version: '3.1.0' });
  void updates.install();
  await new Promise(setImmediate);
  expect(updater.asked).toEqual(['check', 'download', 'install', 'install']);
});

test('a copy that does not replace itself says so and asks nobody', async () => {
  const { updates, said } = setUp({ off: true });
  await updates.look();
  expect(said).toEqual([{ name: 'off' }]);
});

test('a copy that turns out not to be replaceable says so too', async () => {
  const { updates, updater, said } = setUp();
  updater.found = null;
  await updates.look();
  await updates.look();
  expect(said.at(-1)).toEqual({ name: 'off' });
  expect(updater.asked).toEqual(['check']);
});
