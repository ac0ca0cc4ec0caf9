// The rulings on classic-v2.json that are about sockets, paths, origins and files, each as what must be true of a real
// host. What can be said in steps is in `ruled-steps.ts`.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { RawSocket } from './raw-socket.ts';
import { Client } from './replay.ts';
import { pageText, type Stage } from './stage.ts';

/** What stood in data.json before the host started, by scenario; `null` for no file. Elsewhere it is `[]`. */
export const historyBefore: Readonly<Record<string, string | null>> = {
  'data-json-empty-file': '',
  'data-json-missing': null,
  'data-json-corrupt': '{bad',
  'data-json-object': '{"a": 1}',
  'history-survives-restart':
    '[{"name": "Old", "content": "tin c\\u0169", "timestamp": "20/11/2026, 08:28:44", "k": 1}]',
};

/** By the name of the scenario; runs after its steps. */
export const hostChecks: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  'crash-bytes': ({ port }) => onlyFrames(port, '{}', { type: null, status: false, reason: 'UnknownType' }),
  'clean-close-bytes': ({ port }) =>
    onlyFrames(port, '{"type":"send","content":"x"}', {
      type: 'send',
      status: false,
      reason: 'UnknownRegister',
    }),
  'invalid-utf8-text-frame': ({ port }) =>
    closesRaw(port, 1007, (raw) => raw.send(1, Buffer.from('22fffe22', 'hex'))),
  'unmasked-frame': ({ port }) => closesRaw(port, 1002, (raw) => raw.send(1, '{"type":"get"}', false)),
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

/** The only thing that comes after `act` is a close frame with `code`. */
async function closesRaw(port: number, code: number, act: (raw: RawSocket) => void): Promise<void> {
  const { raw } = await RawSocket.upgrade(port, '/');
  act(raw);
  const frame = await raw.frame();
  expect(frame?.opcode).toBe(8);
  expect(frame?.payload.readUInt16BE(0)).toBe(code);
  raw.close();
}

async function servesPaths({ port }: Stage): Promise<void> {
  const get = (path: string, method = 'GET'): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, { method });
  const page = await get('/');
  expect([page.status, await page.text()]).toEqual([200, pageText]);
  const info = await get('/api/info');
  expect([info.status, await info.json()]).toEqual([200, expect.objectContaining({ name: '12A1', people: 0 })]);
  expect((await get('/x')).status).toBe(404);
  expect((await get('/', 'POST')).status).toBe(405);

  const statusOf = async (path: string): Promise<string> => {
    const { raw, head } = await RawSocket.upgrade(port, path);
    raw.close();
    return head.slice('HTTP/1.1 '.length, 'HTTP/1.1 101'.length);
  };
  for (const path of ['/', '/?a=1', '//', '/workshop', '/first']) expect(await statusOf(path), path).toBe('101');
  for (const path of ['/x', '/api/info', '/first/x']) expect(await statusOf(path), path).toBe('404');
  const { raw, head } = await RawSocket.upgrade(port, '/');
  raw.close();
  expect(head).toMatch(/^Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=$/m);
}

async function checksOrigins({ host, port }: Stage): Promise<void> {
  const enter = async (origin?: string): Promise<void> => {
    const client = await Client.connect(port, '/', origin === undefined ? {} : { Origin: origin });
    await client.pong();
    client.disconnect('abrupt');
  };
  await enter();
  await enter(`http://127.0.0.1:${port}`);
  for (const origin of ['null', 'http://evil.example', 'file://', `http://127.0.0.1:${port + 1}`]) {
    await expect(enter(origin), origin).rejects.toThrow('HTTP 403');
    expect(host.status().refusedOrigins).toContain(origin);
    host.allowOrigin(origin);
    await enter(origin);
  }
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

/** A file of which one line in the middle was lost: the others are a history as ever. */
export const damagedHistory = `[
{"name":"An","content":"một","timestamp":"20/11/2026, 08:28:44"},
{"name":"An","conte\0\0\0\0\0\0\0\0,
{"name":"Binh","content":"ba","timestamp":"20/11/2026, 08:28:46"}
]
`;

export async function keepsGoodLines(stage: Stage): Promise<void> {
  const client = await Client.connect(stage.port, '/');
  client.send(JSON.stringify({ type: 'name', name: 'Chi' }));
  client.send(JSON.stringify({ type: 'get' }));
  const reply = await untilFrame(client, 'get');
  const entries = ['một', 'ba'].map((content) => expect.objectContaining({ content }));
  expect(reply).toMatchObject({ data: { message: entries } });
  client.disconnect('abrupt');
  expect(stage.host.status().notices).toEqual([expect.objectContaining({ code: 'history-repaired', lines: 1 })]);
  await setsAside(stage, damagedHistory);
}

async function setsAside(stage: Stage, original: string): Promise<void> {
  expect(noticeCodes(stage)).toEqual([expect.stringMatching(/^history-(repaired|set-aside)$/)]);
  const [aside = '', ...others] = await asideFiles(stage);
  expect(others).toEqual([]);
  expect(await readFile(join(stage.dataDir, aside), 'utf8')).toBe(original);
}

async function asideFiles({ dataDir }: Stage): Promise<string[]> {
  return (await readdir(dataDir)).filter((name) => name.startsWith('data') && name !== 'data.json');
}

function noticeCodes({ host }: Stage): string[] {
  return host.status().notices.map(({ code }) => code);
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
      for (const client of clients) client.send(JSON.stringify({ type: 'send', content: `${round * 10 + index}` }));
    }
    for (const client of clients) {
      for (let index = 0; index < 10; index += 1) {
        expect(await untilFrame(client, 'send')).toMatchObject({ status: true, content: `${round * 10 + index}` });
      }
    }
    const stored: { name: string; content: string }[] = JSON.parse(await readFile(join(dataDir, 'data.json'), 'utf8'));
    expect(stored).toHaveLength((round + 1) * 40);
    for (const name of names) {
      const own = stored.filter((entry) => entry.name === name).map(({ content }) => Number(content));
      expect(own).toEqual(Array.from({ length: (round + 1) * 10 }, (_, index) => index));
    }
  }
  for (const client of clients) client.disconnect('abrupt');
}

/** The next frame of a type; what others did in between is passed over. */
async function untilFrame(client: Client, type: string): Promise<unknown> {
  for (;;) {
    const frame = await client.next();
    if (typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === type) return frame;
  }
}
