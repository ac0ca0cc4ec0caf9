import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { faultyDisk, systemError, type FaultyDisk } from '../../storage/testing.ts';
import { png } from '../../test/pictures.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import { FileStore, type Incoming, type Received } from './file-store.ts';

const day = 24 * 60 * 60 * 1000;

interface Opened {
  readonly store: FileStore;
  readonly troubles: string[];
}

async function openStore(
  dataDir: string,
  more: { disk?: FaultyDisk; now?: () => number } = {},
): Promise<Opened> {
  const troubles: string[] = [];
  const store = await FileStore.open({
    dataDir,
    now: () => 1_000,
    unsentLifetimeMs: day,
    onTrouble: (text) => troubles.push(text),
    ...more,
  });
  onTestFinished(() => store.close());
  return { store, troubles };
}

async function* piecesOf(bytes: Buffer, size = 7): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function bring(store: FileStore, bytes: Buffer, more: Partial<Incoming> = {}): Promise<Received> {
  const incoming = {
    name: 'a.txt',
    mediaType: 'text/plain',
    sizeBytes: bytes.length,
    by: 'An',
    room: 'main',
  };
  return store.receive({ ...incoming, ...more }, piecesOf(bytes));
}

/** Brings a file that must arrive; resolves to its id. */
async function brought(store: FileStore, bytes: Buffer, more: Partial<Incoming> = {}): Promise<string> {
  const received = await bring(store, bytes, more);
  if (!received.ok) throw new Error(received.code);
  return received.file.id;
}

function contents(dataDir: string): string[] {
  const folder = join(dataDir, 'files');
  return existsSync(folder) ? readdirSync(folder) : [];
}

const text = Buffer.from('xin chào, đây là một tệp');
const nameOfText = createHash('sha256').update(text).digest('hex');

test('a power cut does not take the folder of the files, even where it was made anew', async () => {
  const dataDir = temporaryFolder();
  const disk = faultyDisk();
  const { syncFolder } = disk;
  const safe: string[][] = [];
  disk.syncFolder = async (folder) => {
    await syncFolder(folder);
    if (folder === dataDir) safe.push(readdirSync(folder));
  };
  const { store } = await openStore(dataDir, { disk });
  await brought(store, text);
  rmSync(join(dataDir, 'files'), { recursive: true });
  safe.length = 0;
  await brought(store, text);
  expect(safe.flat()).toContain('files');
});

test('a chat without files has no folder and no index for them', async () => {
  const dataDir = temporaryFolder();
  const { store } = await openStore(dataDir);
  expect(store.get('nobodys-file')).toBeUndefined();
  expect(readdirSync(dataDir)).toEqual([]);
});

test('files that come at once, first ones too, are all in the one index', async () => {
  const dataDir = temporaryFolder();
  const { store } = await openStore(dataDir);
  const ids = await Promise.all(['a', 'b', 'c'].map((letter) => brought(store, Buffer.from(letter))));
  await store.close();
  const { store: again } = await openStore(dataDir);
  expect(ids.map((id) => again.get(id)?.info.size)).toEqual([1, 1, 1]);
  expect(readdirSync(dataDir).toSorted()).toEqual(['files', 'files.json']);
});

test('a file is kept under its SHA-256 and found again by its id after a restart', async () => {
  const dataDir = temporaryFolder();
  const { store } = await openStore(dataDir);
  const id = await brought(store, text, { name: '../../bài tập\u202e.txt' });
  expect(contents(dataDir)).toEqual([nameOfText]);
  expect(id).not.toContain(nameOfText.slice(0, 8));
  await store.close();

  const { store: again } = await openStore(dataDir);
  const entry = again.get(id);
  expect(entry?.info).toEqual({ id, name: 'bài tập_.txt', size: text.length, type: 'text/plain' });
  expect(readFileSync(again.pathOf(entry ?? expect.fail()))).toEqual(text);
  expect([again.bytesOf('An'), again.totalBytes]).toEqual([text.length, text.length]);
});

test('a picture is told by its bytes, and what only calls itself one is not', async () => {
  const { store } = await openStore(temporaryFolder());
  const picture = await brought(store, png(3, 2), { mediaType: 'text/html' });
  expect(store.get(picture)?.info).toMatchObject({ type: 'image/png', width: 3, height: 2 });
  const script = await brought(store, Buffer.from('<svg onload="x()">'), { mediaType: 'image/png' });
  expect(store.get(script)?.info).not.toHaveProperty('width');
});

test('the same content is kept once and goes with the last file that has it', async () => {
  const dataDir = temporaryFolder();
  const { store } = await openStore(dataDir);
  const first = await brought(store, text);
  const second = await brought(store, text, { by: 'Bình' });
  expect(first).not.toBe(second);
  expect(contents(dataDir)).toEqual([nameOfText]);
  expect([store.totalBytes, store.bytesOf('An'), store.bytesOf('Bình')]).toEqual(Array(3).fill(text.length));

  await store.delete(first);
  expect(contents(dataDir)).toEqual([nameOfText]);
  await store.delete(second);
  expect(contents(dataDir)).toEqual([]);
  expect([store.totalBytes, store.bytesOf('An'), store.bytesOf('Bình')]).toEqual([0, 0, 0]);
});

