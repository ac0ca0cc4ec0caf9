// The host as a whole, over real sockets and with real files. The room's rules are tested in room.test.ts, the classic
// wire by the transcripts.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { NearbyChat } from '../protocol/nearby.ts';
import { createLan } from '../test/lan.ts';
import { temporaryFolder, temporaryHost } from '../test/temporary.ts';
import { connectWire, joinFrame, joinWire, newId, type Frame, type WireClient } from '../test/wire-client.ts';
import { startHost } from './host.ts';
import { browseChats } from './nearby/nearby.ts';

interface Sent {
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly content: string;
}

function messagesOf(frame: Frame): readonly Sent[] {
  return frame['messages'] as readonly Sent[];
}

/** Sends and waits until it is stored; returns its id. */
async function say(client: WireClient, content: string, id = newId()): Promise<string> {
  client.send({ type: 'send-message', id, content });
  await client.next(
    ({ type, messages }) => type === 'messages-stored' && (messages as Sent[]).some((m) => m.id === id),
  );
  return id;
}

function recordsIn(folder: string): Record<string, unknown>[] {
  return JSON.parse(readFileSync(join(folder, 'data.json'), 'utf8')) as Record<string, unknown>[];
}

test('two people chat: everyone sees the message, its sender is told that it is stored, the file has it', async () => {
  const dataDir = temporaryFolder();
  const { port } = await temporaryHost({ dataDir });
  const an = await joinWire(port, 'An');
  const binh = await joinWire(port, 'Bình');
  expect(await an.client.nextOf('person-joined')).toMatchObject({ person: { name: 'Bình' } });

  const id = newId();
  an.client.send({ type: 'send-message', id, content: 'xin chào' });
  const seen = messagesOf(await binh.client.nextOf('messages-sent'));
  expect(seen).toMatchObject([{ seq: 1, id, name: 'An', content: 'xin chào' }]);
  expect(await an.client.nextOf('messages-sent')).toMatchObject({ messages: seen });
  expect(await an.client.nextOf('messages-stored')).toMatchObject({ messages: [{ id, seq: 1 }] });
  expect(recordsIn(dataDir)).toMatchObject([
    { name: 'An', content: 'xin chào', timestamp: expect.stringMatching(/^\d\d\/\d\d\/\d{4}, /), id },
  ]);
});

test('the file is valid JSON with the classic keys after every message', async () => {
  const dataDir = temporaryFolder();
  const { port } = await temporaryHost({ dataDir });
  const { client } = await joinWire(port, 'An');
  for (let n = 1; n <= 10; n += 1) {
    await say(client, `message ${n}\n"quoted" 😀`);
    const records = recordsIn(dataDir);
    expect(records).toHaveLength(n);
    for (const record of records)
      expect(Object.keys(record)).toEqual(expect.arrayContaining(['name', 'content', 'timestamp']));
  }
});

test('a message that is sent again is acknowledged again and stored once, also after a restart', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const { client } = await joinWire(first.port, 'An');
  const id = await say(client, 'once');
  await say(client, 'once', id);
  await first.close();

  const second = await temporaryHost({ dataDir });
  const again = await joinWire(second.port, 'An');
  await say(again.client, 'once', id);
  expect(recordsIn(dataDir)).toHaveLength(1);
});

test('a cursor gets what came after it, a cursor that the history does not know gets a reset', async () => {
  const { port } = await temporaryHost();
  const { client } = await joinWire(port, 'An');
  const ids: string[] = [];
  for (let n = 1; n <= 3; n += 1) ids.push(await say(client, `m${n}`));

  const back = await joinWire(port, 'Bình', { cursor: { seq: 1, id: ids[0] } });
  expect(back.joined).toMatchObject({ reset: false, lastSeq: 3, messages: [{ seq: 2 }, { seq: 3 }] });
  for (const cursor of [
    { seq: 1, id: 'another-message' },
    { seq: 9, id: ids[0] },
  ]) {
    const lost = await joinWire(port, `Chi ${cursor.seq}`, { cursor });
    expect(lost.joined).toMatchObject({ reset: true, messages: [{ seq: 1 }, { seq: 2 }, { seq: 3 }] });
  }
});

