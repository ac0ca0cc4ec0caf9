// Floods: one stranger does as much as a connection, or an address, can do, and the others' chat goes on beside it.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { closeCodes } from '../../protocol/close-codes.ts';
import { maxFrameBytes } from '../../protocol/limits.ts';
import { temporaryHost } from '../temporary.ts';
import { connectWire, joinFrame, joinWire, newId } from '../wire-client.ts';
import { count, report, rounds } from './form.ts';
import { createPerson, createPlatform, enter, type Person } from './person.ts';

const done: string[] = [];

/** Two honest people who say one thing after the other. Their talk is what a flood must not end. */
async function startTalk(port: number): Promise<{ goesOn(messages: number): Promise<void> }> {
  const platform = (): ReturnType<typeof createPlatform> => createPlatform({ network: { port } });
  const an = await enter(createPerson('An', platform()));
  const binh = await enter(createPerson('Bình', platform()));
  onTestFinished(() => [an, binh].forEach((person) => person.client.close()));
  const hear = (person: Person, content: string): Promise<void> =>
    person.until(({ messages }) => messages.some((message) => message.content === content));
  return {
    async goesOn(messages) {
      for (let n = 0; n < messages; n += 1) {
        const content = newId();
        await an.client.send(content);
        await hear(binh, content);
        await an.until(({ outbox }) => outbox.length === 0);
      }
    },
  };
}

/** A bare connection; errors are what is expected of it. */
async function connectBare(port: number): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  // Never ends its own half: whoever floods does not say goodbye.
  const answer = once(socket, 'end').then(
    () => Buffer.concat(chunks).toString(),
    () => Buffer.concat(chunks).toString(),
  );
  await once(socket, 'connect');
  return { socket, answer };
}

