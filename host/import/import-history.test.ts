import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { importHistory } from './import-history.ts';

const first = { name: 'An', content: 'một', timestamp: '01/09/2026, 07:00:00' };
const second = { name: 'Bình', content: 'hai', timestamp: '01/09/2026, 08:00:00', k: [1] };
const third = { name: 'An', content: 'ba', timestamp: '01/09/2026, 09:00:00' };
const ours = {
  name: 'Chi',
  content: 'của mình',
  timestamp: '01/09/2026, 08:30:00',
  id: 'our-message',
  at: 0,
};

function source(content: unknown): string {
  const path = join(temporaryFolder(), 'data.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function dataDirWith(records: readonly object[]): string {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'data.json'),
    `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]\n`,
  );
  return folder;
}

function recordsIn(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'data.json'), 'utf8'));
}

function at(timestamp: string): number {
  const [, day, hour] = /^(\d+).*, (\d+)/.exec(timestamp) ?? [];
  return new Date(2026, 8, Number(day), Number(hour), timestamp.includes(':30:') ? 30 : 0).getTime();
}

const ownInTime = { ...ours, at: at(ours.timestamp) };

test('a classic history is put in by time, with the keys that it had, and ours is kept beside it', async () => {
  const dataDir = dataDirWith([ownInTime]);
  const imported = await importHistory(dataDir, source([first, second, third]));
  expect(imported).toMatchObject({ ok: true, added: 3, known: 0 });
  expect(recordsIn(dataDir)).toEqual([first, second, ownInTime, third]);
  const aside = imported.ok ? imported.aside : null;
  expect(JSON.parse(readFileSync(aside ?? '', 'utf8'))).toEqual([ownInTime]);
});

test('importing the same again adds nothing and touches nothing', async () => {
  const dataDir = dataDirWith([ownInTime]);
  const path = source([first, first, second]);
  await importHistory(dataDir, path);
  const before = readdirSync(dataDir);
  expect(await importHistory(dataDir, path)).toEqual({ ok: true, added: 0, known: 3, aside: null });
  expect(readdirSync(dataDir)).toEqual(before);
  expect(recordsIn(dataDir)).toEqual([first, first, second, ownInTime]);
});

test('our own export comes back as what it was, and twins with ids of their own stay two', async () => {
  const twin = { ...ownInTime, id: 'another-message' };
  const dataDir = dataDirWith([ownInTime]);
  expect(await importHistory(dataDir, source([ownInTime, twin, twin]))).toMatchObject({ added: 1, known: 2 });
  expect(recordsIn(dataDir)).toEqual([ownInTime, twin]);
});

test('a folder is taken for the data.json in it, and an empty history adds nothing', async () => {
  const folder = dataDirWith([first]);
  const dataDir = temporaryFolder();
  expect(await importHistory(dataDir, folder)).toMatchObject({ ok: true, added: 1 });
  expect(await importHistory(dataDir, source(''))).toMatchObject({ ok: true, added: 0 });
});

test('a file or folder that is not there is said', async () => {
  const dataDir = temporaryFolder();
  const missing = { ok: false, code: 'import-not-found' };
  expect(await importHistory(dataDir, join(dataDir, 'none'))).toEqual(missing);
  mkdirSync(join(dataDir, 'empty'));
  expect(await importHistory(dataDir, join(dataDir, 'empty'))).toEqual(missing);
});

test.each([
  ['a broken line of ours', `[\n${JSON.stringify(first)},\n{"name":"An",\n]\n`, 3],
  ['a broken file on one line', '[{"name":"An"', 1],
  ['no array', '{"a":1}', 1],
  ['a record without content', `[\n${JSON.stringify(first)},\n{"name":"An"}\n]\n`, 3],
  ['a record that is none', '[5]', 1],
])('%s is refused with its line, and nothing is changed', async (_what, content, line) => {
  const dataDir = dataDirWith([ownInTime]);
  const before = readFileSync(join(dataDir, 'data.json'));
  expect(await importHistory(dataDir, source(content))).toEqual({ ok: false, code: 'import-broken', line });
  expect(readFileSync(join(dataDir, 'data.json'))).toEqual(before);
});

test('a folder in which a host is running is refused', async () => {
  const dataDir = temporaryFolder();
  await temporaryHost({ dataDir });
  expect(await importHistory(dataDir, source([first]))).toEqual({ ok: false, code: 'folder-locked' });
});
