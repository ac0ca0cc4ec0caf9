// A bare WebSocket client for tests: it says frames and waits for frames, and knows nothing of the product's client.
import { randomBytes } from 'node:crypto';
import { WebSocket, type ClientOptions } from 'ws';

export type Frame = Readonly<Record<string, unknown>>;

export interface WireClient {
  readonly socket: WebSocket;
  /** Everything received so far, in order. */
  readonly frames: readonly Frame[];
  send(frame: unknown): void;
  /** The next frame, from the first not yet taken, that matches. Frames before it are passed over. */
  next(matches: (frame: Frame) => boolean): Promise<Frame>;
  /** The next frame of this `type`. */
  nextOf(type: string): Promise<Frame>;
  /** Resolves when all that the host had sent until now has arrived: a ping comes back behind it. */
  settled(): Promise<void>;
  /** The close code, once closed. */
  readonly closed: Promise<number>;
  close(): Promise<number>;
}

/** Connects to `ws://127.0.0.1:port` and resolves when open. */
export async function connectWire(
  port: number,
  path = '/',
  options: ClientOptions = {},
): Promise<WireClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
  const frames: Frame[] = [];
  let taken = 0;
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString('utf8')) as Frame);
    for (const wake of [...waiting]) wake();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);

  const next: WireClient['next'] = (matches) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        while (taken < frames.length) {
          const frame = frames[taken++];
          if (frame && matches(frame)) {
            waiting.delete(look);
            return resolve(frame);
          }
        }
      };
      waiting.add(look);
      look();
      void closed.then((code) => reject(new Error(`closed with ${code} while waiting`)));
    });
  return {
    socket,
    frames,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    next,
    nextOf: (type) => next((frame) => frame['type'] === type),
    settled: () =>
      new Promise((resolve) => {
        socket.once('pong', () => resolve());
        socket.ping();
      }),
    closed,
    close() {
      socket.close();
      return closed;
    },
  };
}

export function newId(): string {
  return randomBytes(16).toString('base64url');
}

/** A native `join` frame; everything can be said otherwise. */
export function joinFrame(nickname: unknown, more: Frame = {}): Frame {
  return { type: 'join', id: newId(), protocol: 1, nickname, deviceKey: newId(), cursor: null, ...more };
}

/** Connects and joins. */
export async function joinWire(
  port: number,
  nickname: string,
  more: Frame = {},
): Promise<{ client: WireClient; joined: Frame }> {
  const client = await connectWire(port);
  client.send(joinFrame(nickname, more));
  return { client, joined: await client.nextOf('joined') };
}
