// The web page and what surrounds it, over real HTTP.
import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { connectWire } from '../../test/wire-client.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request whose path is sent as it stands: `fetch` would clean it up. */
function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.on('error', reject).end();
  });
}

function builtPage(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>chat</title>');
  writeFileSync(join(folder, 'assets/app-1a2b.js'), 'console.log(1)');
  writeFileSync(join(folder, 'assets/app-1a2b.js.gz'), gzipSync('console.log(1)'));
  writeFileSync(join(folder, 'secret.txt'), 'not a type that is served');
  return folder;
}

test('the page is served with a strict policy and asked for every time', async () => {
  const { port } = await temporaryHost({ webDir: builtPage() });
  const { status, headers, body } = await ask(port, '/');
  expect(status).toBe(200);
  expect(body.toString()).toContain('<title>chat</title>');
  expect(headers['cache-control']).toBe('no-cache');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${port}`);
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect((await ask(port, '/', { 'If-None-Match': headers.etag ?? '' })).status).toBe(304);
});

test('hashed files are kept for good and go out compressed to whoever takes it', async () => {
  const { port } = await temporaryHost({ webDir: builtPage() });
  const plain = await ask(port, '/assets/app-1a2b.js');
  expect(plain.headers['cache-control']).toContain('immutable');
  expect(plain.body.toString()).toBe('console.log(1)');
  const packed = await ask(port, '/assets/app-1a2b.js', { 'Accept-Encoding': 'gzip, deflate' });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.body).toEqual(gzipSync('console.log(1)'));
});

test('no path leads out of the page’s folder or to files that are not part of it', async () => {
  const { port } = await temporaryHost({ webDir: builtPage() });
  const paths = [
    '/../package.json',
    '/..%2fpackage.json',
    '/assets/../../x.js',
    '/secret.txt',
    '/assets',
    '/x.js',
    '/%00',
  ];
  for (const path of paths) expect((await ask(port, path)).status, path).toBe(404);
});

test('the probe says what this is, without the names of those who are in', async () => {
  const { port } = await temporaryHost();
  const { body, headers } = await ask(port, '/api/info');
  expect(JSON.parse(body.toString())).toEqual({
    product: 'classic-chatbox',
    protocol: 1,
    name: 'Lớp 9A',
    hostName: 'cô Hạnh',
    people: 0,
  });
  expect(headers['cache-control']).toBe('no-store');
});

test('other methods and host names that point here from outside are refused', async () => {
  const { port } = await temporaryHost({ webDir: builtPage() });
  expect((await ask(port, '/', {}, 'POST')).status).toBe(405);
  expect((await ask(port, '/', { Host: 'rebound.evil.example' })).status).toBe(403);
  expect((await ask(port, '/', { Host: `lop9a.local:${port}` })).status).toBe(200);
});

test('a foreign page’s WebSocket is refused, shown to the owner, and let in once allowed', async () => {
  const host = await temporaryHost();
  const origin = 'http://old-page.example';
  await expect(connectWire(host.port, '/', { origin })).rejects.toThrow('403');
  expect(host.status().refusedOrigins).toEqual([origin]);
  host.allowOrigin(origin);
  const client = await connectWire(host.port, '/', { origin });
  await client.settled();
  expect(host.status()).toMatchObject({ refusedOrigins: [], allowedOrigins: [origin] });
});

test('a WebSocket is refused on other paths and host names, and told when its address has too many', async () => {
  const freed = Promise.withResolvers<void>();
  const { port } = await temporaryHost({
    limits: { connectionsPerAddress: 1 },
    onLog: ({ symbol }) => symbol === '<-' && freed.resolve(),
  });
  await expect(connectWire(port, '/chat')).rejects.toThrow('404');
  await expect(connectWire(port, '/', { headers: { Host: 'rebound.evil.example' } })).rejects.toThrow('403');
  const first = await connectWire(port, '/');
  expect(await (await connectWire(port, '/')).closed).toBe(1013);
  await first.close();
  await freed.promise;
  await (await connectWire(port, '/')).settled();
});

test('an address that opens WebSockets too fast is told to come again later', async () => {
  const { port } = await temporaryHost({ limits: { joinBurst: 2, joinsPerSecond: 0.01 } });
  const early = [await connectWire(port), await connectWire(port)];
  expect(await (await connectWire(port)).closed).toBe(1013);
  for (const client of early) await client.settled();
});

test.each([
  ['is never finished', 'GET / HTTP/1.1\r\n', '408', { requestTimeoutMs: 50 }],
  ['is no HTTP', 'nonsense\r\n\r\n', '400', {}],
  ['has a header of more than 64 KiB', `GET / HTTP/1.1\r\nX: ${'x'.repeat(80_000)}`, '431', {}],
])('a request that %s is answered and its connection closed', async (_what, bytes, status, limits) => {
  const { port } = await temporaryHost({ limits });
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(bytes);
  await new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
  expect(answer).toContain(`HTTP/1.1 ${status} `);
});

test('bytes that are no HTTP end their connection and nothing else', async () => {
  const { port } = await temporaryHost();
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.resume().on('close', resolve).write('\x16\x03\x01 not http\r\n\r\n'));
  expect((await ask(port, '/api/info')).status).toBe(200);
});

test('a connection on which nothing is ever asked does not keep the host from closing', async () => {
  const host = await temporaryHost();
  const socket = connect(host.port, '127.0.0.1');
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.on('connect', resolve));
  socket.on('error', () => undefined);
  // An answered request proves that the host has taken the earlier connection too.
  await ask(host.port, '/api/info');
  await host.close();
  await closed;
});

test('on a home screen the page has the name of the chat, on one line', async () => {
  const webDir = temporaryFolder();
  const icons = [{ src: '/assets/home.png', sizes: '192x192' }];
  writeFileSync(join(webDir, 'manifest.webmanifest'), JSON.stringify({ name: 'Product', icons }));
  const { port } = await temporaryHost({ webDir, chatName: 'Lớp 9A\u202e' });
  const response = await fetch(`http://127.0.0.1:${port}/manifest.webmanifest`);
  expect(response.headers.get('content-type')).toBe('application/manifest+json');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(await response.json()).toEqual({ name: 'Lớp 9A ', short_name: 'Lớp 9A ', icons });
});

test('what is no manifest is served as it is', async () => {
  for (const text of ['{', 'null']) {
    const webDir = temporaryFolder();
    writeFileSync(join(webDir, 'manifest.webmanifest'), text);
    const { port } = await temporaryHost({ webDir });
    expect(await (await fetch(`http://127.0.0.1:${port}/manifest.webmanifest`)).text()).toBe(text);
  }
});
