// What must be true of a real host whichever older system is asked about: sockets by hand, paths, origins, damaged files.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { RawSocket } from './raw-socket.ts';
import { Client } from './replay.ts';
import { pageText, type Stage } from './stage.ts';

/** Something that must be true of a host after the steps of a scenario. */
export type HostCheck = (stage: Stage) => Promise<void>;

/** The only thing that comes after `act` is a close frame with `code`. */
export async function closesRaw(
  { port, path }: Stage,
  code: number,
  act: (raw: RawSocket) => void,
): Promise<void> {
  const { raw } = await RawSocket.upgrade(port, path);
  act(raw);
  const frame = await raw.frame();
  expect(frame?.opcode).toBe(8);
  expect(frame?.payload.readUInt16BE(0)).toBe(code);
  raw.close();
}

/** The page, the probe, and a WebSocket on three paths; nothing else is there. */
export async function servesPaths({ port }: Stage): Promise<void> {
  const get = (path: string, method = 'GET'): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, { method });
  const page = await get('/');
  expect([page.status, await page.text()]).toEqual([200, pageText]);
  const info = await get('/api/info');
  expect([info.status, await info.json()]).toEqual([
    200,
    expect.objectContaining({ name: '12A1', people: 0 }),
  ]);
  expect((await get('/x')).status).toBe(404);
  expect((await get('/', 'POST')).status).toBe(405);

  const statusOf = async (path: string): Promise<string> => {
    const { raw, head } = await RawSocket.upgrade(port, path);
    raw.close();
    return head.slice('HTTP/1.1 '.length, 'HTTP/1.1 101'.length);
  };
  for (const path of ['/', '/?a=1', '//', '/workshop', '/first'])
    expect(await statusOf(path), path).toBe('101');
  for (const path of ['/x', '/api/info', '/first/x']) expect(await statusOf(path), path).toBe('404');
  const { raw, head } = await RawSocket.upgrade(port, '/');
  raw.close();
  expect(head).toMatch(/^Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=$/m);
}

/** No page but the host's own may connect until it is allowed. */
export async function checksOrigins({ host, port, path }: Stage): Promise<void> {
  const enter = async (origin?: string): Promise<void> => {
    const client = await Client.connect(port, path, origin === undefined ? {} : { Origin: origin });
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

/** A file of which one line in the middle was lost: the others are a history as ever. */
export const damagedHistory = `[
{"name":"An","content":"một","timestamp":"20/11/2026, 08:28:44"},
{"name":"An","conte\0\0\0\0\0\0\0\0,
{"name":"Binh","content":"ba","timestamp":"20/11/2026, 08:28:46"}
]
`;

/** Every line of {@link damagedHistory} that parses is in the history. */
export async function keepsGoodLines(stage: Stage): Promise<void> {
  const client = await Client.connect(stage.port, '/');
  client.send(JSON.stringify({ type: 'name', name: 'Chi' }));
  client.send(JSON.stringify({ type: 'get' }));
  const reply = await untilFrame(client, 'get');
  const entries = ['một', 'ba'].map((content) => expect.objectContaining({ content }));
  expect(reply).toMatchObject({ data: { message: entries } });
  client.disconnect('abrupt');
  expect(stage.host.status().notices).toEqual([
    expect.objectContaining({ code: 'history-repaired', lines: 1 }),
  ]);
  await setsAside(stage, damagedHistory);
}

/** The file that was there is kept as it was, under another name, and the host says so. */
export async function setsAside(stage: Stage, original: string): Promise<void> {
  expect(noticeCodes(stage)).toEqual([expect.stringMatching(/^history-(repaired|set-aside)$/)]);
  const [aside = '', ...others] = await asideFiles(stage);
  expect(others).toEqual([]);
  expect(await readFile(join(stage.dataDir, aside), 'utf8')).toBe(original);
}

export async function asideFiles({ dataDir }: Stage): Promise<string[]> {
  return (await readdir(dataDir)).filter((name) => name.startsWith('data') && name !== 'data.json');
}

export function noticeCodes({ host }: Stage): string[] {
  return host.status().notices.map(({ code }) => code);
}

/** The next frame of a type; what others did in between is passed over. */
export async function untilFrame(client: Client, type: string): Promise<unknown> {
  for (;;) {
    const frame = await client.next();
    if (typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === type) return frame;
  }
}
