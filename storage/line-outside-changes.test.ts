// What happens when somebody else is at the file while it is open.
import { appendFile, readFile, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openLineFile } from './line-file.ts';
import type { LineFile } from './line-file.ts';
import { faultyDisk, recordEvents, systemError, temporaryFolder, testLine } from './testing.ts';
import type { EventRecord, FaultyDisk } from './testing.ts';

interface Fixture {
  readonly file: LineFile<string>;
  readonly events: EventRecord;
  readonly disk: FaultyDisk;
}

async function openWithTwoLines(): Promise<Fixture> {
  const [events, disk] = [recordEvents(), faultyDisk()];
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  const file = await openLineFile(path, { ...events, disk, flushWindowMs: 0, syncWindowMs: 0 });
  for (const n of [0, 1]) file.append(testLine(n), String(n));
  await events.until(() => events.synced.length === 2);
  return { file, events, disk };
}

function textOf(...numbers: number[]): string {
  return `[\n${numbers.map((n) => testLine(n)).join(',\n')}\n]\n`;
}

test('A file that was deleted is written anew with every line before anything more is acknowledged', async () => {
  const { file, events } = await openWithTwoLines();
  await rm(file.path);
  file.append(testLine(2), '2');
  await events.until(() => events.states.at(-1) === null);
  expect(events.synced).toEqual(['0', '1', '2']);
  expect(events.failed).toEqual([]);
  expect(await readFile(file.path, 'utf8')).toBe(textOf(0, 1, 2));
  file.append(testLine(3), '3');
  await events.until(() => events.synced.length === 4);
  expect(await readFile(file.path, 'utf8')).toBe(textOf(0, 1, 2, 3));
  expect(await file.read(0, 9)).toEqual([0, 1, 2, 3].map((n) => testLine(n)));
  await file.close();
});

test('A file that was moved away is left there, and all lines are under the path again', async () => {
  const { file, events } = await openWithTwoLines();
  await rename(file.path, `${file.path}.moved`);
  file.append(testLine(2), '2');
  await events.until(() => events.states.at(-1) === null);
  expect(events.synced).toEqual(['0', '1', '2']);
  expect(await readFile(file.path, 'utf8')).toBe(textOf(0, 1, 2));
  file.append(testLine(3), '3');
  await file.close();
  expect(await readFile(`${file.path}.moved`, 'utf8')).toBe(textOf(0, 1, 2));
});

test('A file that an editor put in the place of ours is kept beside it', async () => {
  const { file, events } = await openWithTwoLines();
  await writeFile(`${file.path}.edited`, '[{"edited":true}]');
  await rename(`${file.path}.edited`, file.path);
  file.append(testLine(2), '2');
  await events.until(() => events.synced.length === 3);
  await file.close();
  expect(await readFile(file.path, 'utf8')).toBe(textOf(0, 1, 2));
  const names = await readdir(dirname(file.path));
  const kept = names.find((name) => name.startsWith('data.json.replaced-')) ?? '';
  expect(await readFile(join(dirname(file.path), kept), 'utf8')).toBe('[{"edited":true}]');
});

test('While the whole folder is gone lines are refused, and all are back when it is', async () => {
  const { file, events, disk } = await openWithTwoLines();
  disk.faults.identify = () => {
    throw systemError('EIO');
  };
  file.append(testLine(2), '2');
  await events.until(() => events.states.at(-1) === 'storage-failed');
  file.append(testLine(3), '3');
  await events.until(() => events.failed.length === 1);
  expect(events.synced).toEqual(['0', '1']);
  disk.faults = {};
  await events.until(() => events.states.at(-1) === null);
  expect(events.synced).toEqual(['0', '1', '2']);
  await file.close();
  expect(await readFile(file.path, 'utf8')).toBe(textOf(0, 1, 2));
});

test('A file that somebody wrote into is not written to until it is as before', async () => {
  const { file, events } = await openWithTwoLines();
  await appendFile(file.path, 'a note '.repeat(30));
  file.append(testLine(2), '2');
  await events.until(() => events.states.at(-1) === 'storage-failed');
  const changed = await readFile(file.path, 'utf8');
  file.append(testLine(3), '3');
  await events.until(() => events.failed.length === 1);
  expect(await readFile(file.path, 'utf8')).toBe(changed);
  expect(events.synced).toEqual(['0', '1']);
  await truncate(file.path, Buffer.byteLength(textOf(0, 1, 2)));
  await events.until(() => events.states.at(-1) === null);
  expect(events.synced).toEqual(['0', '1', '2']);
  await file.close();
  expect(await readFile(file.path, 'utf8')).toBe(textOf(0, 1, 2));
});

test('What somebody added to a file at rest is not written over', async () => {
  const { file, events } = await openWithTwoLines();
  await appendFile(file.path, 'hm\n');
  const now = performance.now.bind(performance);
  const later = vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000);
  onTestFinished(() => later.mockRestore());
  file.append(testLine(2), '2');
  await events.until(() => events.failed.length === 1);
  expect(events.failed).toEqual([{ entry: '2', code: 'storage-failed' }]);
  expect(await readFile(file.path, 'utf8')).toBe(`${textOf(0, 1)}hm\n`);
  await file.close();
});

test('Reading a page that somebody has cut off fails instead of making lines up', async () => {
  const { file } = await openWithTwoLines();
  await truncate(file.path, 10);
  await expect(file.read(0, 2)).rejects.toThrow('another program');
  await file.close();
  expect((await readFile(file.path)).length).toBe(10);
});
