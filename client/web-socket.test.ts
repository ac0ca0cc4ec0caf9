import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { adaptWebSocket } from './web-socket.ts';

async function startServer() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { server, url: `ws://127.0.0.1:${address.port}/` };
}

/** What a socket tells, and a promise for its end. */
function record() {
  const told: unknown[] = [];
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const events = {
    opened() {
      told.push('opened');
      open();
    },
    heard: (frame: unknown) => told.push(frame),
    closed(code: number) {
      told.push(code);
      end();
    },
  };
  return { told, events, opened, ended };
}

// Node's own WebSocket is the browser's interface; the other one is what the window and the terminal use.
test.each([
  ['a browser’s WebSocket', (url: string) => new globalThis.WebSocket(url)],
  ['a WebSocket of ws', (url: string) => new WebSocket(url)],
])('%s opens, carries text both ways and says with which code it was closed.', async (_, make) => {
  const { server, url } = await startServer();
  server.on('connection', (peer) => {
    peer.on('message', (data) => {
      peer.send(`echo ${String(data)}`);
      peer.close(4001);
    });
  });
  const { told, events, opened, ended } = record();
  const socket = adaptWebSocket(make(url), events);
  await opened;
  socket.send('chào');
  await ended;
  expect(told).toEqual(['opened', 'echo chào', 4001]);
  server.close();
});

test('A WebSocket of ws that cannot connect is closed with 1006 and throws nothing.', async () => {
  const { server, url } = await startServer();
  server.close();
  await once(server, 'close');
  const { told, events, ended } = record();
  adaptWebSocket(new WebSocket(url), events);
  await ended;
  expect(told).toEqual([1006]);
});

test('A WebSocket of ws may be closed while it is still opening.', async () => {
  const { server, url } = await startServer();
  const { told, events, ended } = record();
  adaptWebSocket(new WebSocket(url), events).close(1000);
  await ended;
  expect(told).toEqual([1006]);
  server.close();
});

test('Into a WebSocket that is closing or not open yet nothing is sent.', () => {
  const sent: string[] = [];
  for (const readyState of [WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED]) {
    const socket = {
      readyState,
      send: (frame: string) => sent.push(`${frame} while ${String(readyState)}`),
      close: () => undefined,
      addEventListener: () => undefined,
    };
    adaptWebSocket(socket, record().events).send('chào');
  }
  expect(sent).toEqual(['chào while 1']);
});
