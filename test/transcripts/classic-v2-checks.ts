// The rulings on classic-v2.json that are about sockets, paths, origins and files, each as what must be true of a real
// host. What can be said in steps is in `classic-v2-steps.ts`.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  asideFiles,
  checksOrigins,
  closesRaw,
  noticeCodes,
  servesPaths,
  setsAside,
  untilFrame,
  type HostCheck,
} from './host-checks.ts';
import { RawSocket } from './raw-socket.ts';
import { Client } from './replay.ts';
import type { Stage, StageOptions } from './stage.ts';

/** The stages that are not like the others. The heartbeat comes often where it is looked at. */
export const stages: Readonly<Record<string, StageOptions>> = {
  'app-ping-every-5s': { pingIntervalMs: 100 },
  'data-json-empty-file': { history: '' },
  'data-json-missing': { history: null },
  'data-json-corrupt': { history: '{bad' },
  'data-json-object': { history: '{"a": 1}' },
  'history-survives-restart': {
    history: '[{"name": "Old", "content": "tin c\\u0169", "timestamp": "20/11/2026, 08:28:44", "k": 1}]',
  },
};

/** By the name of the scenario; runs after its steps. */
export const checks: Readonly<Record<string, HostCheck>> = {
  'crash-bytes': ({ port }) => onlyFrames(port, '{}', { type: null, status: false, reason: 'UnknownType' }),
  'clean-close-bytes': ({ port }) =>
    onlyFrames(port, '{"type":"send","content":"x"}', {
      type: 'send',
      status: false,
      reason: 'UnknownRegister',
    }),
  'invalid-utf8-text-frame': (stage) =>
    closesRaw(stage, 1007, (raw) => raw.send(1, Buffer.from('22fffe22', 'hex'))),
  'unmasked-frame': (stage) => closesRaw(stage, 1002, (raw) => raw.send(1, '{"type":"get"}', false)),
  'http-and-paths': servesPaths,
  'origin-any': checksOrigins,
  'data-json-missing': async (stage) => {
    expect(await asideFiles(stage)).toEqual([]);
    expect(noticeCodes(stage)).toEqual([]);
  },
  'data-json-corrupt': (stage) => setsAside(stage, '{bad'),
  'leave-two-adjacent': tellsOfTwoLeavingTogether,
  'data-json-object': (stage) => setsAside(stage, '{"a": 1}'),
  'concurrent-senders-corrupt-storage': storesConcurrentSenders,
};

/** The answer to `text`, a pong and an answer to closing are all that ever comes. */
async function onlyFrames(port: number, text: string, reply: object): Promise<void> {
  const { raw } = await RawSocket.upgrade(port, '/');
  raw.send(1, text);
  const answer = await raw.frame();
  expect(JSON.parse(answer?.payload.toString() ?? '')).toEqual(reply);
  raw.send(9, 'still open');
  expect(await raw.frame()).toEqual({ opcode: 10, payload: Buffer.from('still open') });
  raw.send(8, Buffer.from([0x03, 0xe8]));
  expect((await raw.frame())?.opcode).toBe(8);
  expect(await raw.frame()).toBeNull();
}

async function tellsOfTwoLeavingTogether({ port }: Stage): Promise<void> {
  const [stays, ...leavers] = await Promise.all([1, 2, 3].map(() => Client.connect(port, '/')));
  if (stays === undefined) throw new Error('nobody stays');
  for (const [index, client] of [stays, ...leavers].entries()) {
    client.send(JSON.stringify({ type: 'name', name: `n${index}` }));
    await untilFrame(client, 'name');
  }
  await stays.next();
  await stays.next();
  for (const leaver of leavers) leaver.disconnect('abrupt');
  const told = [await stays.next(), await stays.next()];
  expect(told).toEqual(
    expect.arrayContaining(
      ['n1', 'n2'].map((name) => expect.objectContaining({ type: 'receive', datatype: 'leave', name })),
    ),
  );
  await stays.expectNothing();
  stays.disconnect('abrupt');
}

/** Five rounds of ten messages from each of four people, written at once; the file is looked at after each round. */
async function storesConcurrentSenders({ port, dataDir }: Stage): Promise<void> {
  const names = ['An', 'Binh', 'Chi', 'Dung'];
  const clients = await Promise.all(names.map(() => Client.connect(port, '/')));
  for (const [index, client] of clients.entries()) {
    client.send(JSON.stringify({ type: 'name', name: names[index] }));
    await untilFrame(client, 'name');
  }
  for (let round = 0; round < 5; round += 1) {
    for (let index = 0; index < 10; index += 1) {
      for (const client of clients)
        client.send(JSON.stringify({ type: 'send', content: `${round * 10 + index}` }));
    }
    for (const client of clients) {
      for (let index = 0; index < 10; index += 1) {
        expect(await untilFrame(client, 'send')).toMatchObject({
          status: true,
          content: `${round * 10 + index}`,
        });
      }
    }
    const stored: { name: string; content: string }[] = JSON.parse(
      await readFile(join(dataDir, 'data.json'), 'utf8'),
    );
    expect(stored).toHaveLength((round + 1) * 40);
    for (const name of names) {
      const own = stored.filter((entry) => entry.name === name).map(({ content }) => Number(content));
      expect(own).toEqual(Array.from({ length: (round + 1) * 10 }, (_, index) => index));
    }
  }
  for (const client of clients) client.disconnect('abrupt');
}
