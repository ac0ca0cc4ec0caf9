import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { storageCode } from './disk.ts';
import { openLineFile } from './line-file.ts';
import { faultyDisk, recordEvents, systemError, temporaryFolder, testLine } from './testing.ts';

const text = (n: number): string => testLine(n, `secret ${n}`);
/** Another line of the same length, without the secret. */
const erased = (n: number): string => `${JSON.stringify({ n }).slice(0, -1)}${' '.repeat(text(n).length)}`;
const tombstone = (n: number): string => `${erased(n).slice(0, text(n).length - 1)}}`;

async function openFile() {
  const [events, disk] = [recordEvents(), faultyDisk()];
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  const file = await openLineFile(path, { ...events, disk, flushWindowMs: 0, syncWindowMs: 0 });
  onTestFinished(() => file.close());
  return { file, events, disk, path };
}

test('A line that is overwritten is gone from the file, its neighbours stay, and the file stays valid JSON', async () => {
  const { file, events, path } = await openFile();
  for (let n = 0; n < 3; n += 1) file.append(text(n), String(n));
  await events.until(() => events.synced.length === 3);
  await file.overwrite(1, tombstone(1));
  const content = await readFile(path, 'utf8');
  expect(content).not.toContain('secret 1');
  expect(JSON.parse(content)).toEqual([{ n: 0, text: 'secret 0' }, { n: 1 }, { n: 2, text: 'secret 2' }]);
  expect(await file.read(1, 2)).toEqual([tombstone(1)]);
});

test('A line of another length, no line and no object are refused, and nothing is written', async () => {
  const { file, events, path } = await openFile();
  file.append(text(0), '0');
  await events.until(() => events.synced.length === 1);
  const before = await readFile(path, 'utf8');
  await expect(file.overwrite(0, '{}')).rejects.toThrow(RangeError);
  await expect(file.overwrite(1, tombstone(1))).rejects.toThrow(RangeError);
  await expect(file.overwrite(0, 'x'.repeat(text(0).length))).rejects.toThrow(TypeError);
  expect(await readFile(path, 'utf8')).toBe(before);
  file.append(text(1), '1');
  await events.until(() => events.synced.length === 2);
});

test('It is over only when it is synced, and messages that come meanwhile are written after it', async () => {
  const { file, events, disk } = await openFile();
  file.append(text(0), '0');
  await events.until(() => events.synced.length === 1);
  const steps: string[] = [];
  disk.faults.synced = () => void steps.push('synced');
  const overwritten = file.overwrite(0, tombstone(0)).then(() => steps.push('overwritten'));
  file.append(text(1), '1');
  await overwritten;
  await events.until(() => events.synced.length === 2);
  expect(steps.slice(0, 2)).toEqual(['synced', 'overwritten']);
});

test('A line that a failed sync left unsure is written again as it was overwritten, not as it was', async () => {
  const { file, events, disk, path } = await openFile();
  let fail = (): void => undefined;
  const held = new Promise<void>((_, reject) => {
    fail = () => reject(systemError('EIO'));
  });
  let syncs = 0;
  disk.faults.sync = () => (syncs++ === 0 ? held : undefined);
  file.append(text(0), '0');
  await events.until(() => events.written.length === 1);
  await file.overwrite(0, tombstone(0));
  fail();
  await events.until(() => events.states.includes(null));
  expect(events).toMatchObject({ states: ['storage-failed', null], synced: ['0'] });
  expect(await readFile(path, 'utf8')).not.toContain('secret');
});

test('While the disk fails it is refused with the code, and can be done when that is over', async () => {
  const { file, events, disk, path } = await openFile();
  file.append(text(0), '0');
  await events.until(() => events.synced.length === 1);
  disk.faults.write = () => {
    throw systemError('ENOSPC');
  };
  const failure: unknown = await file.overwrite(0, tombstone(0)).catch((error: unknown) => error);
  expect(storageCode(failure)).toBe('storage-full');
  const again: unknown = await file.overwrite(0, tombstone(0)).catch((error: unknown) => error);
  expect(storageCode(again)).toBe('storage-full');
  disk.faults.write = () => undefined;
  await events.until(() => events.states.includes(null));
  await file.overwrite(0, tombstone(0));
  expect(await readFile(path, 'utf8')).not.toContain('secret');
});
