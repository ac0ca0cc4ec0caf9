import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { replaceFile } from './atomic-replace.ts';
import { finishReplacing, replaceTogether } from './replace-together.ts';
import { faultyDisk, systemError, temporaryFolder, type FaultyDisk } from './testing.ts';

const before = { 'a.json': 'old a', 'rooms/b.json': 'old b' };
const after = { 'a.json': 'new a', 'private/c.json': 'new c', 'rooms/b.json': 'new b' };

async function folderWithFiles(): Promise<string> {
  const folder = await temporaryFolder(onTestFinished);
  mkdirSync(join(folder, 'rooms'));
  for (const [name, text] of Object.entries(before)) writeFileSync(join(folder, name), text);
  return folder;
}

async function replaceAll(folder: string, disk?: FaultyDisk): Promise<void> {
  await replaceTogether(
    folder,
    async (replacement) => {
      for (const [name, text] of Object.entries(after)) {
        await replaceFile(await replacement.stage(name), text, disk);
      }
    },
    disk,
  );
}

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

test('all files are new, folders are made for them, and nothing stays beside them', async () => {
  const folder = await folderWithFiles();
  await replaceAll(folder);
  expect(filesIn(folder)).toEqual(after);
  expect(readdirSync(folder)).toEqual(['a.json', 'private', 'rooms']);
});

test('wherever it breaks off, the next opening finds all files old or all files new', async () => {
  const outcomes: object[] = [];
  for (let steps = 0; ; steps += 1) {
    const folder = await folderWithFiles();
    const disk = faultyDisk();
    let done = 0;
    const step = (): void => {
      // From here on nothing is done any more, as if the power was gone.
      if (done++ >= steps) throw systemError('EIO');
    };
    const { remove, syncFolder } = disk;
    disk.faults = { rename: step, sync: step };
    disk.syncFolder = async (path) => (step(), syncFolder(path));
    disk.remove = async (path) => (step(), remove(path));
    const broken = await replaceAll(folder, disk).then(
      () => false,
      () => true,
    );
    await finishReplacing(folder);
    outcomes.push(filesIn(folder));
    if (!broken) break;
  }
  expect(outcomes.at(0)).toEqual(before);
  expect(outcomes.at(-1)).toEqual(after);
  const turned = outcomes.findIndex((files) => JSON.stringify(files) === JSON.stringify(after));
  for (const [index, files] of outcomes.entries()) expect(files).toEqual(index < turned ? before : after);
  // The decision falls with the list: renames, syncs and the clearing away come behind it.
  expect(outcomes.length - turned).toBeGreaterThan(6);
});

test('what cannot be staged leaves everything as it was', async () => {
  const folder = await folderWithFiles();
  const staging = replaceTogether(folder, async (replacement) => {
    writeFileSync(await replacement.stage('a.json'), 'new a');
    throw systemError('ENOSPC');
  });
  await expect(staging).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(filesIn(folder)).toEqual(before);
});

test('a list that leads out of the folder, or is none, replaces nothing', async () => {
  for (const list of [
    '[["../a.json","0"]]',
    '[["/a.json","0"]]',
    '[["a.json","../a.json"]]',
    '[[7]]',
    '{',
    '7',
  ]) {
    const folder = await folderWithFiles();
    mkdirSync(join(folder, '.replacing'));
    writeFileSync(join(folder, '.replacing', '0'), 'new');
    writeFileSync(join(folder, '.replacing', 'list.json'), list);
    await finishReplacing(folder);
    expect(filesIn(folder)).toEqual(before);
  }
});
