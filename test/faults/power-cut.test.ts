// Power cuts: a chat is recorded write by write, cut at random moments, and started again from what the disk could have
// kept, with the people as they stood at that moment.
import { writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { startHost } from '../../host/host.ts';
import { temporaryFolder } from '../temporary.ts';
import { count, createRandom, report, rounds } from './form.ts';
import { wideOpen } from './host-child.ts';
import { isJoined, type Network, type Person } from './person.ts';
import { createRecordingDisk, cutPower, type DiskRecord } from './recording-disk.ts';
import { doubled, isStoredRecord, readRecords, type StoredRecord } from './records.ts';
import { enterRemembered, recall, type Memory } from './remembered-person.ts';

const random = createRandom(2);
const names = ['An', 'Bình', 'Chi', 'Dũng'];
const chats = rounds({ short: 2, long: 10 });
const cutsPerChat = rounds({ short: 50, long: 100 });
/** In one chat; long enough to cover many pages, short enough to be told again to a client for every cut. */
const messages = 150;

interface RecordedChat {
  readonly disk: readonly DiskRecord[];
  readonly memories: readonly Memory[];
  /** By whom each message was said, and when its sender heard that it is stored. */
  readonly acknowledged: readonly { readonly id: string; readonly at: number }[];
  readonly from: number;
  readonly to: number;
}

async function recordChat(): Promise<RecordedChat> {
  let now = 0;
  const tick = (): number => (now += 1);
  const disk = createRecordingDisk({ random, tick, longestSyncMs: 20 });
  const started = await startHost(hostOptions(temporaryFolder(), disk));
  if (!started.ok) throw new Error(started.code);
  const network: Network = { port: started.host.port };
  const people = await Promise.all(names.map((name) => enterRemembered(name, network, tick)));
  const from = now;
  disk.failingSyncs = 0.03;
  for (let said = 0; said < messages; said += 1) {
    // Mostly short, now and then several pages long, with letters of two and three bytes.
    people[random.below(people.length)]?.say(`${said} ${'chữ '.repeat(random.next() ** 4 * 990)}`);
    if (random.chance(0.3)) await new Promise(setImmediate);
    if (random.chance(0.1)) await disk.delay(random.below(10));
  }
  await Promise.all(people.map(({ person }) => person.until(({ outbox }) => outbox.length === 0)));
  const to = now;
  disk.failingSyncs = 0;
  for (const { person } of people) person.client.close();
  await started.host.close();
  const memories = people.map(({ memory }) => memory);
  return { disk: disk.record, memories, acknowledged: memories.flatMap(acknowledgedIn), from, to };
}

function hostOptions(dataDir: string, disk?: ReturnType<typeof createRecordingDisk>) {
  const fixed = { port: 0, bind: '127.0.0.1', chatName: 'Lớp 9A', hostName: 'cô Hạnh', webDir: null };
  return { ...fixed, dataDir, limits: wideOpen, ...(disk ? { disk } : {}) };
}

function acknowledgedIn({ steps }: Memory): { id: string; at: number }[] {
  return steps.flatMap((step) => {
    if (step.type !== 'heard' || typeof step.frame !== 'string') return [];
    const frame = JSON.parse(step.frame);
    if (frame.type !== 'messages-stored') return [];
    return frame.messages.map(({ id }: { id: string }) => ({ id, at: step.at }));
  });
}

/** The messages in a damaged file, found without any of our own code: whole lines, and what zeros stand around. */
function whatParses(bytes: Buffer): StoredRecord[] {
  return bytes
    .toString('utf8')
    .split(/[\n\0]+/)
    .flatMap((line) => {
      try {
        const record: unknown = JSON.parse(line.replace(/,$/, ''));
        return isStoredRecord(record) ? [record] : [];
      } catch {
        return [];
      }
    });
}

interface Outcome {
  readonly how: 'as it was' | 'repaired';
  readonly people: number;
  readonly reset: number;
}

/** Starts a host on what was left, lets the people come back, and compares everything. */
async function restart(
  left: ReadonlyMap<string, Buffer>,
  chat: RecordedChat,
  cutAt: number,
): Promise<Outcome> {
  const folder = temporaryFolder();
  for (const [path, bytes] of left) await writeFile(join(folder, basename(path)), bytes);
  const found = left.get([...left.keys()].find((path) => path.endsWith('data.json')) ?? '');
  const started = await startHost(hostOptions(folder));
  if (!started.ok) throw new Error(started.code);
  const { host } = started;

  const opened = readRecords(folder);
  const openedIds = new Set(opened.map(({ id }) => id));
  const acknowledged = chat.acknowledged.filter(({ at }) => at <= cutAt);
  expect(doubled(opened)).toEqual([]);
  expect(acknowledged.filter(({ id }) => !openedIds.has(id))).toEqual([]);
  expect(whatParses(found ?? Buffer.alloc(0)).filter(({ id }) => !openedIds.has(id))).toEqual([]);
  const [notice] = host.status().notices;
  if (notice) {
    // What is left may be whole JSON in another shape than ours: then it is taken over, and kept all the same.
    const aside = readFileSync(join(folder, basename(notice.file ?? 'none')));
    expect(aside.equals(found ?? Buffer.alloc(0)), `${notice.code}: the original is kept`).toBe(true);
  }

  const network: Network = { port: host.port };
  const people: Person[] = [];
  let reset = 0;
  for (const memory of chat.memories.toSorted(() => random.next() - 0.5)) {
    const person = await recall(memory, cutAt, network);
    if (person === null) continue;
    person.onUpdate((update) => {
      if (update.type === 'event' && update.event.type === 'joined' && update.event.reset) reset += 1;
    });
    people.push(person);
    person.client.wake();
    // Some come back together, some after others have brought again what they had waiting.
    if (random.chance(0.5)) await person.until(({ outbox }) => outbox.length === 0);
  }
  const said = new Set(people.flatMap((person) => person.state().outbox.map(({ id }) => id)));
  await Promise.all(people.map((person) => person.until(({ outbox }) => outbox.length === 0)));

  const records = readRecords(folder);
  const ids = new Set(records.map(({ id }) => id));
  expect(doubled(records)).toEqual([]);
  expect([...said, ...acknowledged.map(({ id }) => id)].filter((id) => !ids.has(id))).toEqual([]);
  for (const person of people) {
    await person.until((state) => isJoined(state) && (state.messages.at(-1)?.seq ?? 0) === records.length);
    const shown = person.state().messages.map(({ seq, id }) => `${seq} ${id}`);
    const stored = records.map(({ id }, index) => `${index + 1} ${id}`);
    expect(shown, `what ${person.name} sees`).toEqual(shown.length === 0 ? [] : stored.slice(-shown.length));
    person.client.close();
  }
  await host.close();
  return { how: notice ? 'repaired' : 'as it was', people: people.length, reset };
}

test('from whatever a power cut leaves, the chat goes on with every acknowledged message and with nobody confused', async () => {
  const outcomes: Outcome[] = [];
  let writes = 0;
  let acknowledged = 0;
  for (let recorded = 0; recorded < chats; recorded += 1) {
    const chat = await recordChat();
    writes += chat.disk.filter(({ type }) => type === 'write').length;
    for (let cuts = 0; cuts < cutsPerChat; cuts += 1) {
      // Some cuts before anybody is in: while the file is being made.
      const cutAt = random.chance(0.05)
        ? random.below(chat.from)
        : chat.from + random.below(chat.to - chat.from);
      outcomes.push(await restart(cutPower(chat.disk, cutAt, random), chat, cutAt));
      acknowledged += chat.acknowledged.filter(({ at }) => at <= cutAt).length;
    }
  }
  const repaired = outcomes.filter(({ how }) => how === 'repaired').length;
  const people = outcomes.reduce((sum, outcome) => sum + outcome.people, 0);
  const reset = outcomes.reduce((sum, outcome) => sum + outcome.reset, 0);
  // A record that nothing can be lost from would prove nothing.
  expect(repaired).toBeGreaterThan(outcomes.length / 10);
  expect(reset).toBeGreaterThan(outcomes.length / 10);
  report(
    'power cuts',
    `${count(outcomes.length)} cuts in ${count(writes)} writes, ${count(repaired)} files repaired, ` +
      `${count(acknowledged)} acknowledgements held, ${count(people)} people back, ${count(reset)} of them reset, ` +
      `0 lost, 0 doubled, 0 confused`,
  );
});
