// What one person can cost the others: readers that do not keep up, senders that do not stop, strangers at the door.
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { faultyDisk } from '../storage/testing.ts';
import { temporaryFolder, temporaryHost } from '../test/temporary.ts';
import { connectWire, joinFrame, joinWire, newId, type Frame, type WireClient } from '../test/wire-client.ts';
import { defaultLimits } from './options.ts';

const unlimited = { framesPerSecond: 1e9, frameBurst: 1e9 };

function messagesOf({ messages }: Frame): { seq: number; id: string }[] {
  return (messages ?? []) as { seq: number; id: string }[];
}

function seqsOf(frame: Frame): number[] {
  return messagesOf(frame).map(({ seq }) => seq);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** A data folder with `count` messages of this text. */
function dataDirWith(count: number, content: string): string {
  const dataDir = temporaryFolder();
  const lines = range(1, count).map((n) =>
    JSON.stringify({ name: 'An', content, timestamp: '01/09/2026, 07:00:00', id: `message-${n}`, at: n }),
  );
  writeFileSync(join(dataDir, 'data.json'), `[\n${lines.join(',\n')}\n]\n`);
  return dataDir;
}

async function heardUpTo(client: WireClient, joined: Frame, last: number): Promise<number[]> {
  const seen = seqsOf(joined);
  while ((seen.at(-1) ?? 0) < last) seen.push(...seqsOf(await client.nextOf('messages-sent')));
  return seen;
}

/** A WebSocket upgrade by hand; resolves with the socket once the host has answered. */
async function upgrade(port: number, path = '/'): Promise<{ socket: Socket; answer: string }> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  const answered = new Promise<string>((resolve) =>
    socket.once('data', (data: Buffer) => resolve(data.toString('latin1'))),
  );
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  );
  return { socket, answer: await answered };
}

test('the defaults are what the documents promise', () => {
  expect(defaultLimits).toEqual({
    framesPerSecond: 10,
    frameBurst: 30,
    maxBufferedBytes: 1_048_576,
    drainTimeoutMs: 20_000,
    connectionsPerAddress: 500,
    connections: 2_000,
    joinsPerSecond: 50,
    joinBurst: 600,
    requestTimeoutMs: 10_000,
    concurrentHistories: 4,
    concurrentSearches: 2,
    maxFileBytes: 26_214_400,
    fileBytesPerPerson: 262_144_000,
    fileBytes: 4_294_967_296,
    uploadsPerPerson: 6,
    uploadsPerAddress: 60,
    uploads: 100,
    uploadGrantMs: 60_000,
    uploadIdleTimeoutMs: 30_000,
    uploadBytesPerSecond: 4_096,
    downloads: 500,
    unsentFileLifetimeMs: 86_400_000,
    pingIntervalMs: 5_000,
    seatGraceMs: 15_000,
    flushWindowMs: 5,
    syncWindowMs: 50,
  });
});

test('whoever missed many pages is sent them in order, and what is said meanwhile after them', async () => {
  const { port } = await temporaryHost({ dataDir: dataDirWith(3_000, 'x'), limits: unlimited });
  const talker = await joinWire(port, 'Bình');
  const client = await connectWire(port);
  client.send(joinFrame('An', { cursor: { seq: 10, id: 'message-10' } }));
  for (let n = 0; n < 30; n += 1) talker.client.send({ type: 'send-message', id: newId(), content: 'live' });
  const joined = await client.nextOf('joined');
  expect(joined['reset']).toBe(false);
  expect(await heardUpTo(client, joined, 3_030)).toEqual(range(11, 3_030));
});

test('pages are bounded by their bytes, so that long messages reach a reader who is far behind', async () => {
  const { port } = await temporaryHost({ dataDir: dataDirWith(400, '😀'.repeat(4_000)) });
  const { client, joined } = await joinWire(port, 'An', { cursor: { seq: 1, id: 'message-1' } });
  expect(await heardUpTo(client, joined, 400)).toEqual(range(2, 400));
  const newcomer = await joinWire(port, 'Bình');
  const last = seqsOf(newcomer.joined);
  expect(last).toEqual(range(400 - last.length + 1, 400));
  newcomer.client.send({ type: 'get-history', id: newId(), before: last[0], limit: 200 });
  const page = await newcomer.client.nextOf('history-page');
  expect(seqsOf(page).at(-1)).toBe((last[0] ?? 0) - 1);
  expect(page['hasOlder']).toBe(true);
  for (const frame of [...client.frames, ...newcomer.client.frames]) {
    expect(JSON.stringify(frame).length).toBeLessThan(300_000);
  }
});

/** Says long messages over the old HTTP interface: whoever speaks there hears nothing, and many can be under way. */
async function sayLong(port: number, count: number): Promise<void> {
  const url = `http://127.0.0.1:${port}/send/?name=B&content=${encodeURIComponent('😀'.repeat(4_000))}`;
  for (let left = count; left > 0; left -= 50) {
    const answers = await Promise.all(
      range(1, Math.min(left, 50)).map(async () => (await fetch(url)).json()),
    );
    for (const answer of answers) expect(answer).toMatchObject({ sent: true });
  }
}

