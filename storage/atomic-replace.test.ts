import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { replaceFile } from './atomic-replace.ts';
import { faultyDisk, systemError, temporaryFolder } from './testing.ts';

async function existing(content: string): Promise<string> {
  const path = join(await temporaryFolder(onTestFinished), 'some.json');
  await writeFile(path, content);
  return path;
}

async function* pieces(): AsyncGenerator<Buffer> {
  yield Buffer.from('one ');
  yield Buffer.from('two');
}

test('A file is created or replaced, from text, bytes or pieces, and nothing else is left', async () => {
  const path = await existing('old');
  for (const [content, text] of [
    ['new', 'new'],
    [Buffer.from('ễ'), 'ễ'],
    [pieces(), 'one two'],
    ['', ''],
  ] as const) {
    await replaceFile(path, content);
    expect(await readFile(path, 'utf8')).toBe(text);
  }
  await replaceFile(join(dirname(path), 'new.json'), 'x');
  expect((await readdir(dirname(path))).sort()).toEqual(['new.json', 'some.json']);
});

test('The content is on the disk before its name is, so a power cut never shows half of it', async () => {
  const path = await existing('old');
  const disk = faultyDisk();
  const steps: string[] = [];
  disk.faults = {
    write: () => void steps.push('write'),
    synced: () => steps.push('synced'),
    rename: () => steps.push('rename'),
  };
  disk.syncFolder = async () => void steps.push('folder synced');
  await replaceFile(path, pieces(), disk);
  expect(steps).toEqual(['write', 'write', 'synced', 'rename', 'folder synced']);
});

test('A write or a sync that fails leaves the old content and no temporary file', async () => {
  for (const fault of ['write', 'sync', 'rename'] as const) {
    const path = await existing('old');
    const disk = faultyDisk();
    disk.faults[fault] = () => {
      throw systemError('EIO');
    };
    await expect(replaceFile(path, 'new', disk)).rejects.toMatchObject({ code: 'EIO' });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(dirname(path))).toEqual(['some.json']);
  }
});

test('A file that a scanner holds for a moment is replaced as soon as it lets go', async () => {
  const path = await existing('old');
  const disk = faultyDisk();
  const refusals = ['EPERM', 'EACCES', 'EBUSY'];
  disk.faults.rename = () => {
    const code = refusals.shift();
    if (code !== undefined) throw systemError(code);
  };
  await replaceFile(path, 'new', disk);
  expect(await readFile(path, 'utf8')).toBe('new');
});

test('A file that is held for good is named in the error', async () => {
  const path = await existing('old');
  const disk = faultyDisk();
  disk.faults.rename = () => {
    throw systemError('EPERM');
  };
  const failure = replaceFile(path, 'new', disk);
  await expect(failure).rejects.toThrow(path);
  await expect(failure).rejects.toMatchObject({ code: 'EBUSY', cause: { code: 'EPERM' } });
  expect(await readdir(dirname(path))).toEqual(['some.json']);
});