test('a message that was lost and brought again under its old number is no proof of what stood before it', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const { client } = await joinWire(first.port, 'An');
  await say(client, 'first');
  const before = readFileSync(join(dataDir, 'data.json'));
  await say(client, 'second');
  const id = await say(client, 'third');
  const [, , at] = recordsIn(dataDir).map((record) => record['at']);
  await first.close();
  // A power cut takes two lines; somebody else is faster than the one who brings the last of them again.
  writeFileSync(join(dataDir, 'data.json'), before);

  const { port } = await temporaryHost({ dataDir });
  const back = await joinWire(port, 'Bình');
  await say(back.client, 'another second');
  await say(back.client, 'third', id);
  const held = { seq: 3, id };
  expect((await joinWire(port, 'Chi', { cursor: { ...held, at } })).joined).toMatchObject({ reset: true });
  const anew = recordsIn(dataDir)[2]?.['at'];
  expect((await joinWire(port, 'Dũng', { cursor: { ...held, at: anew } })).joined).toMatchObject({
    reset: false,
  });
});

test('pages before and after a number are read from memory and from the file alike', async () => {
  const dataDir = temporaryFolder();
  const records = Array.from({ length: 700 }, (_, n) => ({
    name: 'An',
    content: `m${n + 1}`,
    timestamp: '',
  }));
  writeFileSync(join(dataDir, 'data.json'), JSON.stringify(records));
  const { port } = await temporaryHost({ dataDir });
  const { client, joined } = await joinWire(port, 'An');
  expect(messagesOf(joined).map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 651));

  const page = async (query: Frame): Promise<Frame> => {
    client.send({ type: 'get-history', id: newId(), ...query });
    return client.nextOf('history-page');
  };
  const contents = (frame: Frame): string[] => messagesOf(frame).map(({ content }) => content);
  const middle = await page({ before: 301, limit: 3 });
  expect(contents(middle)).toEqual(['m298', 'm299', 'm300']);
  expect(middle).toMatchObject({ hasOlder: true, hasNewer: true });
  expect(contents(await page({ after: 298, limit: 2 }))).toEqual(['m299', 'm300']);
  expect(await page({ before: 3 })).toMatchObject({ hasOlder: false, messages: [{ seq: 1 }, { seq: 2 }] });
  expect(await page({ after: 700 })).toMatchObject({ hasNewer: false, messages: [] });
  expect(contents(await page({ limit: 1 }))).toEqual(['m700']);
});

test('a connection that blinks keeps its seat and its name, and nobody hears of it', async () => {
  const { port } = await temporaryHost();
  const deviceKey = newId();
  const watcher = await joinWire(port, 'Bình');
  const { client } = await joinWire(port, 'An', { deviceKey });
  await watcher.client.nextOf('person-joined');
  client.socket.terminate();
  await client.closed;
  const stranger = await connectWire(port);
  stranger.send(joinFrame('an'));
  expect(await stranger.nextOf('refused')).toMatchObject({ code: 'nickname-taken' });
  const back = await joinWire(port, 'An', { deviceKey });
  await say(back.client, 'still here');
  await watcher.client.nextOf('messages-sent');
  expect(watcher.client.frames.map(({ type }) => type)).not.toContain('person-left');
});

test('a seat that nobody comes back to is given up after the grace, and the others hear it then', async () => {
  const { port } = await temporaryHost({ limits: { seatGraceMs: 20 } });
  const watcher = await joinWire(port, 'Bình');
  const { client } = await joinWire(port, 'An');
  client.socket.terminate();
  expect(await watcher.client.nextOf('person-left')).toMatchObject({ person: { name: 'An' } });
  expect((await joinWire(port, 'An')).joined).toBeDefined();
});