test('the same content brought and removed at once, in any order, is there exactly as long as somebody has it', async () => {
  const dataDir = temporaryFolder();
  const { store } = await openStore(dataDir);
  for (let round = 0; round < 20; round += 1) {
    const old = await brought(store, text);
    const [fresh] = await Promise.all([brought(store, text), store.delete(old)]);
    expect(readFileSync(store.pathOf(store.get(fresh) ?? expect.fail()))).toEqual(text);
    await store.delete(fresh);
  }
  expect(contents(dataDir)).toEqual([]);
});

test('the name of a removed file is in no file any more, whether it was brought before the last opening or after', async () => {
  const dataDir = temporaryFolder();
  const { store } = await openStore(dataDir);
  const gone = await brought(store, Buffer.from('gone'));
  const older = await brought(store, Buffer.from('older'), { name: 'thư riêng.txt' });
  const kept = await brought(store, Buffer.from('other'));
  await store.delete(gone);
  await store.close();
  const { store: again } = await openStore(dataDir);
  const newer = await brought(again, text, { name: 'thư mới.txt' });
  await again.delete(older);
  await again.delete(newer);
  const index = readFileSync(join(dataDir, 'files.json'), 'utf8');
  expect(index).not.toContain('thư');
  expect(JSON.parse(index)).toContainEqual(expect.objectContaining({ id: kept }));
  await again.close();
  const { store: last } = await openStore(dataDir);
  expect([gone, older, newer, kept].map((id) => last.get(id)?.info.size)).toEqual([
    undefined,
    undefined,
    undefined,
    5,
  ]);
});

test('a name that the disk did not let go of goes at the next opening', async () => {
  const dataDir = temporaryFolder();
  const disk = faultyDisk();
  const { store } = await openStore(dataDir, { disk });
  const id = await brought(store, text, { name: 'thư riêng.txt' });
  disk.faults.write = (bytes) => {
    if (Buffer.from(bytes).includes('      ')) throw systemError('EIO');
    return undefined;
  };
  await store.delete(id);
  expect(readFileSync(join(dataDir, 'files.json'), 'utf8')).toContain('thư riêng');
  await store.close();
  disk.faults = {};
  const { store: again } = await openStore(dataDir);
  expect(again.get(id)).toBeUndefined();
  expect(readFileSync(join(dataDir, 'files.json'), 'utf8')).not.toContain('thư riêng');
});

test('a file that stops coming at any byte, or goes on beyond its size, leaves nothing', async () => {
  const dataDir = temporaryFolder();
  const { store } = await openStore(dataDir);
  for (let cut = 0; cut < text.length; cut += 1) {
    async function* stopping(): AsyncGenerator<Buffer> {
      yield* piecesOf(text.subarray(0, cut), 5);
      throw new Error('the connection is gone');
    }
    const incoming = { name: 'a', mediaType: '', sizeBytes: text.length, by: 'An', room: 'main' };
    expect(await store.receive(incoming, stopping())).toEqual({ ok: false, code: 'upload-incomplete' });
  }
  expect(await bring(store, text, { sizeBytes: text.length + 1 })).toEqual({
    ok: false,
    code: 'upload-incomplete',
  });
  expect(await bring(store, text, { sizeBytes: text.length - 1 })).toEqual({
    ok: false,
    code: 'file-too-large',
  });
  expect(contents(dataDir)).toEqual([]);
  expect(store.totalBytes).toBe(0);
});

test.each([
  ['ENOSPC', 'storage-full'],
  ['EROFS', 'storage-read-only'],
  ['EIO', 'storage-failed'],
])(
  'a disk that says %s in the middle refuses the file with %s and keeps nothing of it',
  async (system, code) => {
    const dataDir = temporaryFolder();
    const disk = faultyDisk();
    const { store } = await openStore(dataDir, { disk });
    let written = 0;
    disk.faults.write = () => {
      written += 1;
      if (written > 2) throw systemError(system);
      return undefined;
    };
    expect(await bring(store, text)).toEqual({ ok: false, code });
    expect(contents(dataDir)).toEqual([]);
    disk.faults = {};
    await brought(store, text);
  },
);

test('a file whose line the disk refuses is not there, and its bytes are gone', async () => {
  const dataDir = temporaryFolder();
  const disk = faultyDisk();
  const { store } = await openStore(dataDir, { disk });
  await brought(store, Buffer.from('before'));
  disk.faults.write = (bytes) => {
    if (Buffer.from(bytes).includes('sha256')) throw systemError('ENOSPC');
    return undefined;
  };
  expect(await bring(store, text)).toEqual({ ok: false, code: 'storage-full' });
  expect(contents(dataDir)).not.toContain(nameOfText);
});

