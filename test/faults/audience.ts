// Many people on bare sockets, which cost less than whole clients, who talk in turns at a steady pace: the load beside
// which a fault is watched. Every message carries the time at which it was sent.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { joinFrame, newId } from '../wire-client.ts';

const marker = Buffer.from('sent@');
const digits = 16;

export interface Audience {
  readonly people: readonly WebSocket[];
  /** The 99th percentile of the time from sending to hearing since the last call, in milliseconds. */
  p99(): number;
  /** How many messages everyone has heard. */
  heardByAll(): number;
  /** Resolves when everyone has heard so many messages in all; rejects when somebody's connection ends before. */
  heard(messages: number): Promise<void>;
}

/** So many people join, none of whom anything can stop from reading. */
export async function seatAudience(port: number, size: number): Promise<Audience> {
  let latencies: number[] = [];
  const counts = new Array<number>(size).fill(0);
  const waiting = new Set<() => void>();
  const heardByAll = (): number => Math.min(...counts);
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);

  function hear(n: number, frame: Buffer): void {
    const now = performance.now();
    for (let at = frame.indexOf(marker); at >= 0; at = frame.indexOf(marker, at + digits)) {
      const start = at + marker.length;
      latencies.push(now - Number(frame.toString('latin1', start, start + digits)) / 1000);
      counts[n] = (counts[n] ?? 0) + 1;
    }
    for (const look of waiting) look();
  }

  const people: WebSocket[] = [];
  for (let n = 0; n < size; n += 1) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(socket, 'open');
    socket.send(JSON.stringify(joinFrame(`Listener ${n}`)));
    await once(socket, 'message');
    socket.on('message', (data: Buffer) => hear(n, data));
    socket.on('error', () => undefined);
    socket.on('close', (code) => lost.reject(new Error(`listener ${n} was closed with ${code}`)));
    people.push(socket);
  }
  onTestFinished(() => people.forEach((person) => person.terminate()));
  return {
    people,
    p99() {
      const sorted = Float64Array.from(latencies).sort();
      latencies = [];
      return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? NaN;
    },
    heardByAll,
    heard(messages) {
      const heard = new Promise<void>((resolve) => {
        const look = (): void => {
          if (heardByAll() < messages) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
      return Promise.race([heard, lost.promise]);
    },
  };
}

export interface Talk {
  /** Messages sent so far. */
  readonly sent: number;
  /** Ends it; resolves to how many were sent. */
  stop(): number;
}

/** Messages that may be on their way: more would make slow readers of a whole audience on a busy machine. */
const mostUnheard = 150;

/** The people of an audience take turns. A late timer is made up for. */
export function talk(audience: Audience, messagesPerSecond: number, contentBytes: number): Talk {
  const startedAt = performance.now();
  const heardBefore = audience.heardByAll();
  let sent = 0;
  const timer = setInterval(() => {
    const inTime = Math.floor(((performance.now() - startedAt) / 1000) * messagesPerSecond);
    const due = Math.min(inTime, audience.heardByAll() - heardBefore + mostUnheard);
    for (; sent < due; sent += 1) {
      const sentAt = String(Math.round(performance.now() * 1000)).padStart(digits, '0');
      // Random, so that nothing between here and there can make it small.
      const filling = randomBytes(contentBytes / 2).toString('hex');
      const content = `${marker.toString()}${sentAt} ${filling}`;
      const frame = JSON.stringify({ type: 'send-message', id: newId(), content });
      audience.people[sent % audience.people.length]?.send(frame);
    }
  }, 5);
  onTestFinished(() => clearInterval(timer));
  return {
    get sent() {
      return sent;
    },
    stop() {
      clearInterval(timer);
      return sent;
    },
  };
}
