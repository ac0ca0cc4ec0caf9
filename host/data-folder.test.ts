import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeDisk, type Disk } from '../storage/disk.ts';
import { faultyDisk, systemError } from '../storage/testing.ts';
import { temporaryFolder } from '../test/temporary.ts';
import { openFolder } from './data-folder.ts';

const refused = { ok: false, code: 'folder-not-writable' };

test('a folder is made with those above it, and locked', async () => {
  const folder = join(temporaryFolder(), 'a', 'b');
  const lock = await openFolder(folder);
  expect((await stat(folder)).isDirectory()).toBe(true);
  expect(await openFolder(folder)).toEqual({ ok: false, code: 'folder-locked' });
  if (lock.ok) lock.release();
});

test('a power cut does not take a new folder, nor those above it, once it is open', async () => {
  const above = temporaryFolder();
  const safe: Record<string, string[]> = {};
  const disk: Disk = {
    ...nodeDisk,
    async syncFolder(folder) {
      await nodeDisk.syncFolder(folder);
      safe[folder] = readdirSync(folder);
    },
  };
  const folder = join(above, 'a', 'b');
  const lock = await openFolder(folder, disk);
  expect(safe).toEqual({ [above]: ['a'], [join(above, 'a')]: ['b'] });
  if (lock.ok) lock.release();
});

test('two that make the same folder at once both find it', async () => {
  const folder = join(temporaryFolder(), 'a', 'b');
  const [one, other] = await Promise.all([openFolder(folder), openFolder(folder)]);
  for (const lock of [one, other]) if (lock.ok) lock.release();
  expect([one.ok || one.code, other.ok || other.code].sort()).toEqual(['folder-locked', true]);
});

test('a file in the place of the folder, or above it, is no folder', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await openFolder(file)).toEqual(refused);
  expect(await openFolder(join(file, 'below'))).toEqual(refused);
});

// Root may write anywhere but there.
test.skipIf(process.platform !== 'linux')(
  'a folder that the system does not let anyone make is refused',
  async () => {
    expect(await openFolder('/proc/nope/chat')).toEqual(refused);
  },
);

test('a folder in which a decided import cannot be finished is not opened, and is opened once it can be', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.replacing'));
  writeFileSync(join(folder, '.replacing', '0'), 'new');
  writeFileSync(join(folder, '.replacing', 'list.json'), '[["a.json","0"]]');
  const disk = faultyDisk();
  disk.faults.rename = () => {
    throw systemError('EIO');
  };
  expect(await openFolder(folder, disk)).toEqual(refused);
  const lock = await openFolder(folder);
  expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('new');
  if (lock.ok) lock.release();
});