/** All that follows a message, over as many connections as it takes: a busy machine may be too slow for a host as well. */
async function heardSince(
  first: { seq: number; id: string },
  last: number,
  port: number,
  deviceKey: string,
): Promise<number[]> {
  const seen: number[] = [];
  for (let cursor = first; cursor.seq < last;) {
    const client = await connectWire(port);
    client.send(joinFrame('An', { deviceKey, cursor: { seq: cursor.seq, id: cursor.id } }));
    const isLast = (frame: Frame): boolean => messagesOf(frame).at(-1)?.seq === last;
    await client.next(isLast).catch(() => undefined);
    client.socket.terminate();
    const messages = client.frames.flatMap(messagesOf);
    seen.push(...messages.map(({ seq }) => seq));
    cursor = messages.at(-1) ?? cursor;
  }
  return seen;
}

/** Long messages, more of them than what the system's own buffers and the host's limit take. */
const tooMany = 700;

test('a reader that reads more slowly than the others write misses nothing and is not thrown out', async () => {
  const { port } = await temporaryHost({ limits: unlimited, legacyHttp: true });
  const { client, joined } = await joinWire(port, 'An');
  client.socket.pause();
  await sayLong(port, tooMany);
  client.socket.resume();
  expect(await heardUpTo(client, joined, tooMany)).toEqual(range(1, tooMany));
});

test('a reader that takes nothing at all is closed as too slow and gets everything when it comes back', async () => {
  const tooSlow = Promise.withResolvers<void>();
  const { port } = await temporaryHost({
    limits: { ...unlimited, drainTimeoutMs: 20 },
    legacyHttp: true,
    onLog: ({ text }) => text.includes('does not read') && tooSlow.resolve(),
  });
  const deviceKey = newId();
  const slow = await joinWire(port, 'An', { deviceKey });
  await sayLong(port, 1);
  const [first = { seq: 0, id: '' }] = messagesOf(await slow.client.nextOf('messages-sent'));
  slow.client.socket.pause();
  await sayLong(port, tooMany);
  await tooSlow.promise;
  slow.client.socket.terminate();
  expect(await heardSince(first, tooMany + 1, port, deviceKey)).toEqual(range(2, tooMany + 1));
});

/** A disk that notes how much is read of it at once. */
function measuredDisk() {
  const disk = faultyDisk();
  const reads: number[] = [];
  const open = disk.open;
  disk.open = async (path, mode) => {
    const file = await open(path, mode);
    const read: typeof file.read = (buffer, position) => {
      reads.push(buffer.length);
      return file.read(buffer, position);
    };
    return { ...file, read };
  };
  return { disk, reads };
}

test('of long messages no more is read for whoever missed them than a page takes', async () => {
  const { disk, reads } = measuredDisk();
  const { port } = await temporaryHost({
    dataDir: dataDirWith(1_000, 'x'.repeat(4_000)),
    disk,
    limits: unlimited,
  });
  reads.length = 0;
  const { client, joined } = await joinWire(port, 'An', { cursor: { seq: 1, id: 'message-1' } });
  expect(await heardUpTo(client, joined, 1_000)).toEqual(range(2, 1_000));
  expect(Math.max(...reads)).toBeLessThanOrEqual(256 * 1024);
});

test('nothing more is read for a reader that was closed as too slow', async () => {
  const { disk, reads } = measuredDisk();
  const tooSlow = Promise.withResolvers<void>();
  const host = await temporaryHost({
    dataDir: dataDirWith(8_000, 'x'.repeat(4_000)),
    disk,
    limits: { ...unlimited, drainTimeoutMs: 20 },
    onLog({ text }) {
      if (!text.includes('does not read')) return;
      reads.length = 0;
      tooSlow.resolve();
    },
  });
  const { client } = await joinWire(host.port, 'An', { cursor: { seq: 1, id: 'message-1' } });
  client.socket.pause();
  await tooSlow.promise;
  client.socket.terminate();
  await host.close();
  expect(reads).toEqual([]);
});

test('a classic client that waits for its answer is not cut for the silence that the host imposes', async () => {
  const disk = faultyDisk();
  const { port } = await temporaryHost({ disk, limits: { pingIntervalMs: 20 } });
  const client = await connectWire(port);
  client.send({ type: 'name', name: 'An' });
  await client.nextOf('name');
  const sync = Promise.withResolvers<void>();
  disk.faults.sync = () => sync.promise;
  client.send({ type: 'send', content: 'one' });
  client.send({ type: 'send', content: 'two' });
  for (let pings = 0; pings < 5; pings += 1) await client.nextOf('ping');
  sync.resolve();
  expect(await client.nextOf('send')).toMatchObject({ status: true, content: 'one' });
  expect(await client.nextOf('send')).toMatchObject({ status: true, content: 'two' });
});