test('opening clears away uploads that were cut and contents that nobody has, and nothing else', async () => {
  const dataDir = temporaryFolder();
  const { store } = await openStore(dataDir);
  await brought(store, text);
  await store.close();
  mkdirSync(join(dataDir, 'files'), { recursive: true });
  for (const name of ['.upload-0011223344556677', 'a'.repeat(64), 'notes of the owner']) {
    writeFileSync(join(dataDir, 'files', name), 'half');
  }
  await openStore(dataDir);
  expect(contents(dataDir).toSorted()).toEqual([nameOfText, 'notes of the owner'].toSorted());
});

test.each([
  ['was taken away', (index: string) => rmSync(index)],
  [
    'was damaged',
    (index: string) => writeFileSync(index, readFileSync(index, 'utf8').replace('{"id"', 'x"id"')),
  ],
  ['lost its lines to an editor', (index: string) => writeFileSync(index, '[]')],
])('where the index %s, contents are put aside, and are back when it is', async (_, spoil) => {
  const dataDir = temporaryFolder();
  const index = join(dataDir, 'files.json');
  const { store } = await openStore(dataDir);
  const id = await brought(store, text);
  await store.close();
  const backup = readFileSync(index);

  spoil(index);
  const { store: without, troubles } = await openStore(dataDir);
  expect(without.get(id)).toBeUndefined();
  expect(contents(dataDir)).toEqual([`${nameOfText}.unlisted`]);
  expect(troubles).toEqual([expect.stringContaining('1 files')]);
  // The same content may be brought again meanwhile.
  await without.delete(await brought(without, text));
  await without.close();
  // Also after an opening that finds the index whole.
  const { store: still } = await openStore(dataDir);
  await still.close();
  expect(contents(dataDir)).toEqual([`${nameOfText}.unlisted`]);

  writeFileSync(index, backup);
  const { store: again } = await openStore(dataDir);
  expect(readFileSync(again.pathOf(again.get(id) ?? expect.fail()))).toEqual(text);
});

test('a file belongs to whoever brought it, and to one message', async () => {
  const { store } = await openStore(temporaryFolder());
  const id = await brought(store, text);
  expect(store.find(id, 'Bình', 'main', 'm1')).toBeNull();
  expect(store.find(id, 'An', 'another-room', 'm1')).toBeNull();
  expect(store.find(id, 'An', 'main', 'm1')?.id).toBe(id);
  store.attach(id, 'm1');
  expect(store.find(id, 'An', 'main', 'm2')).toBeNull();
  // The same message again, as after a lost acknowledgement.
  expect(store.find(id, 'An', 'main', 'm1')?.id).toBe(id);
  store.detach(id);
  expect(store.find(id, 'An', 'main', 'm2')?.id).toBe(id);
});

test('what was never sent is removed after a while, and what was sent stays for good', async () => {
  const dataDir = temporaryFolder();
  let now = 0;
  const { store } = await openStore(dataDir, { now: () => now });
  const sent = await brought(store, Buffer.from('sent'));
  const unnoted = await brought(store, Buffer.from('sent, and killed before it was noted'));
  const unsent = await brought(store, Buffer.from('never sent'));
  store.attach(sent, 'm1');
  store.sent(sent, 'm1');
  await store.close();

  now = 2 * day;
  const { store: again } = await openStore(dataDir, { now: () => now });
  // The history has the other message.
  await again.settle(() => Promise.resolve(new Map([[unnoted, 'm2']])));
  await again.removeUnsent();
  expect([sent, unnoted, unsent].map((id) => again.get(id)?.message)).toEqual(['m1', 'm2', undefined]);
  await again.close();
  const { store: later } = await openStore(dataDir, { now: () => now });
  await later.removeUnsent();
  expect(later.get(unnoted)?.message).toBe('m2');
});

test('a file that a slow disk still has in hand is given up before the store is closed', async () => {
  const dataDir = temporaryFolder();
  const disk = faultyDisk();
  const { store } = await openStore(dataDir, { disk });
  await brought(store, Buffer.from('first'));
  const begun = Promise.withResolvers<void>();
  const sync = Promise.withResolvers<void>();
  disk.faults.sync = () => {
    begun.resolve();
    return sync.promise;
  };
  const order: string[] = [];
  const bringing = bring(store, Buffer.from('second')).then(({ ok }) => order.push(ok ? 'kept' : 'given up'));
  await begun.promise;
  // The index is closed: from here on another host may have the folder, and the same content from the same person.
  disk.faults.closed = () => sync.resolve();
  const closing = store.close().then(() => order.push('closed'));
  await Promise.all([bringing, closing]);
  expect(order).toEqual(['given up', 'closed']);
  expect(readdirSync(join(dataDir, 'files'))).toHaveLength(1);
});
