// Whatever is thrown at a host over any wire ends neither the host nor somebody else's session, and stores nothing that
// was refused.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Host } from '../../host/host.ts';
import { parseContent } from '../../protocol/content.ts';
import { parseNickname } from '../../protocol/nickname.ts';
import { temporaryFolder, temporaryHost } from '../temporary.ts';
import { joinFrame, joinWire, newId } from '../wire-client.ts';
import { count, report, rounds, seed } from './form.ts';
import { frameOf, requestTarget, wires, type Wire } from './frames.ts';

const framesPerWire = rounds({ short: 5_000, long: 100_000 });
/** A new host now and then: some wires ask for the whole history with every fourth frame. */
const framesPerHost = 5_000;
const framesAtOnce = 50;
const paths: Record<Wire, string> = { native: '/', classic: '/', workshop: '/workshop', first: '/first' };

/** How one enters over this wire, so that what follows is not all refused for a missing name or right. */
function hello(wire: Wire, name: string, hostKey: string | null): string | null {
  switch (wire) {
    case 'native':
      return JSON.stringify(joinFrame(name, { hostKey }));
    case 'classic':
      return JSON.stringify({ type: 'name', name });
    case 'workshop':
      return JSON.stringify({ type: 'set_username', username: name });
    case 'first':
      return null;
  }
}

/** Sends these frames, over a new connection whenever the host has closed the one before; every other one enters first. */
async function throwAt(
  { port, hostKey }: Host,
  wire: Wire,
  frames: readonly (string | Buffer)[],
  connectionsBefore: number,
): Promise<number> {
  let connections = connectionsBefore;
  let left = frames;
  while (left.length > 0) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${paths[wire]}`);
    connections += 1;
    const closed = new Promise((resolve) => socket.on('close', resolve).on('error', () => undefined));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const key = connections % 4 === 0 ? hostKey : null;
    const entering = connections % 2 === 0 ? hello(wire, `guest ${connections}`, key) : null;
    if (entering !== null) socket.send(entering);
    let sent = 0;
    for (const frame of left) {
      if (socket.readyState !== WebSocket.OPEN) break;
      sent += 1;
      socket.send(frame);
      const pong = new Promise((resolve) => socket.once('pong', resolve));
      socket.ping();
      await Promise.race([pong, closed]);
    }
    left = left.slice(sent);
    socket.close();
    await closed;
  }
  return connections;
}

/** Checks that everything in the file is a message that may be there, and counts. */
function storedIn(dataDir: string): number {
  const records = JSON.parse(readFileSync(join(dataDir, 'data.json'), 'utf8')) as {
    name: unknown;
    content: unknown;
  }[];
  for (const { name, content } of records) {
    expect(parseNickname(name).ok).toBe(true);
    // What was deleted says nothing any more.
    if (content !== '') expect(parseContent(content).ok).toBe(true);
  }
  return records.length;
}

/** Resolves when nobody is left but these many. */
function peopleDownTo(host: Host, count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (host.status().people !== count) return;
      stop();
      resolve();
    };
    const stop = host.subscribe(look);
    look();
  });
}

/** One host, and what `framesPerHost` frames over this wire led to. */
async function throwAtNewHost(wire: Wire, round: number): Promise<{ connections: number; stored: number }> {
  const dataDir = temporaryFolder();
  const host = await temporaryHost({
    dataDir,
    // Where names can be kept, a frame about accounts gets as far as it can.
    ...(wire === 'native' ? { accountMode: 'names-can-be-kept' } : {}),
    passwordCost: { n: 2, r: 1, p: 1 },
    limits: { framesPerSecond: 1e9, frameBurst: 1e9, seatGraceMs: 1, joinBurst: 1e9 },
  });
  const { client } = await joinWire(host.port, 'người xem');
  let connections = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(frameOf(wire), { minLength: framesAtOnce, maxLength: framesAtOnce }),
      async (frames) => {
        connections = await throwAt(host, wire, frames, connections);
        // The one who watches is still in and still heard.
        const id = newId();
        client.send({ type: 'send-message', id, content: 'còn đây' });
        await client.next(
          ({ type, messages }) =>
            type === 'messages-stored' && (messages as { id: string }[]).some((message) => message.id === id),
        );
      },
    ),
    { numRuns: framesPerHost / framesAtOnce, seed: seed + round },
  );
  await peopleDownTo(host, 1);
  // Guests who came in as the host may have asked for accounts and passwords from then on, of everybody but the host.
  const newcomer = await joinWire(host.port, 'người mới', { hostKey: host.hostKey });
  expect((newcomer.joined['people'] as { name: string }[]).map(({ name }) => name)).toEqual([
    'người xem',
    'người mới',
  ]);
  await host.close();
  return { connections, stored: storedIn(dataDir) };
}

test.each(wires)(
  'frames thrown at a host over the %s wire harm nobody',
  { timeout: 600_000 },
  async (wire) => {
    const done = { connections: 0, stored: 0 };
    for (let round = 0; round < framesPerWire / framesPerHost; round += 1) {
      const { connections, stored } = await throwAtNewHost(wire, round);
      done.connections += connections;
      done.stored += stored;
    }
    report(
      `frames, ${wire}`,
      `${count(framesPerWire)} over ${count(done.connections)} connections, ${count(done.stored)} messages stored, 0 harmed`,
    );
  },
);

/** The status line of the answer to a GET whose target goes out byte by byte as it is. */
function get(port: number, target: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    socket.on('error', () => undefined).on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.write(
      Buffer.from(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`, 'latin1'),
    );
  });
}

test('requests thrown at the old HTTP interface harm nobody', { timeout: 600_000 }, async () => {
  const dataDir = temporaryFolder();
  const host = await temporaryHost({
    dataDir,
    legacyHttp: true,
    limits: { framesPerSecond: 1e9, frameBurst: 1e9 },
  });
  await fc.assert(
    fc.asyncProperty(requestTarget, async (target) => {
      expect(await get(host.port, target)).toMatch(/^HTTP\/1\.1 (200|308|400|404) /);
    }),
    { numRuns: framesPerWire, seed },
  );
  const { joined } = await joinWire(host.port, 'người mới');
  expect(joined['people']).toHaveLength(1);
  report(
    'frames, v1 http',
    `${count(framesPerWire)} requests, ${count(storedIn(dataDir))} messages stored, 0 harmed`,
  );
});