test('the same device joining again takes the seat over and the first connection is told', async () => {
  const { port } = await temporaryHost();
  const deviceKey = newId();
  const first = await joinWire(port, 'An', { deviceKey });
  await joinWire(port, 'An', { deviceKey });
  await first.client.nextOf('replaced');
  expect(await first.client.closed).toBe(4001);
});

test('leaving on purpose is heard at once', async () => {
  const { port } = await temporaryHost();
  const watcher = await joinWire(port, 'Bình');
  const { client } = await joinWire(port, 'An');
  client.send({ type: 'leave', id: newId() });
  await watcher.client.nextOf('person-left');
  expect(await client.closed).toBe(1000);
});

test('nothing that follows a message overtakes it: a rename is heard after the words said before it', async () => {
  const { port } = await temporaryHost();
  const watcher = await joinWire(port, 'Bình');
  const { client } = await joinWire(port, 'An');
  client.send({ type: 'send-message', id: newId(), content: 'said as An' });
  client.send({ type: 'set-nickname', id: newId(), nickname: 'Anh' });
  client.send({ type: 'send-message', id: newId(), content: 'said as Anh' });
  client.send({ type: 'leave', id: newId() });
  await watcher.client.nextOf('person-left');
  const heard = watcher.client.frames.flatMap((frame) =>
    frame['type'] === 'messages-sent' ? messagesOf(frame).map(({ name }) => name) : [frame['type']],
  );
  expect(heard.slice(-5)).toEqual(['person-joined', 'An', 'person-renamed', 'Anh', 'person-left']);
});

test('a sender above the rate is read more slowly and loses nothing', async () => {
  const { port } = await temporaryHost({ limits: { framesPerSecond: 200, frameBurst: 5 } });
  const { client } = await joinWire(port, 'An');
  const ids = Array.from({ length: 40 }, newId);
  ids.forEach((id) => client.send({ type: 'send-message', id, content: id }));
  const seen: string[] = [];
  while (seen.length < ids.length)
    seen.push(...messagesOf(await client.nextOf('messages-sent')).map(({ id }) => id));
  expect(seen).toEqual(ids);
});

test('a frame over the limit closes its connection with 1009 and nobody else', async () => {
  const { port } = await temporaryHost();
  const watcher = await joinWire(port, 'Bình');
  const { client } = await joinWire(port, 'An');
  client.socket.send('x'.repeat(64 * 1024 + 1));
  expect(await client.closed).toBe(1009);
  await say(watcher.client, 'goes on');
});

test('a connection from which nothing is heard is cut', async () => {
  const { port } = await temporaryHost({ limits: { pingIntervalMs: 20 } });
  const silent = await connectWire(port, '/', { autoPong: false });
  expect(await silent.closed).toBe(1006);
});

test('closing stores what was taken, says that the host stops, and frees port and folder', async () => {
  const dataDir = temporaryFolder();
  const host = await temporaryHost({ dataDir });
  const { client } = await joinWire(host.port, 'An');
  await client.settled();
  const id = newId();
  client.send({ type: 'send-message', id, content: 'the last word' });
  await client.nextOf('messages-sent');
  await host.close();
  expect(await client.closed).toBe(1001);
  expect(recordsIn(dataDir)).toMatchObject([{ id }]);
  const again = await temporaryHost({ dataDir, port: host.port });
  expect(again.port).toBe(host.port);
});

test('whoever is cut off by a host that is about to end finds all that was stored at the next one', async () => {
  const dataDir = temporaryFolder();
  const host = await temporaryHost({ dataDir });
  const { client } = await joinWire(host.port, 'An');
  const id = await say(client, 'before the error');
  host.abandon();
  expect(await client.closed).toBe(1006);
  await expect(fetch(`http://127.0.0.1:${host.port}/api/info`)).rejects.toThrow();
  expect(recordsIn(dataDir)).toMatchObject([{ id }]);
});

