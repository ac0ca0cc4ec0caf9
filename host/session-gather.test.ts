import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { classicHost } from '../protocol/classic.ts';
import { defaultLimits } from './options.ts';
import { textFrames } from './server-frame.ts';
import { Session } from './session.ts';

interface Pair {
  readonly session: Session;
  /** The TCP socket that the session writes to. */
  readonly socket: Socket;
  /** The frames that the other end has heard, once there are so many. */
  heard(count: number): Promise<readonly string[]>;
  readonly closed: Promise<number>;
}

async function connectPair(): Promise<Pair> {
  const server = createServer();
  const webSockets = new WebSocketServer({ noServer: true });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const sessions = new Promise<Pick<Pair, 'session' | 'socket'>>((done) => {
    server.on('upgrade', (request, stream, head) => {
      const socket = stream as Socket;
      webSockets.handleUpgrade(request, socket, head, (webSocket) => {
        const session = new Session(
          { webSocket, socket, address: '127.0.0.1', dialect: classicHost },
          {
            limits: defaultLimits,
            online: () => [],
            onCommand: () => undefined,
            onTooSlow: () => undefined,
            onClosed: () => undefined,
          },
        );
        done({ session, socket });
      });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  onTestFinished(() => client.terminate());
  const frames: string[] = [];
  client.on('message', (data: Buffer) => frames.push(data.toString()));
  const closed = new Promise<number>((done) => client.on('close', done));
  return {
    ...(await sessions),
    closed,
    heard: (count) => vi.waitUntil(() => (frames.length >= count ? frames : null)),
  };
}

test('what was gathered goes out in one write, when it is flushed', async () => {
  const { session, socket, heard } = await connectPair();
  const write = vi.spyOn(socket, 'write');
  for (const text of ['An', 'Bình', 'Chi']) session.gather(textFrames([text]));
  expect(write).not.toHaveBeenCalled();
  session.flush();
  session.flush();
  expect(write).toHaveBeenCalledTimes(1);
  expect(await heard(3)).toEqual(['An', 'Bình', 'Chi']);
});

test('what was gathered goes before whatever is written next, in the same write', async () => {
  const { session, socket, heard } = await connectPair();
  const write = vi.spyOn(socket, 'write');
  session.gather(textFrames(['An is here']));
  session.write(textFrames(['An: hello']));
  expect(write).toHaveBeenCalledTimes(1);
  expect(await heard(2)).toEqual(['An is here', 'An: hello']);
});

test('what was gathered is heard before the connection is closed', async () => {
  const { session, heard, closed } = await connectPair();
  session.gather(textFrames(['An is gone']));
  session.close(1000, 'left');
  expect(await closed).toBe(1000);
  expect(await heard(1)).toEqual(['An is gone']);
});
