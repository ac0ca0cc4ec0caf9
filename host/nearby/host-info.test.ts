import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryHost } from '../../test/temporary.ts';
import { askHostInfo } from './host-info.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/api/info`;
}

const body = { name: 'Lớp 9A', hostName: 'cô Hạnh', people: 28 };

test('a host says what it is', async () => {
  const { port } = await temporaryHost();
  expect(await askHostInfo(`http://127.0.0.1:${port}/api/info`)).toEqual({
    name: 'Lớp 9A',
    hostName: 'cô Hạnh',
    people: 0,
    accountMode: 'open',
    asksPassword: false,
  });
});

test('nobody, an error and another page are no chat', async () => {
  expect(await askHostInfo('http://127.0.0.1:1/api/info')).toBeNull();
  expect(await askHostInfo(await serve((_, response) => response.writeHead(500).end('{}')))).toBeNull();
  expect(await askHostInfo(await serve((_, response) => response.end('<!doctype html>')))).toBeNull();
});

test('an answer without end is not read to its end', async () => {
  let closed = (): void => undefined;
  const gone = new Promise<void>((resolve) => (closed = resolve));
  const url = await serve((_, response) => {
    response.on('close', closed);
    const chunk = Buffer.alloc(1024, 0x20);
    const fill = (): void => {
      if (!response.destroyed) response.write(chunk, () => setImmediate(fill));
    };
    fill();
  });
  expect(await askHostInfo(url)).toBeNull();
  await gone;
});

test('whoever does not answer is not waited for long', async () => {
  expect(await askHostInfo(await serve(() => undefined))).toBeNull();
});

test('nobody is sent elsewhere by a redirect', async () => {
  let asked = false;
  const elsewhere = await serve((_, response) => {
    asked = true;
    response.end(JSON.stringify(body));
  });
  const url = await serve((_, response) => response.writeHead(302, { location: elsewhere }).end());
  expect(await askHostInfo(url)).toBeNull();
  expect(asked).toBe(false);
});
