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
/**
 * Side by side: whoever speaks an older wire mostly waits until what they said is synced. And several: some wires ask
 * for the whole history with every fourth frame.
 */
const hosts = rounds({ short: 10, long: 20 });
const framesPerHost = framesPerWire / hosts;
const framesAtOnce = 50;
/** Ends a wait that has no end with a sentence; nothing waits this long by itself. */
const longestWaitMs = 60_000;
const paths: Record<Wire, string> = { native: '/', classic: '/', workshop: '/workshop', first: '/first' };

/** What `waiting` leads to; rejects, saying what was waited for, when that does not come. */
async function inTime<Value>(waiting: Promise<Value>, what: () => string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`did not come: ${what()}`)), longestWaitMs);
  });
  try {
    return await Promise.race([waiting, late]);
  } finally {
    clearTimeout(timer);
  }
}

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

/**
 * Sends these frames, over a new connection whenever the host has closed the one before; every other one enters first.
 * A frame with which a connection ended goes again over the next one, unless it was the first there: the host may have
 * closed before it came. Returns how many connections there are now.
 */
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
    const closed = new Promise<false>((resolve) => {
      socket.on('close', () => resolve(false)).on('error', () => undefined);
    });
    const opened = new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    await inTime(opened, () => `a connection (${connections})`);
    const key = connections % 4 === 0 ? hostKey : null;
    const entering = connections % 2 === 0 ? hello(wire, `guest ${connections}`, key) : null;
    if (entering !== null) socket.send(entering);
    let reached = 0;
    for (const frame of left) {
      socket.send(frame);
      const pong = new Promise<true>((resolve) => socket.once('pong', () => resolve(true)));
      socket.ping();
      const goesOn = await inTime(Promise.race([pong, closed]), () => `a pong after ${String(frame)}`);
      if (goesOn || reached === 0) reached += 1;
      if (!goesOn) break;
    }
    left = left.slice(reached);
    socket.close();
    await inTime(closed, () => `the end of a connection (${connections})`);
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

/** Where a host was harmed, fewer frames at the same host say nothing more: what failed is told as it was. */
function onHost(round: number): fc.Parameters<unknown> {
  return { numRuns: framesPerHost / framesAtOnce, seed: seed + round, endOnFailure: true };
}

function atEachHost<Done>(throwAll: (round: number) => Promise<Done>): Promise<Done[]> {
  return Promise.all(Array.from({ length: hosts }, (_, round) => throwAll(round)));
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
        const stored = client.next(
          ({ type, messages }) =>
            type === 'messages-stored' && (messages as { id: string }[]).some((message) => message.id === id),
        );
        await inTime(stored, () => `word that the message of the one who watches is stored`);
      },
    ),
    onHost(round),
  );
  await inTime(peopleDownTo(host, 1), () => `the leave of guests: ${host.status().people} people are here`);
  // Guests who came in as the host may have asked for accounts and passwords from then on, of everybody but the host.
  const newcomer = await joinWire(host.port, 'người mới', { hostKey: host.hostKey });
  expect((newcomer.joined['people'] as { name: string }[]).map(({ name }) => name)).toEqual([
    'người xem',
    'người mới',
  ]);
  await host.close();
  return { connections, stored: storedIn(dataDir) };
}

test.each(wires)('frames thrown at hosts over the %s wire harm nobody', async (wire) => {
  const done = await atEachHost((round) => throwAtNewHost(wire, round));
  const connections = done.reduce((sum, host) => sum + host.connections, 0);
  const stored = done.reduce((sum, host) => sum + host.stored, 0);
  report(
    `frames, ${wire}`,
    `${count(framesPerWire)} over ${count(connections)} connections, ${count(stored)} messages stored, 0 harmed`,
  );
});

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

/** One host, asked `framesPerHost` times; how many messages that stored. */
async function askNewHost(round: number): Promise<number> {
  const dataDir = temporaryFolder();
  const host = await temporaryHost({
    dataDir,
    legacyHttp: true,
    limits: { framesPerSecond: 1e9, frameBurst: 1e9 },
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(requestTarget, { minLength: framesAtOnce, maxLength: framesAtOnce }),
      // At once: each answer to a message waits until that is synced.
      async (targets) => {
        const answers = targets.map((target) =>
          inTime(get(host.port, target), () => `an answer to ${target}`),
        );
        for (const answer of await Promise.all(answers)) {
          expect(answer).toMatch(/^HTTP\/1\.1 (200|308|400|404) /);
        }
      },
    ),
    onHost(round),
  );
  const { joined } = await joinWire(host.port, 'người mới');
  expect(joined['people']).toHaveLength(1);
  await host.close();
  return storedIn(dataDir);
}

test('requests thrown at the old HTTP interface harm nobody', async () => {
  const stored = (await atEachHost(askNewHost)).reduce((sum, ofHost) => sum + ofHost, 0);
  report('frames, v1 http', `${count(framesPerWire)} requests, ${count(stored)} messages stored, 0 harmed`);
});
