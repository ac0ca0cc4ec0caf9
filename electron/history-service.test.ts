import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { HostStatus } from '../client/desktop-port.ts';
import { plainHash } from '../test/old-database.ts';
import { oldDatabase, temporaryFolder } from '../test/temporary.ts';
import { connectWire } from '../test/wire-client.ts';
import { createHistoryService } from './history-service.ts';
import { createHostService } from './host-service.ts';

const timestamp = '01/09/2026, 07:00:00';
const older = [
  { name: 'An', content: 'một', timestamp },
  { name: 'Bình', content: 'hai', timestamp },
];

interface Choice {
  /** Chosen in every dialog; null closes it. */
  path: string | null;
  /** The name that the last save dialog came with. */
  suggested?: string;
}

function setUp(ours: readonly object[] = []) {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'chat');
  mkdirSync(dataDir);
  const dataFile = join(dataDir, 'data.json');
  if (ours.length > 0) writeFileSync(dataFile, linesOf(ours));
  const host = createHostService({ dataDir, webDir: null, hostName: 'Máy của An' });
  onTestFinished(() => host.stop());
  const choice: Choice = { path: null };
  const history = createHistoryService({
    dataDir,
    host,
    language: () => 'vi',
    chooseSource: async () => choice.path,
    async chooseTarget(fileName) {
      choice.suggested = fileName;
      return choice.path;
    },
  });
  const source = join(folder, 'theirs.json');
  writeFileSync(source, linesOf(older));
  return { folder, dataFile, host, history, choice, source };
}

function linesOf(records: readonly object[]): string {
  return `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]\n`;
}

function recordsIn(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

test('Without a host the chosen history is taken in, and how much of it was new is told.', async () => {
  const { dataFile, history, choice, source } = setUp(older.slice(0, 1));
  choice.path = source;
  expect(await history.importHistory()).toMatchObject({ ok: true, added: 1, known: 1, notReopened: null });
  expect(recordsIn(dataFile)).toEqual(older);
});

test('A running host is stopped for an import and comes back as it was.', async () => {
  const { host, history, choice, source } = setUp();
  await host.start({ chatName: 'Lớp 9A', port: 0 });
  host.allowOrigin('null');
  host.setLegacyHttp(true);
  const before = host.running()?.status();
  const client = await connectWire(before?.port ?? 0);
  const heard: HostStatus['name'][] = [];
  host.subscribe(({ name }) => heard.push(name));

  choice.path = source;
  expect(await history.importHistory()).toMatchObject({ ok: true, added: 2, known: 0, notReopened: null });
  expect(await client.closed).toBeDefined();
  // Nobody takes it for closed meanwhile.
  expect([...new Set(heard)]).toEqual(['running', 'starting']);
  expect(heard.at(-1)).toBe('running');
  expect(host.running()?.status()).toMatchObject({
    chatName: 'Lớp 9A',
    port: before?.port,
    allowedOrigins: ['null'],
    legacyHttp: true,
  });
});

test('A chat with accounts moves in while a chat is open, and its names are kept when that opens again.', async () => {
  const { host, history, choice } = setUp();
  await host.start({ chatName: 'Lớp 9A', port: 0 });
  // Named like a history: what a file is, its first bytes say.
  choice.path = oldDatabase(
    {
      users: [{ username: 'An', password: plainHash('hoa sen') }],
      messages: [{ room: 'Chung', sender: 'An', message: 'một' }],
    },
    undefined,
    'data.json',
  );
  expect(await history.importHistory()).toMatchObject({
    ok: true,
    added: 1,
    moved: { accounts: 1, namesCanBeKept: true },
    notReopened: null,
  });
  expect(host.running()?.status()).toMatchObject({ accountMode: 'names-can-be-kept' });
});

test('A broken file is found out before anybody is sent away.', async () => {
  const { host, history, choice, source } = setUp();
  await host.start({ chatName: 'Lớp 9A', port: 0 });
  const running = host.running();
  writeFileSync(source, linesOf(older).replace('"hai"', '"hai'));
  choice.path = source;
  expect(await history.importHistory()).toEqual({
    ok: false,
    code: 'import-broken',
    line: 3,
    notReopened: null,
  });
  expect(host.running()).toBe(running);
});

test('What the person closed without a choice does nothing.', async () => {
  const { history } = setUp();
  expect(await history.importHistory()).toBeNull();
  expect(await history.exportHistory('Lớp 9A')).toBeNull();
});

for (const hosting of [false, true]) {
  test(`With${hosting ? '' : 'out'} a host the history is written where the person chose.`, async () => {
    const { folder, host, history, choice } = setUp(older);
    if (hosting) await host.start({ chatName: 'Lớp 9A', port: 0 });
    choice.path = join(folder, 'Lớp 9A.json');
    const files = { json: choice.path, html: join(folder, 'Lớp 9A.html') };
    expect(await history.exportHistory('Lớp 9A')).toEqual({ ok: true, ...files, rooms: 1 });
    expect(recordsIn(files.json)).toEqual(older);
    expect(readFileSync(files.html, 'utf8')).toContain('<html lang="vi">');
  });

  test(`With${hosting ? '' : 'out'} a host the history is not written over itself, under whichever name.`, async () => {
    const { folder, dataFile, host, history, choice } = setUp(older);
    if (hosting) await host.start({ chatName: 'Lớp 9A', port: 0 });
    symlinkSync(join(folder, 'chat'), join(folder, 'link'), 'junction');
    for (const path of [dataFile, join(folder, 'link', 'data.html')]) {
      choice.path = path;
      expect(await history.exportHistory('Lớp 9A')).toEqual({ ok: false, code: 'export-over-history' });
    }
  });

  test(`With${hosting ? '' : 'out'} a host a folder that is not there is said.`, async () => {
    const { folder, host, history, choice } = setUp(older);
    if (hosting) await host.start({ chatName: 'Lớp 9A', port: 0 });
    choice.path = join(folder, 'missing', 'Lớp 9A.json');
    expect(await history.exportHistory('Lớp 9A')).toEqual({ ok: false, code: 'export-no-folder' });
  });
}

test('The name of the chat is suggested for the file, without what a file name may not have.', async () => {
  const { history, choice } = setUp();
  await history.exportHistory('Lớp 9A: Toán/Lý?');
  expect(choice.suggested).toBe('Lớp 9A  Toán Lý.json');
  await history.exportHistory('///');
  expect(choice.suggested).toBe('chat.json');
});

test('Where the host cannot come back after an import, both are said.', async () => {
  const { host } = setUp();
  await host.start({ chatName: 'Lớp 9A', port: 0 });
  const port = host.running()?.port ?? 0;
  const other = createHostService({ dataDir: temporaryFolder(), webDir: null, hostName: 'Máy của Bình' });
  onTestFinished(() => other.stop());
  const { value, notReopened } = await host.whileStopped(() => other.start({ chatName: 'Lớp 9B', port }));
  expect(value).toEqual({ ok: true });
  expect(notReopened).toMatchObject({ code: 'port-taken', port });
  expect(host.running()).toBeNull();
});

test('Work that breaks off does not keep the host closed.', async () => {
  const { host } = setUp();
  await host.start({ chatName: 'Lớp 9A', port: 0 });
  const port = host.running()?.port;
  await expect(host.whileStopped(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  expect(host.running()?.port).toBe(port);
});