test('a taken port is named and the next free one offered', async () => {
  const { port } = await temporaryHost();
  const second = await startHost({
    port,
    bind: '127.0.0.1',
    dataDir: temporaryFolder(),
    chatName: 'x',
    hostName: 'x',
    webDir: null,
  });
  expect(second).toMatchObject({ ok: false, code: 'port-taken', port });
  if (second.ok) throw new Error('started twice');
  expect(second.freePort).toBeGreaterThan(port);
});

test('a folder in use is locked, and a folder that cannot be one is said to be unusable', async () => {
  const dataDir = temporaryFolder();
  await temporaryHost({ dataDir });
  const options = { port: 0, bind: '127.0.0.1', chatName: 'x', hostName: 'x', webDir: null };
  expect(await startHost({ ...options, dataDir })).toMatchObject({
    ok: false,
    code: 'folder-locked',
    folder: dataDir,
  });
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  expect(await startHost({ ...options, dataDir: file })).toMatchObject({
    ok: false,
    code: 'folder-not-writable',
  });
  const data = temporaryFolder();
  mkdirSync(join(data, 'data.json'));
  expect(await startHost({ ...options, dataDir: data })).toMatchObject({
    ok: false,
    code: 'file-not-readable',
  });
  rmSync(join(data, 'data.json'), { recursive: true });
});

test('an address that is not this machine’s is refused by name', async () => {
  const started = await startHost({
    port: 0,
    bind: '192.0.2.1',
    dataDir: temporaryFolder(),
    chatName: 'x',
    hostName: 'x',
    webDir: null,
  });
  expect(started).toMatchObject({ ok: false, code: 'address-unavailable' });
});

test('a data.json that is not ours is set aside and said', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'data.json'), '{"a":1}');
  const host = await temporaryHost({ dataDir });
  const [notice] = host.status().notices;
  expect(notice?.code).toBe('history-set-aside');
  expect(readFileSync(notice?.file ?? '', 'utf8')).toBe('{"a":1}');
  expect(recordsIn(dataDir)).toEqual([]);
});

test('a host is found by the devices around from its start to its end, if it was told to be', async () => {
  const lan = createLan();
  const openMulticast = lan.open('127.0.0.1');
  const host = await temporaryHost({ bind: '0.0.0.0', announce: true, openMulticast });
  await temporaryHost({ bind: '0.0.0.0', openMulticast });
  const seen: (readonly NearbyChat[])[] = [];
  let check = (): void => undefined;
  const browsing = browseChats({
    openMulticast,
    onChange(chats) {
      seen.push(chats);
      check();
    },
  });
  onTestFinished(() => browsing.close());
  const until = (isSo: (chats: readonly NearbyChat[]) => boolean): Promise<void> =>
    new Promise((resolve) => {
      check = () => isSo(seen.at(-1) ?? []) && resolve();
      check();
    });
  await until(([chat]) => chat?.people === 0);
  expect(seen.at(-1)).toMatchObject([{ id: host.nearbyId, address: `127.0.0.1:${host.port}` }]);
  host.setAnnounced(false);
  await until((chats) => chats.length === 0);
  host.setAnnounced(true);
  await until((chats) => chats.length === 1);
  await host.close();
  await until((chats) => chats.length === 0);
});

test('where the network takes no multicast, the host says so once and goes on', async () => {
  const host = await temporaryHost({
    bind: '0.0.0.0',
    announce: true,
    openMulticast(onTrouble) {
      queueMicrotask(() => onTrouble('EADDRINUSE'));
      return { send: () => Promise.resolve(), subscribe: () => () => undefined, close: () => undefined };
    },
  });
  const response = await fetch(`http://127.0.0.1:${host.port}/api/info`);
  expect(response.status).toBe(200);
  const said = host.status().log.filter(({ text }) => text.includes('nearby'));
  expect(said.map(({ text }) => text)).toEqual([
    'devices nearby do not find this chat by themselves: EADDRINUSE',
  ]);
});
