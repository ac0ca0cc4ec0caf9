import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { connectWebSocket } from './web-socket.ts';
import type { Wire } from './wire.ts';

interface Pair {
  readonly client: Wire;
  readonly server: WebSocket;
  /** The next text that the client hears. */
  next(): Promise<string>;
  readonly ended: Promise<void>;
}

/** A client and the server's end of its connection, which is the real ws. */
async function connectPair(): Promise<Pair> {
  const webSockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => {
    for (const socket of webSockets.clients) socket.terminate();
    webSockets.close();
  });
  await new Promise((listening) => webSockets.once('listening', listening));
  const accepted = new Promise<WebSocket>((done) => webSockets.once('connection', done));
  const heard: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  const { promise: ended, resolve: onEnd } = Promise.withResolvers<void>();
  const client = await connectWebSocket((webSockets.address() as AddressInfo).port, '/', {
    onText(payload) {
      const text = payload.toString();
      const wake = waiting.shift();
      if (wake === undefined) heard.push(text);
      else wake(text);
    },
    onEnd,
  });
  const next = (): Promise<string> => {
    const text = heard.shift();
    return text === undefined ? new Promise((done) => waiting.push(done)) : Promise.resolve(text);
  };
  return { client, server: await accepted, next, ended };
}

test.each([0, 125, 126, 65_535, 65_536, 300_000])(
  'a text of %i bytes arrives whole in both directions',
  async (length) => {
    const { client, server, next } = await connectPair();
    const text = 'x'.repeat(length);
    const received = new Promise<string>((done) =>
      server.once('message', (data: Buffer) => done(data.toString())),
    );
    client.send(text);
    expect(await received).toBe(text);
    server.send(text);
    expect(await next()).toBe(text);
  },
);

test('frames that arrive together are told apart, in order', async () => {
  const { server, next } = await connectPair();
  for (let n = 0; n < 100; n++) server.send(`tin nhắn ${n}`);
  for (let n = 0; n < 100; n++) expect(await next()).toBe(`tin nhắn ${n}`);
});

test('a ping is answered with its own bytes', async () => {
  const { server } = await connectPair();
  const pong = new Promise<string>((done) => server.once('pong', (data) => done(data.toString())));
  server.ping('are you there');
  expect(await pong).toBe('are you there');
});

test('the end is told, whichever side ends', async () => {
  const one = await connectPair();
  one.server.close();
  await one.ended;
  const two = await connectPair();
  two.client.destroy();
  await two.ended;
});

test('a server that does not speak WebSocket is an error', async () => {
  const server = createServer((_request, response) => response.end('hello'));
  onTestFinished(() => void server.close());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const connecting = connectWebSocket((server.address() as AddressInfo).port, '/', {
    onText: () => {},
    onEnd: () => {},
  });
  await expect(connecting).rejects.toThrow('the server ended the connection');
});