function upgradeRequest(port: number, more: readonly string[] = []): string {
  const lines = [
    'GET / HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...more,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

test('one connection that sends thousands of frames is read slowly, and the others chat on', async () => {
  const { port } = await temporaryHost();
  const talk = await startTalk(port);
  const flooder = await joinWire(port, 'Flooder');
  const frames = rounds({ short: 5_000, long: 50_000 });
  for (let n = 0; n < frames; n += 1) {
    flooder.client.send({ type: 'send-message', id: newId(), content: `flood ${n}` });
  }
  await talk.goesOn(10);
  const taken = new Set(
    flooder.client.frames.flatMap(({ type, messages }) =>
      type === 'messages-stored' ? (messages as { id: string }[]).map(({ id }) => id) : [],
    ),
  );
  // Thirty at once and ten a second: far from all, whatever this machine is doing besides.
  expect(taken.size).toBeLessThan(frames / 2);
  flooder.client.socket.terminate();
  await talk.goesOn(2);
  done.push(`${count(frames)} frames of one connection (${taken.size} taken)`);
});

test('a connection that pings and never reads what comes back is cut, and leaves nothing in the memory', async () => {
  const cut = Promise.withResolvers<void>();
  let isCut = false;
  const { port } = await temporaryHost({
    onLog({ symbol }) {
      if (symbol !== '<-') return;
      isCut = true;
      cut.resolve();
    },
  });
  const talk = await startTalk(port);
  const { client } = await joinWire(port, 'Pinger');
  client.socket.pause();
  let pings = 0;
  while (!isCut && client.socket.readyState === WebSocket.OPEN) {
    for (let n = 0; n < 1_000; n += 1) client.socket.ping(Buffer.alloc(125));
    pings += 1_000;
    await new Promise(setImmediate);
  }
  await cut.promise;
  await talk.goesOn(2);
  done.push(`${count(pings)} pings unread`);
});

test('thousands of connections a second from one address are closed with 1013, and those who are in chat on', async () => {
  const joinBurst = 100;
  const atOnce = 100;
  const { port } = await temporaryHost({ limits: { joinBurst, joinsPerSecond: 1 } });
  const talk = await startTalk(port);
  const tries = rounds({ short: 500, long: 4_000 });
  const codes = new Map<number, number>();
  const one = async (): Promise<void> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    socket.on('error', () => undefined);
    socket.on('open', () => socket.send(JSON.stringify(joinFrame(`Crowd ${newId()}`))));
    socket.on('message', (data: Buffer) => {
      if (data.toString().startsWith('{"type":"joined"')) socket.close();
    });
    const [code] = (await once(socket, 'close')) as [number];
    codes.set(code, (codes.get(code) ?? 0) + 1);
  };
  const chatting = talk.goesOn(10);
  for (let tried = 0; tried < tries; tried += atOnce) await Promise.all(Array.from({ length: atOnce }, one));
  await chatting;
  await talk.goesOn(2);
  const refused = codes.get(closeCodes.tryAgainLater) ?? 0;
  expect(refused).toBeGreaterThan(tries / 2);
  expect(tries - refused).toBeGreaterThanOrEqual(joinBurst - 2);
  done.push(`${count(tries)} connections of one address (${count(refused)} closed with 1013)`);
});

test('a frame of one byte too many closes its connection with 1009, as often as somebody tries', async () => {
  const { port } = await temporaryHost();
  const talk = await startTalk(port);
  const tries = rounds({ short: 20, long: 200 });
  for (let n = 0; n < tries; n += 1) {
    const client = await connectWire(port);
    client.socket.send('x'.repeat(maxFrameBytes + 1));
    expect(await client.closed).toBe(1009);
  }
  // In pieces it is as long.
  const pieces = await connectWire(port);
  for (let n = 0; n <= 64; n += 1) pieces.socket.send('x'.repeat(1_024), { fin: n === 64 });
  expect(await pieces.closed).toBe(1009);
  await talk.goesOn(2);
  done.push(`${tries + 1} frames of 64 KiB + 1`);
});

test.each([
  ['sends nothing', ''],
  ['sends its header byte by byte', 'GET / HTTP/1.1\r\nX: '],
  ['stops before the end of its handshake', upgradeRequest(0).slice(0, -4)],
  ['announces a body that never comes', 'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n'],
])('a connection that %s is given up after a while', async (what, start) => {
  const { port } = await temporaryHost({ limits: { requestTimeoutMs: 300 } });
  const talk = await startTalk(port);
  const strangers = await Promise.all(Array.from({ length: 50 }, () => connectBare(port)));
  for (const { socket } of strangers) socket.write(start);
  const dripping = setInterval(() => {
    if (what.includes('byte by byte')) for (const { socket } of strangers) socket.write('x');
  }, 50);
  onTestFinished(() => clearInterval(dripping));
  for (const { answer } of strangers) expect(await answer).toMatch(/HTTP\/1\.1 408 /);
  await talk.goesOn(2);
  done.push(`50 connections where each ${what} (408)`);
});

test('a header without end is refused, and whoever is refused cannot hold the connection open', async () => {
  const { port } = await temporaryHost();
  const talk = await startTalk(port);
  const long = await connectBare(port);
  long.socket.write(`GET / HTTP/1.1\r\nX: ${'x'.repeat(80_000)}`);
  expect(await long.answer).toMatch(/HTTP\/1\.1 431 /);
  const foreign = await connectBare(port);
  foreign.socket.write(upgradeRequest(port, ['Origin: http://evil.example']));
  expect(await foreign.answer).toMatch(/HTTP\/1\.1 403 /);
  // The host is gone from both directions: what is sent now meets nobody.
  const closed = new Promise((resolve) => foreign.socket.once('close', resolve));
  const writing = setInterval(() => foreign.socket.write('x'), 10);
  onTestFinished(() => clearInterval(writing));
  await closed;
  await talk.goesOn(2);
});

test('one address cannot take all connections by holding them open, whatever it says on them', async () => {
  const { port } = await temporaryHost({ limits: { connectionsPerAddress: 10, connections: 1_000 } });
  const talk = await startTalk(port);
  const sockets = await Promise.all(Array.from({ length: 300 }, () => connectBare(port)));
  const ended = sockets.map(({ answer }) => answer.then(() => true));
  // 210 fit, two of which are held by those who chat.
  expect(await Promise.all(ended.slice(-80))).toHaveLength(80);
  await talk.goesOn(2);
});

afterAll(() => {
  report('floods', `${done.join(', ')}; the others chatted on`);
});
