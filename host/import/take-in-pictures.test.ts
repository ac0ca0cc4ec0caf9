// Pictures of a chat with a database, as its people find them here: over real HTTP, on a real host.
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { filePath, parseFileInfo, type FileInfo } from '../../protocol/files.ts';
import { faultyDisk, systemError } from '../../storage/testing.ts';
import { plainHash, type Value } from '../../test/old-database.ts';
import { ask, come, comeAsHost } from '../../test/people.ts';
import { gif, jpegHead, png } from '../../test/pictures.ts';
import { diskUntil, oldDatabase, temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { allowUpload } from '../../test/uploading.ts';
import type { Frame } from '../../test/wire-client.ts';
import { defaultLimits } from '../options.ts';
import { importDatabase } from './import-database.ts';

const created_at = '2025-09-01 07:00:00';

function image(message: Value, more: Record<string, Value> = {}): Record<string, Value> {
  return { room: 'Chung', sender: 'An', msg_type: 'image', created_at, message, ...more };
}

function dataUrl(bytes: Buffer, type = 'image/png'): string {
  return `data:${type};base64,${bytes.toString('base64')}`;
}

/** Puts a file beside a database, or below its folder. */
function putBeside(database: string, name: string, bytes: Buffer): void {
  const path = join(dirname(database), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

interface Said {
  readonly content: unknown;
  readonly file: FileInfo | null;
}

/** What stands in the main room, and the port of its host. */
async function openChat(dataDir: string): Promise<{ port: number; said: Said[]; close(): Promise<void> }> {
  const running = await temporaryHost({ dataDir });
  const { joined } = await comeAsHost(running);
  const said = (joined['messages'] as Frame[]).map(({ content, file }) => ({
    content,
    file: parseFileInfo(file),
  }));
  return { port: running.port, said, close: () => running.close() };
}

async function fetchFile(port: number, file: FileInfo): Promise<{ type: string | null; bytes: Buffer }> {
  const answer = await fetch(`http://127.0.0.1:${String(port)}${filePath(file)}`);
  return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** What the folder has of files: the names of contents, and how many lines the index has. */
function kept(dataDir: string): { contents: string[]; lines: number } {
  try {
    const index: unknown = JSON.parse(readFileSync(join(dataDir, 'files.json'), 'utf8'));
    return { contents: readdirSync(join(dataDir, 'files')), lines: Array.isArray(index) ? index.length : -1 };
  } catch {
    return { contents: [], lines: 0 };
  }
}

test('a picture arrives as a picture, however the row has it, and is fetched from the host like one that was sent here', async () => {
  const [one, two, three, four, five] = [png(3, 2), png(4, 2), gif(), png(5, 2), jpegHead(6, 2)];
  const path = oldDatabase({
    messages: [
      image(dataUrl(one)),
      image(two.toString('base64')),
      image(three),
      image('/static/uploads/Ảnh lớp.png?v=2'),
      image('http://192.168.1.5:5000/uploads/may.jpg'),
      { ...image('chào'), msg_type: 'text' },
    ],
  });
  putBeside(path, 'uploads/Ảnh lớp.png', four);
  putBeside(path, 'may.jpg', five);
  const dataDir = temporaryFolder();
  expect(await importDatabase(dataDir, path)).toMatchObject({
    added: 6,
    moved: { pictures: 5, picturesLeft: 0 },
  });
  const { port, said } = await openChat(dataDir);
  expect(said.map(({ content }) => content)).toEqual(['', '', '', '', '', 'chào']);
  expect(said.map(({ file }) => file)).toMatchObject(
    [
      { name: 'picture.png', type: 'image/png', size: one.length, width: 3, height: 2 },
      { name: 'picture.png', width: 4 },
      { name: 'picture.gif', type: 'image/gif', width: 1 },
      { name: 'Ảnh lớp.png', width: 5 },
      { name: 'may.jpg', type: 'image/jpeg', width: 6 },
      {},
    ].map((file, index) => (index === 5 ? null : expect.objectContaining(file))),
  );
  for (const [index, bytes] of [one, two, three, four, five].entries()) {
    const file = said[index]?.file;
    expect(file && (await fetchFile(port, file))).toEqual({ type: file?.type, bytes });
  }
});

test('what is broken, too large, missing, outside the folder or no picture keeps its name, is counted and is not here', async () => {
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'secret.png'), png(9, 9));
  const path = oldDatabase({
    messages: [
      image('data:image/png;base64,@@@'),
      image(dataUrl(Buffer.from('<svg onload="alert(1)"/>'), 'image/svg+xml')),
      image('data:image/svg+xml,<svg/>'),
      image(dataUrl(Buffer.concat([png(2, 2), Buffer.alloc(600)]))),
      image('uploads/large.png'),
      image('missing.png'),
      image('../secret.png'),
      image(join(outside, 'secret.png')),
      image('link.png'),
      image('linked/secret.png'),
      image('page.png'),
      image('folder.png'),
      image('.hidden/a.png'),
      image(''),
    ],
  });
  putBeside(path, 'uploads/large.png', Buffer.concat([png(2, 2), Buffer.alloc(600)]));
  putBeside(path, 'page.png', Buffer.from('<script>alert(1)</script>'));
  putBeside(path, 'folder.png/x', Buffer.alloc(0));
  putBeside(path, '.hidden/a.png', png(2, 2));
  symlinkSync(join(outside, 'secret.png'), join(dirname(path), 'link.png'));
  symlinkSync(outside, join(dirname(path), 'linked'));
  const dataDir = temporaryFolder();
  const limits = { ...defaultLimits, maxFileBytes: 500 };
  expect(await importDatabase(dataDir, path, { limits })).toMatchObject({
    added: 13,
    moved: { pictures: 0, picturesLeft: 13, leftOutMessages: 1 },
  });
  const { said } = await openChat(dataDir);
  expect(said.every(({ content, file }) => String(content).startsWith('🖼') && file === null)).toBe(true);
  expect(said[4]?.content).toBe('🖼 large.png');
  expect(readdirSync(dataDir)).not.toContain('files');
});

test('importing twice doubles nothing; a picture that was missing comes with the next import, one that was deleted does not', async () => {
  const path = oldDatabase({ messages: [image(dataUrl(png(3, 2))), image('late.png')] });
  const dataDir = temporaryFolder();
  expect(await importDatabase(dataDir, path)).toMatchObject({ moved: { pictures: 1, picturesLeft: 1 } });
  const before = kept(dataDir);
  expect(before).toMatchObject({ contents: [expect.any(String)], lines: 1 });
  expect(await importDatabase(dataDir, path)).toMatchObject({
    added: 0,
    moved: { pictures: 0, picturesLeft: 1 },
  });
  expect(kept(dataDir)).toEqual(before);

  putBeside(path, 'late.png', png(4, 2));
  expect(await importDatabase(dataDir, path)).toMatchObject({
    added: 0,
    known: 2,
    moved: { pictures: 1, picturesLeft: 0 },
  });
  expect(kept(dataDir)).toMatchObject({ lines: 2 });
  const running = await temporaryHost({ dataDir });
  const host = await comeAsHost(running);
  const messages = host.joined['messages'] as { seq: number; id: string }[];
  expect(messages).toMatchObject([{ file: { width: 3 } }, { file: { name: 'late.png', width: 4 } }]);
  for (const { seq, id } of messages) {
    expect(await ask(host, { type: 'delete-message', message: { seq, id } })).toMatchObject({ type: 'done' });
  }
  await running.close();
  expect(kept(dataDir).contents).toEqual([]);
  expect(await importDatabase(dataDir, path)).toMatchObject({
    added: 0,
    moved: { pictures: 0, picturesLeft: 0 },
  });
  expect(kept(dataDir).contents).toEqual([]);
});

test('pictures count for nobody, and for all together', async () => {
  const users = [{ username: 'An', password: plainHash('hoa sen') }];
  const messages = [image(dataUrl(png(3, 2))), image(dataUrl(png(4, 2)), { room: 'Game' })];
  const path = oldDatabase({ users, messages });
  const tight = { ...defaultLimits, fileBytes: png(3, 2).length + 1 };
  expect(await importDatabase(temporaryFolder(), path, { limits: tight })).toMatchObject({
    moved: { pictures: 1, picturesLeft: 1 },
  });

  const dataDir = temporaryFolder();
  await importDatabase(dataDir, path);
  const running = await temporaryHost({ dataDir, limits: { fileBytesPerPerson: 10 }, accountMode: 'open' });
  const { client } = await come(running.port, 'Bình');
  expect(await allowUpload(client, Buffer.alloc(10))).toEqual(expect.any(String));
  const index: unknown = JSON.parse(readFileSync(join(dataDir, 'files.json'), 'utf8'));
  expect(index).toMatchObject([
    { by: '', room: 'main' },
    { by: '', room: expect.stringMatching(/^[\w-]{22}$/) },
  ]);
});

test('wherever an import breaks off, no file stays that no message names, and no message names one that is not here', async () => {
  const path = oldDatabase({
    messages: [image(dataUrl(png(3, 2))), image(dataUrl(png(4, 2))), image('none.png')],
  });
  const outcomes: number[] = [];
  for (let broken = true; broken;) {
    const dataDir = temporaryFolder();
    broken = await importDatabase(dataDir, path, { disk: diskUntil(outcomes.length) }).then(
      () => false,
      () => true,
    );
    const { port, said, close } = await openChat(dataDir);
    const files = said.flatMap(({ file }) => file ?? []);
    for (const file of files) expect((await fetchFile(port, file)).bytes).toHaveLength(file.size);
    await close();
    expect(kept(dataDir)).toMatchObject({ lines: files.length });
    expect(kept(dataDir).contents).toHaveLength(files.length);
    outcomes.push(files.length);
  }
  expect(new Set(outcomes)).toEqual(new Set([0, 2]));
  // Both contents and the index, then the history, the rooms and the list are made; then they move.
  expect(outcomes.indexOf(2)).toBe(6);
});

test('a full disk ends the import, and everything is as it was', async () => {
  const path = oldDatabase({ messages: [image(dataUrl(png(3, 2)))] });
  const dataDir = temporaryFolder();
  const disk = faultyDisk();
  disk.faults.write = (bytes) => {
    if (bytes.length > 50) throw systemError('ENOSPC');
    return undefined;
  };
  await expect(importDatabase(dataDir, path, { disk })).rejects.toMatchObject({
    storageCode: 'storage-full',
  });
  rmSync(join(dataDir, 'files'), { recursive: true });
  expect(readdirSync(dataDir).filter((name) => !name.startsWith('lock'))).toEqual([]);
});
