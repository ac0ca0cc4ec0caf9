// For tests: a platform driven by hand. Time stands still until `advance`, sockets do what the test says, and
// randomness is the same in every run.
import type { Platform, SocketEvents, UploadAnswer, UploadRequest } from './platform.ts';
import type { Message } from '../protocol/events.ts';
import { parseObject } from '../protocol/json.ts';

export interface FakeSocket {
  readonly url: string;
  /** Every frame that the client sent, parsed. */
  readonly sent: Record<string, unknown>[];
  /** Code with which the client closed it, or null. */
  closedWith: number | null;
  open(): void;
  /** The host says this, as a frame. */
  say(event: object): void;
  /** The connection ends without the client wanting it. */
  drop(code?: number): void;
}

/** A file that the client has begun to bring. */
export interface FakeUpload extends UploadRequest {
  /** The host answers, or (null) the connection is cut. */
  answer(answer: UploadAnswer | null): Promise<void>;
}

export interface FakePlatform {
  readonly platform: Platform;
  readonly sockets: FakeSocket[];
  readonly uploads: FakeUpload[];
  readonly deviceKeys: Map<string, string>;
  /** The newest socket. */
  socket(): FakeSocket;
  /** Lets time pass, running what falls due in order. */
  advance(ms: number): void;
  /** Lets time pass as on a machine that sleeps: what falls due meanwhile runs with the next `advance`. */
  sleep(ms: number): void;
  /** A repeatable number from 0 up to 1. */
  random(): number;
}

/** @param seed of the randomness; @param unopenable URLs that the platform refuses by throwing */
export function createFakePlatform(seed = 1, unopenable: readonly string[] = []): FakePlatform {
  const sockets: FakeSocket[] = [];
  const uploads: FakeUpload[] = [];
  const deviceKeys = new Map<string, string>();
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>();
  let now = 1_700_000_000_000;
  let state = seed;

  function random(): number {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  }

  function advance(ms: number): void {
    const end = now + ms;
    for (;;) {
      const [next] = [...timers].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due);
      if (next === undefined) break;
      timers.delete(next);
      now = Math.max(now, next.due);
      next.callback();
    }
    now = end;
  }

  function sleep(ms: number): void {
    now += ms;
  }

  const platform: Platform = {
    openSocket(url, events) {
      if (unopenable.includes(url)) throw new Error(`not allowed: ${url}`);
      const { socket, handle } = createFakeSocket(url, events);
      sockets.push(socket);
      return handle;
    },
    clock: {
      now: () => now,
      setTimer(callback, delayMs) {
        const timer = { due: now + delayMs, callback };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    },
    random,
    fillRandom(bytes) {
      for (const index of bytes.keys()) bytes[index] = Math.floor(random() * 256);
    },
    deviceKeys: {
      load: (hostAddress) => deviceKeys.get(hostAddress) ?? null,
      save: (hostAddress, key) => deviceKeys.set(hostAddress, key),
      forget: (hostAddress) => deviceKeys.delete(hostAddress),
    },
    upload: (request) =>
      new Promise((resolve) => {
        const answer = (said: UploadAnswer | null): Promise<void> => {
          resolve(said);
          return Promise.resolve();
        };
        uploads.push({ ...request, answer });
      }),
  };

  function socket(): FakeSocket {
    const newest = sockets.at(-1);
    if (newest === undefined) throw new Error('no socket was opened');
    return newest;
  }

  return { platform, sockets, uploads, deviceKeys, socket, advance, sleep, random };
}

function createFakeSocket(url: string, events: SocketEvents) {
  let gone = false;
  const socket: FakeSocket = {
    url,
    sent: [],
    closedWith: null,
    open: () => events.opened(),
    say(event) {
      if (!gone) events.heard(JSON.stringify(event));
    },
    drop(code = 1006) {
      if (gone) return;
      gone = true;
      events.closed(code);
    },
  };
  const handle = {
    send(frame: string) {
      const command = gone ? null : parseObject(frame);
      if (command !== null) socket.sent.push(command);
    },
    close(code: number) {
      socket.closedWith ??= code;
      gone = true;
    },
  };
  return { socket, handle };
}

/** Messages of a history, from one number to another. */
export function messagesFrom(first: number, last: number): Message[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const seq = first + index;
    return { seq, id: `message-${seq}`, name: 'Binh', content: `text ${seq}`, at: seq, by: 'person-binh' };
  });
}
