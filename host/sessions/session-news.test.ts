import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Broadcast } from '../../protocol/events.ts';
import { nativeHost } from '../../protocol/native.ts';
import { News, type Hearers } from './news.ts';
import { defaultLimits } from '../options.ts';
import { textFrames } from './server-frame.ts';
import { Session } from './session.ts';

interface Pair {
  readonly session: Session;
  /** The TCP socket that the session writes to. */
  readonly socket: Socket;
  /** What the session tells with what it writes. */
  readonly news: News;
  /** The frames that the other end has heard, once there are so many. */
  heard(count: number): Promise<readonly string[]>;
  readonly closed: Promise<number>;
}

async function connectPair(): Promise<Pair> {
  const server = createServer();
  const webSockets = new WebSocketServer({ noServer: true });
  const news = new News();
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const sessions = new Promise<Pick<Pair, 'session' | 'socket'>>((done) => {
    server.on('upgrade', (request, stream, head) => {
      const socket = stream as Socket;
      webSockets.handleUpgrade(request, socket, head, (webSocket) => {
        const session = new Session(
          { webSocket, socket, address: '127.0.0.1', origin: 'http://127.0.0.1', dialect: nativeHost },
          {
            limits: defaultLimits,
            online: () => [],
            news,
            onCommand: () => undefined,
            onTooSlow: () => undefined,
            onClosed: () => undefined,
          },
        );
        session.live = true;
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
    news,
    closed,
    heard: (count) => vi.waitUntil(() => (frames.length >= count ? frames : null)),
  };
}

const allHearers: Hearers = { except: null, knowsRooms: false };
const comes = (name: string): Broadcast => ({ type: 'person-joined', person: { id: name, name }, at: 5 });
const said = (name: string): string => JSON.stringify(comes(name));

test('all news go out in one write, when they are flushed', async () => {
  const { session, socket, news, heard } = await connectPair();
  const write = vi.spyOn(socket, 'write');
  for (const name of ['An', 'Bình', 'Chi']) news.add(comes(name), [], allHearers);
  expect(write).not.toHaveBeenCalled();
  session.flush();
  session.flush();
  expect(write).toHaveBeenCalledTimes(1);
  expect(await heard(3)).toEqual(['An', 'Bình', 'Chi'].map(said));
});

test('news go before whatever is written next, in the same write', async () => {
  const { session, socket, news, heard } = await connectPair();
  const write = vi.spyOn(socket, 'write');
  news.add(comes('An'), [], allHearers);
  session.write(textFrames(['An: hello']));
  expect(write).toHaveBeenCalledTimes(1);
  expect(await heard(2)).toEqual([said('An'), 'An: hello']);
});

test('news are heard before the connection is closed', async () => {
  const { session, news, heard, closed } = await connectPair();
  news.add(comes('An'), [], allHearers);
  session.close(1000, 'left');
  expect(await closed).toBe(1000);
  expect(await heard(1)).toEqual([said('An')]);
});

test('nobody is told what happened while they were not live, nor what is withheld from them', async () => {
  const { session, news, heard } = await connectPair();
  session.live = false;
  news.add(comes('An'), [], allHearers);
  session.live = true;
  news.add(comes('Bình'), [], { except: session, knowsRooms: false });
  news.add(comes('Chi'), [], allHearers);
  session.flush();
  session.write(textFrames(['the end']));
  expect(await heard(2)).toEqual([said('Chi'), 'the end']);
});

test('what happened before somebody ceases to be live is told first', async () => {
  const { session, news, heard } = await connectPair();
  news.add(comes('An'), [], allHearers);
  session.live = false;
  session.write(textFrames(['the end']));
  expect(await heard(2)).toEqual([said('An'), 'the end']);
});
