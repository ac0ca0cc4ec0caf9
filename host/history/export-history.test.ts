import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { exportedFiles, exportFolder, exportHistory, isOverHistory } from './export-history.ts';
import { importHistory } from '../import/import-history.ts';

const records = [
  { name: 'An', content: 'một\n<script>alert("1")</script> & \'x\'', timestamp: '01/09/2026, 07:05:00' },
  { name: 'Bình', content: 'dấu phẩy,\n{"a":1},\n', timestamp: '02/09/2026, 08:00:00', k: 1 },
];

test('a running host exports its history as a classic data.json and as a page that is safe to open', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'data.json'), JSON.stringify(records));
  const host = await temporaryHost({ dataDir });
  const { json, html } = await host.exportHistory(join(temporaryFolder(), 'lop9a.json'));
  expect(JSON.parse(readFileSync(json, 'utf8'))).toEqual(records);
  const page = readFileSync(html, 'utf8');
  expect(page).toContain('<h2>01/09/2026</h2>');
  expect(page).toContain('<b>An</b> <time>07:05</time>');
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;');
  expect(page).not.toContain('<script');
  expect(page).toContain('dấu phẩy,\n{&quot;a&quot;:1},');
  expect(page).not.toMatch(/https?:/);
});

test('lines are put together again wherever the pieces were cut', async () => {
  const bytes = Buffer.from(records.map((record) => JSON.stringify(record)).join(',\n'));
  const whole = join(temporaryFolder(), 'whole');
  const cut = join(temporaryFolder(), 'cut');
  const one = async function* () {
    yield await Promise.resolve(bytes);
  };
  const many = async function* () {
    for (let at = 0; at < bytes.length; at += 3) yield await Promise.resolve(bytes.subarray(at, at + 3));
  };
  await exportHistory({ chatName: 'x', lines: one }, whole);
  await exportHistory({ chatName: 'x', lines: many }, cut);
  for (const ending of ['.json', '.html']) {
    expect(readFileSync(cut + ending, 'utf8')).toBe(readFileSync(whole + ending, 'utf8'));
  }
});

test('an empty history is exported as one, and what was exported can be imported', async () => {
  const empty = await (await temporaryHost()).exportHistory(join(temporaryFolder(), 'empty'));
  expect(JSON.parse(readFileSync(empty.json, 'utf8'))).toEqual([]);
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'data.json'), JSON.stringify(records));
  const { json } = await (
    await temporaryHost({ dataDir })
  ).exportHistory(join(temporaryFolder(), 'full.html'));
  expect(await importHistory(temporaryFolder(), json)).toMatchObject({ ok: true, added: 2 });
});

test('a folder in which no host is running is exported too, one in use is not', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'data.json'), JSON.stringify(records));
  const exported = await exportFolder(dataDir, 'Lớp 9A', join(temporaryFolder(), 'x'));
  expect(exported.ok && JSON.parse(readFileSync(exported.files.json, 'utf8'))).toEqual(records);
  await temporaryHost({ dataDir });
  expect(await exportFolder(dataDir, 'x', join(temporaryFolder(), 'x'))).toEqual({
    ok: false,
    code: 'folder-locked',
  });
});

test('a history is not exported over itself, under whichever name, nor where it is only about to be', async () => {
  const dataDir = temporaryFolder();
  const dataFile = join(dataDir, 'data.json');
  writeFileSync(dataFile, `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]\n`);
  const before = readFileSync(dataFile);
  const link = join(temporaryFolder(), 'link');
  symlinkSync(dataDir, link, 'junction');
  const refused = { ok: false, code: 'export-over-history' };
  for (const path of [dataFile, join(dataDir, 'data'), join(link, 'data.html')]) {
    expect(await isOverHistory(dataDir, path)).toBe(true);
    expect(await exportFolder(dataDir, 'x', path)).toEqual(refused);
  }
  expect(await isOverHistory(dataDir, join(dataDir, 'data.old.json'))).toBe(false);
  expect(readFileSync(dataFile)).toEqual(before);

  const newDir = join(temporaryFolder(), 'chat');
  expect(await exportFolder(newDir, 'x', join(newDir, 'data.json'))).toEqual(refused);
});

test('the two files share a name, whatever ending was asked for', () => {
  const both = { json: '/x/lop 9a.json', html: '/x/lop 9a.html' };
  for (const path of ['/x/lop 9a', '/x/lop 9a.json', '/x/lop 9a.html'])
    expect(exportedFiles(path)).toEqual(both);
  expect(exportedFiles('/x/2026.11').json).toBe('/x/2026.11.json');
});

test('a message with a file is exported with the name of the file', async () => {
  const file = { id: 'id-of-a-file', name: '<ảnh>.png', size: 9, type: 'image/png' };
  const record = { name: 'An', content: 'xem\nhttp://host', text: 'xem', at: 1_790_000_000_000, file };
  const lines = async function* () {
    yield await Promise.resolve(Buffer.from(JSON.stringify(record)));
  };
  const { html } = await exportHistory({ chatName: 'x', lines }, join(temporaryFolder(), 'x'));
  expect(readFileSync(html, 'utf8')).toContain('xem\n[_ảnh_.png]</p>');
});
