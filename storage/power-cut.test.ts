// A power cut keeps what was synced and any part of what was not: this builds files that it could leave and opens them.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLineFile } from './line-file.ts';
import { faultyDisk, recordEvents, temporaryFolder, testLine } from './testing.ts';

const pageBytes = 4096;
const sectorBytes = 512;

interface Moment {
  /** The file as the last sync that has ended found it. */
  readonly durable: Buffer;
  /** The file as readers see it. */
  readonly visible: Buffer;
  readonly acknowledged: number;
}

/** A generator of the same numbers on every run (mulberry32), so that a failure can be looked at again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Chats for a while on a disk whose syncs take a few writes' time, and remembers the file at every write. */
async function recordMoments(random: () => number): Promise<{ moments: Moment[]; lines: string[] }> {
  const [disk, events] = [faultyDisk(), recordEvents()];
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  const file = await openLineFile(path, { ...events, disk, flushWindowMs: 0, syncWindowMs: 0 });
  const moments: Moment[] = [];
  const lines: string[] = [];
  let durable = await readFile(path);
  let release = (): void => undefined;
  let pending = Buffer.alloc(0);
  let isOver = false;
  disk.faults.sync = async () => {
    pending = await readFile(path);
    // Nobody releases what is held only after the end.
    if (!isOver) await new Promise<void>((resolve) => (release = resolve));
  };
  disk.faults.synced = () => (durable = pending);
  for (let round = 0; round < 60; round += 1) {
    const count = 1 + Math.floor(random() * 8);
    for (let n = 0; n < count; n += 1) {
      const line = testLine(lines.length, 'chữ '.repeat(Math.floor(random() ** 3 * 900)));
      lines.push(line);
      file.append(line, line);
    }
    await events.until(() => events.written.length === lines.length);
    const certain = { durable, acknowledged: events.synced.length };
    moments.push({ ...certain, visible: await readFile(path) });
    if (random() < 0.4) release();
  }
  isOver = true;
  disk.faults = {};
  release();
  await file.close();
  return { moments, lines };
}

/** Each page as it was or as it is, some torn at a sector; the file as long as it was, as it is, or in between. */
function cutPower({ durable, visible }: Moment, random: () => number): Buffer {
  const kept = random();
  const sizes = [
    durable.length,
    visible.length,
    durable.length + Math.floor(random() * (visible.length - durable.length)),
  ];
  const size = sizes[Math.floor(random() * sizes.length)] ?? visible.length;
  const result = Buffer.alloc(size);
  durable.copy(result);
  const firstPage = Math.floor((durable.length - 3) / pageBytes);
  for (let start = firstPage * pageBytes; start < size; start += pageBytes) {
    if (random() > kept) continue;
    const torn = random() < 0.3 ? Math.floor(random() * (pageBytes / sectorBytes)) * sectorBytes : 0;
    const [from, to] = random() < 0.5 ? [start + torn, start + pageBytes] : [start, start + pageBytes - torn];
    visible.subarray(from, Math.min(to, size)).copy(result, from);
  }
  return result;
}

test('Whatever a power cut leaves of the unsynced part, every acknowledged line is there once and all of it parses', async () => {
  const random = randomFrom(20_260_131);
  const { moments, lines } = await recordMoments(random);
  const folder = await temporaryFolder(onTestFinished);
  let damaged = 0;
  for (let cut = 0; cut < 150; cut += 1) {
    const moment = moments[Math.floor(random() * moments.length)];
    if (moment === undefined) continue;
    const path = join(folder, `${cut}.json`);
    await writeFile(path, cutPower(moment, random));
    const file = await openLineFile(path, recordEvents());
    const found = await file.read(0, file.length);
    await file.close();
    if (file.opening.how !== 'opened') damaged += 1;
    expect(JSON.parse(await readFile(path, 'utf8'))).toHaveLength(found.length);
    expect(found.slice(0, moment.acknowledged)).toEqual(lines.slice(0, moment.acknowledged));
    const rest = new Set(lines.slice(moment.acknowledged));
    for (const line of found.slice(moment.acknowledged)) expect(rest.delete(line)).toBe(true);
  }
  expect(damaged).toBeGreaterThan(30);
}, 240_000);