test('whoever asks for the whole history and does not read it gives its place to the next one', async () => {
  const { port } = await temporaryHost({
    dataDir: dataDirWith(5_000, 'x'.repeat(4_000)),
    limits: { concurrentHistories: 1, drainTimeoutMs: 50 },
  });
  const [stalled, next] = [await connectWire(port), await connectWire(port)];
  for (const [client, name] of [
    [stalled, 'An'],
    [next, 'Bình'],
  ] as const) {
    client.send({ type: 'name', name });
    await client.nextOf('name');
  }
  stalled.socket.pause();
  stalled.send({ type: 'get' });
  next.send({ type: 'get' });
  const answer = await next.nextOf('get');
  expect((answer['data'] as { message: unknown[] }).message).toHaveLength(5_000);
});

test('what is said after a request for the whole history is heard after its answer, not in it', async () => {
  const { port } = await temporaryHost({
    dataDir: dataDirWith(5_000, 'x'.repeat(4_000)),
    limits: { concurrentHistories: 1 },
  });
  const [first, second, talker] = [await connectWire(port), await connectWire(port), await connectWire(port)];
  for (const [client, name] of [
    [first, 'An'],
    [second, 'Bình'],
    [talker, 'Chi'],
  ] as const) {
    client.send({ type: 'name', name });
    await client.nextOf('name');
  }
  first.socket.pause();
  first.send({ type: 'get' });
  await talker.settled();
  second.send({ type: 'get' });
  await second.settled();
  talker.send({ type: 'send', content: 'later' });
  await talker.nextOf('send');
  first.socket.resume();
  const answer = await second.next(({ type, datatype }) => type === 'get' || datatype === 'message');
  expect(answer['type']).toBe('get');
  expect((answer['data'] as { message: unknown[] }).message).toHaveLength(5_000);
  expect(await second.nextOf('receive')).toMatchObject({ datatype: 'message', content: 'later' });
});

test('somebody for whom there is no room cannot end the host with a broken frame', async () => {
  const { port } = await temporaryHost({ limits: { connections: 1 } });
  const { client } = await joinWire(port, 'An');
  const { socket, answer } = await upgrade(port);
  expect(answer).toContain('101');
  const closed = new Promise((resolve) => socket.on('end', resolve));
  socket.resume().write(Buffer.from([0x81, 0x01, 0x41]));
  await closed;
  await client.settled();
});

test('strangers that were turned away and stay on the line do not keep the host from closing', async () => {
  const host = await temporaryHost({ limits: { connections: 1 } });
  const { answer } = await upgrade(host.port, '/nowhere');
  expect(answer).toContain('404');
  await upgrade(host.port);
  await upgrade(host.port);
  await host.close();
});

test('a command that comes while the host closes is not taken, and its sender keeps it', async () => {
  const dataDir = temporaryFolder();
  const disk = faultyDisk();
  const host = await temporaryHost({ dataDir, disk });
  const { client } = await joinWire(host.port, 'An');
  const sync = Promise.withResolvers<void>();
  disk.faults.sync = () => sync.promise;
  client.send({ type: 'send-message', id: 'the-last-one', content: 'x' });
  await client.nextOf('messages-sent');
  const closing = host.close();
  client.send({ type: 'send-message', id: 'one-too-late', content: 'x' });
  await client.settled();
  sync.resolve();
  await closing;
  await client.closed;
  expect(client.frames.filter(({ type }) => type === 'messages-stored')).toMatchObject([
    { messages: [{ id: 'the-last-one' }] },
  ]);
  expect(JSON.parse(readFileSync(join(dataDir, 'data.json'), 'utf8'))).toHaveLength(1);
});

test('whoever is saying something while the host stops hears of it, and is not cut off in mid-word', async () => {
  const host = await temporaryHost({ limits: { framesPerSecond: 1, frameBurst: 1 } });
  const { socket } = await upgrade(host.port);
  const heard: Buffer[] = [];
  socket.on('data', (bytes) => heard.push(bytes));
  const end = new Promise<string>((resolve) => {
    socket.once('end', () => resolve('ended'));
    socket.once('error', ({ message }) => resolve(message));
  });
  // The host reads one of them, and leaves the rest in the socket. The last is the answer to its goodbye.
  const frame = Buffer.concat([Buffer.from([0x81, 0xfe, 0x27, 0x10, 0, 0, 0, 0]), Buffer.alloc(10_000, 'x')]);
  for (let n = 0; n < 100; n += 1) socket.write(frame);
  socket.write(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe9]));
  const closed = host.close();
  expect(await end).toBe('ended');
  expect(Buffer.concat(heard).toString('latin1')).toContain('host stopped');
  socket.end();
  await closed;
});
