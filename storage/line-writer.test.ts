import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/** A file with two stored lines, `0` and `1`, on a disk that can be made to fail. */
async function openFaulty(flushWindowMs = 0): Promise<Fixture> {
  const [events, disk] = [recordEvents(), faultyDisk()];
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  const file = await openLineFile(path, { ...events, disk, flushWindowMs, syncWindowMs: 0 });
  for (const n of [0, 1]) file.append(testLine(n), String(n));
  await events.until(() => events.synced.length === 2);
  return { file, events, disk };
}

async function numbersIn(file: LineFile<string>): Promise<unknown[]> {
  const records: unknown = JSON.parse(await readFile(file.path, 'utf8'));
  return Array.isArray(records) ? records.map((record: { n?: unknown }) => record.n) : [];
}

test('The first line after a rest is written at once, those that follow gather into one write', async () => {
  const events = recordEvents();
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  const file = await openLineFile(path, { ...events, flushWindowMs: 60_000 });
  file.append(testLine(0), '0');
  await events.until(() => events.written.length === 1);
  for (let n = 1; n < 100; n += 1) file.append(testLine(n), String(n));
  await file.close();
  expect(events.batches.map((batch) => batch.length)).toEqual([1, 99]);
});

test('The first write after a rest is synced at once, those that follow gather into one sync', async () => {
  const [events, disk] = [recordEvents(), faultyDisk()];
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  let syncs = 0;
  disk.faults.sync = () => void (syncs += 1);
  const file = await openLineFile(path, { ...events, disk, flushWindowMs: 0, syncWindowMs: 60_000 });
  syncs = 0;
  file.append(testLine(0), '0');
  await events.until(() => events.synced.length === 1);
  for (let n = 1; n < 5; n += 1) {
    file.append(testLine(n), String(n));
    await events.until(() => events.written.length === n + 1);
  }
  expect(events.synced).toEqual(['0']);
  await file.close();
  expect(syncs).toBe(2);
  expect(events.synced).toEqual(['0', '1', '2', '3', '4']);
});

test('What waits for its sync is synced when the window is over, also when nothing more comes', async () => {
  const events = recordEvents();
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  const file = await openLineFile(path, { ...events, flushWindowMs: 0, syncWindowMs: 20 });
  for (let n = 0; n < 3; n += 1) {
    file.append(testLine(n), String(n));
    await events.until(() => events.written.length === n + 1);
  }
  await events.until(() => events.synced.length === 3);
  expect(events.synced).toEqual(events.written);
  await file.close();
});

test('Lines that arrive during a write wait for it and go into the next one together', async () => {
  const { file, events, disk } = await openFaulty();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  disk.faults.write = async () => {
    await held;
    return undefined;
  };
  file.append(testLine(2), '2');
  await new Promise(setImmediate);
  for (let n = 3; n < 20; n += 1) file.append(testLine(n), String(n));
  release();
  await events.until(() => events.synced.length === 20);
  expect(events.batches.slice(-2).map((batch) => batch.length)).toEqual([1, 17]);
  await file.close();
});

test('Writing goes on while a sync is under way, and one sync then covers all of it in order', async () => {
  const { file, events, disk } = await openFaulty();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let syncs = 0;
  disk.faults.sync = () => {
    syncs += 1;
    return syncs === 1 ? held : undefined;
  };
  for (let n = 2; n < 8; n += 1) {
    file.append(testLine(n), String(n));
    await events.until(() => events.written.length === n + 1);
  }
  expect(events.synced).toEqual(['0', '1']);
  release();
  await events.until(() => events.synced.length === 8);
  expect(syncs).toBe(2);
  expect(events.synced).toEqual(events.written);
  await file.close();
});

test('A disk that takes a few bytes at a time gets the rest in further writes', async () => {
  const { file, events, disk } = await openFaulty();
  disk.faults.write = () => 7;
  for (let n = 2; n < 30; n += 1) file.append(testLine(n), String(n));
  await events.until(() => events.synced.length === 30);
  disk.faults = {};
  await file.close();
  expect(await numbersIn(file)).toEqual(Array.from({ length: 30 }, (_, n) => n));
});

test('A disk that is full half-way through a write leaves valid JSON, refuses, and takes lines again later', async () => {
  const { file, events, disk } = await openFaulty();
  const before = await readFile(file.path, 'utf8');
  let full = true;
  let tried = (): void => undefined;
  const triedAgain = new Promise<void>((resolve) => (tried = resolve));
  disk.faults.write = (bytes) => {
    if (bytes.every((byte) => byte === 0x20)) tried();
    if (!full || bytes.length < 4) return undefined;
    if (bytes.length < 20 || bytes.length > 100) throw systemError('ENOSPC');
    return bytes.length - 10;
  };
  file.append(testLine(2), '2');
  await events.until(() => events.failed.length === 1);
  expect(events.failed).toEqual([{ entry: '2', code: 'storage-full' }]);
  expect(await readFile(file.path, 'utf8')).toBe(before);
  file.append(testLine(3), '3');
  await events.until(() => events.failed.length === 2);
  expect(await file.read(0, 5)).toEqual([testLine(0), testLine(1)]);
  await triedAgain;
  expect(events.states).toEqual(['storage-full']);
  full = false;
  await events.until(() => events.states.at(-1) === null);
  file.append(testLine(4), '4');
  await events.until(() => events.synced.length === 3);
  expect(events.states).toEqual(['storage-full', null]);
  expect(events.synced).toEqual(['0', '1', '4']);
  expect(await numbersIn(file)).toEqual([0, 1, 4]);
  await file.close();
});

