// What the benchmark must know of a server to set it beside ours.
import type { RunningServer } from '../servers/server.ts';
import { connectWebSocket } from '../wires/web-socket.ts';
import type { Wire } from '../wires/wire.ts';

/** Somebody who is in. */
export interface Person {
  say(content: string): void;
  /** Cuts the connection. */
  destroy(): void;
}

export interface Peer {
  /** Short and unique, for results.json. */
  readonly name: string;
  /** As the table says it. */
  readonly title: string;
  /** What a reader must know to compare fairly. */
  readonly note: string;
  /** Whether people hear what they say themselves. */
  readonly echoes: boolean;
  /** Why it cannot be measured here; null where it can. */
  missing(): string | null;
  start(): Promise<RunningServer>;
  /**
   * The n-th person connects and is let in. `hear` gets the bytes of everything said from then on, possibly several
   * messages at once; they are good only during the call. Rejects when the server does not let them in.
   */
  arrive(port: number, n: number, hear: (bytes: Buffer) => void): Promise<Person>;
}

/** How people behave on a WebSocket. */
export interface WebSocketManners {
  /** Path of the WebSocket. */
  readonly path: string;
  /** What the n-th person says on arriving; null where a connection is enough. */
  arrival(n: number): string | null;
  /** True for the frame that lets an arriving person in. */
  isWelcome(frame: string): boolean;
  message(content: string): string;
  /** What is answered to a frame, as to a ping in the server's own words; null for most. */
  answer?(frame: Buffer): string | null;
}

/** `arrive` of a server that people reach by WebSocket. */
export function arriveByWebSocket(manners: WebSocketManners): Peer['arrive'] {
  return async (port, n, hear) => {
    const welcome = Promise.withResolvers<void>();
    const arrival = manners.arrival(n);
    let welcomed = arrival === null;
    const wire: Wire = await connectWebSocket(port, manners.path, {
      onText(payload) {
        const answer = manners.answer?.(payload) ?? null;
        if (answer !== null) wire.send(answer);
        else if (welcomed) hear(payload);
        else if (manners.isWelcome(payload.toString())) {
          welcomed = true;
          welcome.resolve();
        }
      },
      onEnd: () => welcome.reject(new Error(`person ${n} was not let in`)),
    });
    if (arrival === null) welcome.resolve();
    else wire.send(arrival);
    await welcome.promise;
    return { say: (content) => wire.send(manners.message(content)), destroy: () => wire.destroy() };
  };
}
