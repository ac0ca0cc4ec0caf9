// Files that are cut at any byte, meet a full disk, come ten at once, or are on their way when the host is killed: nothing
// half is ever served or left, and what a sender was told is there stays there.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseFileInfo } from '../../protocol/files.ts';
import { parseObject } from '../../protocol/json.ts';
import { faultyDisk, systemError } from '../../storage/testing.ts';
import { temporaryFolder, temporaryHost } from '../temporary.ts';
import { allowUpload, bringFile, sendFile } from '../uploading.ts';
import { joinWire, newId, type WireClient } from '../wire-client.ts';
import { count, createRandom, report, rounds } from './form.ts';
import { startHostChild } from './host-child.ts';

const done: string[] = [];
const random = createRandom(11);

/** Bytes that nobody else has. */
function someBytes(length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}

/** What lies in the folder of files: contents that are what their names say, and anything else. */
function look(dataDir: string): { readonly whole: string[]; readonly other: string[] } {
  const folder = join(dataDir, 'files');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const isWhole = (name: string): boolean =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex') === name;
  return { whole: names.filter(isWhole), other: names.filter((name) => !isWhole(name)) };
}

/** Brings so much of a file and cuts the connection; resolves when it is gone. */
function bringPart(port: number, token: string, bytes: Buffer, sent: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    const header =
      `POST /files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Length: ${bytes.length}\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(header), bytes.subarray(0, sent)]), () =>
      socket.resetAndDestroy(),
    );
  });
}

test('an upload that is cut at any byte leaves nothing, and the next try arrives', async () => {
  const dataDir = temporaryFolder();
  const { port } = await temporaryHost({ dataDir });
  const { client } = await joinWire(port, 'An');
  const bytes = someBytes(rounds({ short: 40, long: 1_000 }));
  for (let sent = 0; sent < bytes.length; sent += 1) {
    await bringPart(port, await allowUpload(client, bytes), bytes, sent);
  }
  const { path } = await sendFile(port, client, bytes);
  expect(Buffer.from(await (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer())).toEqual(bytes);
  // A cut is noticed a moment after it: the last of them is gone once nothing is on its way any more.
  await expect.poll(() => look(dataDir)).toMatchObject({ whole: [expect.any(String)], other: [] });
  done.push(`${count(bytes.length)} cuts`);
});

test('a disk that fills up in the middle refuses the file, keeps nothing of it, and the chat goes on', async () => {
  const dataDir = temporaryFolder();
  const disk = faultyDisk();
  const { port } = await temporaryHost({ dataDir, disk });
  const { client } = await joinWire(port, 'An');
  const first = await sendFile(port, client, someBytes(1_000));
  const bytes = someBytes(500_000);
  const times = rounds({ short: 5, long: 100 });
  for (let n = 0; n < times; n += 1) {
    let room = random.below(bytes.length);
    // The history's lines are short; a file's pieces are not.
    disk.faults.write = (piece) => {
      if (piece.length > 400) room -= piece.length;
      if (room < 0 && piece.length > 400) throw systemError('ENOSPC');
      return undefined;
    };
    const refused = await bringFile(port, await allowUpload(client, bytes), bytes);
    expect([refused.status, refused.body]).toEqual([507, { code: 'storage-full' }]);
    client.send({ type: 'send-message', id: newId(), content: `still here ${n}` });
    await client.nextOf('messages-stored');
  }
  disk.faults = {};
  expect(look(dataDir)).toMatchObject({ whole: [expect.any(String)], other: [] });
  const second = await sendFile(port, client, bytes);
  for (const { path } of [first, second])
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
  done.push(`${times} full disks`);
});

test('ten people who each bring a file at once all arrive, each with what they sent', async () => {
  const dataDir = temporaryFolder();
  const { port } = await temporaryHost({ dataDir });
  const bytes = Array.from({ length: 10 }, () => someBytes(rounds({ short: 300_000, long: 3_000_000 })));
  const people = await Promise.all(bytes.map((_, n) => joinWire(port, `person ${n}`)));
  const sent = await Promise.all(
    people.map(({ client }, n) => sendFile(port, client, bytes[n] ?? Buffer.alloc(0))),
  );
  for (const [n, { path }] of sent.entries()) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes[n] ?? Buffer.alloc(0))).toBe(true);
  }
  expect(look(dataDir)).toMatchObject({ whole: { length: 10 }, other: [] });
  done.push('10 at once');
});

test('a host that is killed among uploads has every file that was said to be there, whole, and no other', async () => {
  const dataDir = temporaryFolder();
  const kills = rounds({ short: 3, long: 40 });
  const acknowledged = new Map<string, Buffer>();
  for (let kill = 0; kill < kills; kill += 1) {
    const child = startHostChild(dataDir, {});
    const port = await child.listening;
    const { client } = await joinWire(port, `person ${kill}`);
    const uploads = Array.from({ length: 6 }, async () => {
      const bytes = someBytes(20_000 + random.below(80_000));
      const { body } = await bringFile(port, await allowUpload(client, bytes), bytes);
      const file = parseFileInfo(body);
      if (file) acknowledged.set(file.id, bytes);
    });
    const enough = random.below(6);
    const some = Promise.all(uploads.slice(0, enough));
    const all = Promise.allSettled(uploads);
    await some;
    await child.kill();
    await all;
  }
  const { port } = await temporaryHost({ dataDir });
  for (const [id, bytes] of acknowledged) {
    const answer = await fetch(`http://127.0.0.1:${port}/files/${id}`);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  }
  expect(look(dataDir).other).toEqual([]);
  // What is there and was not acknowledged was on its way to be: it has its line, too.
  const lines = JSON.parse(readFileSync(join(dataDir, 'files.json'), 'utf8')) as { sha256: string }[];
  expect(look(dataDir).whole.toSorted()).toEqual([...new Set(lines.map(({ sha256 }) => sha256))].toSorted());
  done.push(`${kills} kills (${count(acknowledged.size)} acknowledged files, all there)`);
});

test('a message whose host was killed is brought again and has its file', async () => {
  const dataDir = temporaryFolder();
  const deviceKey = newId();
  const bytes = someBytes(50_000);
  const rejoin = async (port: number): Promise<WireClient> =>
    (await joinWire(port, 'An', { deviceKey })).client;
  const child = startHostChild(dataDir, {});
  const before = await rejoin(await child.listening);
  const { body } = await bringFile(await child.listening, await allowUpload(before, bytes), bytes);
  const message = { type: 'send-message', id: newId(), content: '', file: body.id };
  before.send(message);
  await before.nextOf('messages-sent');
  await child.kill();

  for (let restart = 0; restart < 2; restart += 1) {
    const host = await temporaryHost({ dataDir, limits: { unsentFileLifetimeMs: 0 } });
    const client = await rejoin(host.port);
    client.send(message);
    expect(await client.nextOf('messages-stored')).toMatchObject({ messages: [{ id: message.id, seq: 1 }] });
    const answer = await fetch(`http://127.0.0.1:${host.port}/files/${String(body.id)}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    await host.close();
  }
  const [line] = JSON.parse(readFileSync(join(dataDir, 'data.json'), 'utf8')) as unknown[];
  expect(parseObject(JSON.stringify(line))?.id).toBe(message.id);
});

afterAll(() => {
  report('uploads', done.join(', '));
});
