// Strangers: pages, names and programs that have no business here are refused, each in its own way. What only the
// window's main process can refuse is tested beside it.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder, temporaryHost } from '../temporary.ts';
import { connectWire, joinFrame, joinWire, newId, type Frame, type WireClient } from '../wire-client.ts';
import { report } from './form.ts';

let refused = 0;

/** Sends a request as it stands, with nothing cleaned up, and resolves to the whole answer. */
function ask(port: number, target: string, host = `127.0.0.1:${port}`): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
    socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
}

test.each([
  'http://evil.example',
  'https://evil.example',
  'null',
  'file://',
  'http://127.0.0.1:1',
  'http://localhost.evil.example',
  'chrome-extension://abcdefgh',
  '',
])('a page of the origin %j is refused, and the chat does not even hear its join', async (origin) => {
  const host = await temporaryHost();
  await expect(connectWire(host.port, '/', { headers: { Origin: origin } })).rejects.toThrow('403');
  expect(host.status().people).toBe(0);
  refused += 1;
});

test.each(['evil.example', '127.0.0.1.evil.example', 'evil.example:8765', '127.0.0.1@evil.example'])(
  'a request for the host %j, to which a stranger’s DNS may point, is refused on every path',
  async (name) => {
    const { port } = await temporaryHost();
    for (const path of ['/', '/api/info']) {
      const answer = await ask(port, path, name);
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer).not.toContain('Lớp 9A');
      refused += 1;
    }
    const headers = { Host: name };
    for (const path of ['/', '/workshop', '/first']) {
      await expect(connectWire(port, path, { headers })).rejects.toThrow('403');
      refused += 1;
    }
  },
);

test('no path leads out of the web page’s folder', async () => {
  const folder = temporaryFolder();
  const webDir = join(folder, 'web');
  mkdirSync(webDir);
  writeFileSync(join(webDir, 'index.html'), 'the page');
  writeFileSync(join(folder, 'secret.json'), 'the secret');
  writeFileSync(join(folder, 'data.json'), '[\n]\n');
  const { port } = await temporaryHost({ webDir, dataDir: folder });
  const ways = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..\\', '..%5c', '..%c0%af', '....//', './../'];
  const targets = ways.flatMap((way) =>
    ['secret.json', 'data.json', 'lock'].flatMap((file) => [`/${way}${file}`, `/assets/${way}${way}${file}`]),
  );
  targets.push(
    '//secret.json',
    `/${folder}/secret.json`,
    'file:///etc/passwd',
    '/index.html%00.json',
    '/data.json',
  );
  for (const target of targets) {
    const answer = await ask(port, target);
    expect(answer, target).not.toMatch(/the secret|root:|SQLite/);
    expect(answer, target).toMatch(/^HTTP\/1\.1 4\d\d /);
    refused += 1;
  }
  expect(await ask(port, '/')).toContain('the page');
});

test('nobody gets a seat by its name, its public id or its spelling, while its owner is here or just away', async () => {
  const { port } = await temporaryHost();
  const deviceKey = newId();
  const owner = await joinWire(port, 'An', { deviceKey });
  const watcher = await joinWire(port, 'Bình');
  const you = owner.joined['you'] as { readonly id: string };

  const tryAll = async (): Promise<void> => {
    for (const nickname of ['An', 'an', 'AN', ' An ', 'Ａｎ', 'A\u200bn', 'A\u00adn']) {
      const thief = await connectWire(port);
      thief.send(joinFrame(nickname));
      expect(await thief.nextOf('refused'), nickname).toMatchObject({ code: 'nickname-taken' });
      await thief.close();
      refused += 1;
    }
    // What everybody can see of a seat does not open it.
    const shown = createHash('sha256').update(you.id).digest('base64url').slice(0, 22);
    for (const guess of [you.id, shown, `${you.id}${you.id}`]) {
      const thief = await connectWire(port);
      thief.send(joinFrame('An', { deviceKey: guess }));
      expect(await thief.nextOf('refused')).toMatchObject({ code: 'nickname-taken' });
      refused += 1;
    }
    const renamer = await joinWire(port, 'Thief');
    renamer.client.send({ type: 'set-nickname', id: newId(), nickname: 'aN' });
    expect(await renamer.client.nextOf('refused')).toMatchObject({ code: 'nickname-taken' });
    renamer.client.send({ type: 'leave', id: newId() });
    await renamer.client.closed;
    const classic = await connectWire(port);
    classic.send({ type: 'name', name: 'An' });
    expect(await classic.nextOf('name')).toMatchObject({ status: false, reason: 'NameAlreadyUsed' });
    await classic.close();
    refused += 2;
  };

  await tryAll();
  expect(owner.client.socket.readyState).toBe(owner.client.socket.OPEN);
  owner.client.socket.terminate();
  await owner.client.closed;
  await tryAll();
  const back = await joinWire(port, 'An', { deviceKey });
  expect(back.joined['you']).toEqual(you);
  expect(await heardOf(watcher.client, 'An')).toEqual([]);
});

/** What somebody was told of this person's coming and going. */
async function heardOf(client: WireClient, name: string): Promise<readonly Frame[]> {
  await client.settled();
  const types = ['person-joined', 'person-left'];
  return client.frames.filter(
    ({ type, person }) => types.includes(String(type)) && (person as { name: string }).name === name,
  );
}

test('a made-up host key makes nobody the host', async () => {
  const host = await temporaryHost();
  for (const hostKey of [
    '',
    'host',
    host.hostKey.slice(0, -1),
    `${host.hostKey}x`,
    host.hostKey.toUpperCase(),
  ]) {
    const { joined, client } = await joinWire(host.port, 'An', { hostKey });
    expect(joined['you']).not.toHaveProperty('host');
    client.send({ type: 'leave', id: newId() });
    await client.closed;
    refused += 1;
  }
});

afterAll(() => report('strangers', `${refused} tries of pages, names, paths and seats, 0 let in`));