test('When mending the end fails as well, it is mended before anything else is written', async () => {
  const { file, events, disk } = await openFaulty();
  let broken = true;
  let begun = false;
  disk.faults.write = () => {
    if (!broken) return undefined;
    if (begun) throw systemError('EIO');
    begun = true;
    return 9;
  };
  disk.faults.truncate = () => {
    if (broken) throw systemError('EIO');
  };
  file.append(testLine(2), '2');
  await events.until(() => events.failed.length === 1);
  expect(events.failed).toEqual([{ entry: '2', code: 'storage-failed' }]);
  await expect(numbersIn(file)).rejects.toThrow(SyntaxError);
  broken = false;
  await events.until(() => events.states.at(-1) === null);
  expect(await numbersIn(file)).toEqual([0, 1]);
  file.append(testLine(3), '3');
  await events.until(() => events.synced.length === 3);
  expect(await numbersIn(file)).toEqual([0, 1, 3]);
  await file.close();
});

test('Each reason why a disk refuses has its code', async () => {
  for (const [system, code] of [
    ['ENOSPC', 'storage-full'],
    ['EDQUOT', 'storage-full'],
    ['EROFS', 'storage-read-only'],
    ['EACCES', 'storage-read-only'],
    ['EIO', 'storage-failed'],
  ] as const) {
    const { file, events, disk } = await openFaulty();
    disk.faults.write = () => {
      throw systemError(system);
    };
    file.append(testLine(2), '2');
    await events.until(() => events.failed.length === 1);
    expect(events.failed[0]?.code).toBe(code);
    expect(events.states).toEqual([code]);
    disk.faults = {};
    await file.close();
  }
});

test('Lines whose sync failed are written anew at their place, and acknowledged once a sync succeeds', async () => {
  const { file, events, disk } = await openFaulty();
  let broken = true;
  const rewritten: { text: string; position: number }[] = [];
  disk.faults.sync = () => {
    if (broken) throw systemError('EIO');
  };
  file.append(testLine(2), '2');
  await events.until(() => events.states.length === 1);
  expect(events.states).toEqual(['storage-failed']);
  file.append(testLine(3), '3');
  await events.until(() => events.failed.length === 1);
  expect(events.failed).toEqual([{ entry: '3', code: 'storage-failed' }]);
  expect(events.synced).toEqual(['0', '1']);
  disk.faults.write = (bytes, position) => {
    rewritten.push({ text: Buffer.from(bytes).toString(), position });
    return undefined;
  };
  broken = false;
  await events.until(() => events.states.at(-1) === null);
  expect(events.synced).toEqual(['0', '1', '2']);
  const place = Buffer.byteLength(`[\n${testLine(0)},\n${testLine(1)}`);
  expect(rewritten[0]).toEqual({ text: `,\n${testLine(2)}\n]\n`, position: place });
  file.append(testLine(4), '4');
  await events.until(() => events.synced.length === 4);
  expect(await numbersIn(file)).toEqual([0, 1, 2, 4]);
  await file.close();
});

test('Lines of several writes behind one failed sync are rewritten in one piece', async () => {
  const { file, events, disk } = await openFaulty();
  let fail: (error: Error) => void = () => undefined;
  const held = new Promise<void>((_, reject) => (fail = reject));
  let syncs = 0;
  disk.faults.sync = () => {
    syncs += 1;
    return syncs === 1 ? held : undefined;
  };
  for (const n of [2, 3, 4]) {
    file.append(testLine(n), String(n));
    await events.until(() => events.written.length === n + 1);
  }
  const writes: string[] = [];
  disk.faults.write = (bytes) => {
    writes.push(Buffer.from(bytes).toString());
    return undefined;
  };
  fail(systemError('EIO'));
  await events.until(() => events.synced.length === 5);
  expect(writes[0]).toBe(`,\n${testLine(2)},\n${testLine(3)},\n${testLine(4)}\n]\n`);
  expect(events.synced).toEqual(['0', '1', '2', '3', '4']);
  await file.close();
  expect(await numbersIn(file)).toEqual([0, 1, 2, 3, 4]);
});

test('Recovering waits for a sync that is still under way, so no line is acknowledged by the wrong one', async () => {
  const { file, events, disk } = await openFaulty();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let syncs = 0;
  disk.faults.sync = () => {
    syncs += 1;
    return syncs === 1 ? held : undefined;
  };
  file.append(testLine(2), '2');
  await events.until(() => events.written.length === 3);
  disk.faults.write = () => {
    throw systemError('ENOSPC');
  };
  file.append(testLine(3), '3');
  // The flush window is over at once, the wait before recovering with this.
  await vi.advanceTimersByTimeAsync(50);
  await events.until(() => events.failed.length === 1);
  delete disk.faults.write;
  await vi.advanceTimersByTimeAsync(200);
  for (let reads = 0; reads < 20; reads += 1) await readFile(file.path);
  expect(syncs).toBe(1);
  release();
  await events.until(() => events.states.at(-1) === null);
  expect(events.synced).toEqual(['0', '1', '2']);
  await file.close();
});

test('Closing on a disk that never syncs ends, and claims nothing about what it could not make safe', async () => {
  const { file, events, disk } = await openFaulty();
  disk.faults.sync = () => {
    throw systemError('EIO');
  };
  file.append(testLine(2), '2');
  await events.until(() => events.written.length === 3);
  await file.close();
  expect(events.synced).toEqual(['0', '1']);
  expect(events.failed).toEqual([]);
  expect(await numbersIn(file)).toEqual([0, 1, 2]);
});
