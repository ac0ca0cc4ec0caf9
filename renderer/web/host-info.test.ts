import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { parseHostInfo } from '../../protocol/host-info.ts';
import { fetchHostInfo } from './host-info.ts';

async function serve(status: number, body: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${String(port)}/api/info`;
}

const body = { product: 'classic-chatbox', name: 'Lớp 9A', hostName: 'cô Hạnh', people: 28 };

test('a host says its name, who hosts and how many are there', async () => {
  const url = await serve(200, JSON.stringify(body));
  expect(await fetchHostInfo(url, 5_000)).toEqual({
    name: 'Lớp 9A',
    hostName: 'cô Hạnh',
    people: 28,
    accountMode: 'open',
    asksPassword: false,
  });
  const closed = { ...body, accounts: 'accounts-only', password: true };
  expect(parseHostInfo(closed)).toMatchObject({ accountMode: 'accounts-only', asksPassword: true });
  expect(parseHostInfo({ ...body, accounts: 'of a later version' })).toMatchObject({ accountMode: 'open' });
});

test('an error page and something that is no JSON are no chat', async () => {
  expect(await fetchHostInfo(await serve(502, JSON.stringify(body)), 5_000)).toBeNull();
  expect(await fetchHostInfo(await serve(200, '<!doctype html>'), 5_000)).toBeNull();
});

test('nobody at the address is no chat', async () => {
  expect(await fetchHostInfo('http://127.0.0.1:1/api/info', 5_000)).toBeNull();
});
