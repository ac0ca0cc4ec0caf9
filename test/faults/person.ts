// Somebody in the chat: the product's own client on a real socket, with the state that a screen would show.
import { randomFillSync } from 'node:crypto';
import { WebSocket } from 'ws';
import { createChatClient, type ChatClient } from '../../client/chat-client.ts';
import type { ChatUpdate } from '../../client/chat-port.ts';
import { createChatState, reduceChat, type ChatState } from '../../client/chat-state.ts';
import type { Platform, SocketEvents } from '../../client/platform.ts';
import { adaptWebSocket } from '../../client/web-socket.ts';
import type { ChatEvent } from '../../protocol/events.ts';

/** Where the host is just now; null while it cannot be reached. Every person of a test looks here. */
export interface Network {
  port: number | null;
}

export interface PlatformOptions {
  readonly network: Network;
  /** Each socket that is opened, as for pausing it. */
  readonly onSocket?: (socket: WebSocket) => void;
  /** Hears each frame before the client does. */
  readonly onFrame?: (frame: unknown) => void;
  readonly fillRandom?: (bytes: Uint8Array) => void;
}

/** Real sockets, real time, real randomness. */
export function createPlatform({ network, onSocket, onFrame, fillRandom }: PlatformOptions): Platform {
  const deviceKeys = new Map<string, string>();
  return {
    openSocket(_url, events) {
      if (network.port === null) return unreachable(events);
      // The host's port may change from start to start: what people type stays the same.
      const socket = new WebSocket(`ws://127.0.0.1:${network.port}`);
      onSocket?.(socket);
      return adaptWebSocket(socket, {
        ...events,
        heard(frame) {
          onFrame?.(frame);
          events.heard(frame);
        },
      });
    },
    clock: {
      now: Date.now,
      setTimer(callback, delayMs) {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    },
    random: Math.random,
    fillRandom: fillRandom ?? ((bytes) => void randomFillSync(bytes)),
    deviceKeys: {
      load: (hostAddress) => deviceKeys.get(hostAddress) ?? null,
      save: (hostAddress, key) => deviceKeys.set(hostAddress, key),
      forget: (hostAddress) => deviceKeys.delete(hostAddress),
    },
  };
}

function unreachable(events: SocketEvents): ReturnType<Platform['openSocket']> {
  let over = false;
  setImmediate(() => {
    if (!over) events.closed(1006);
  });
  return { send: () => undefined, close: () => (over = true) };
}

export interface Person {
  readonly name: string;
  readonly client: ChatClient;
  state(): ChatState;
  /** Calls back after every update. */
  onUpdate(listener: (update: ChatUpdate) => void): void;
  /** Resolves as soon as the state is so. */
  until(condition: (state: ChatState) => boolean): Promise<void>;
}

/** What is typed as the address: `Network` says where it leads. */
const address = '127.0.0.1:8765';

export function createPerson(name: string, platform: Platform): Person {
  const client = createChatClient({ platform });
  let state = createChatState();
  const listeners: ((update: ChatUpdate) => void)[] = [];
  client.subscribe((update) => {
    state = reduceChat(state, update);
    for (const listener of [...listeners]) listener(update);
  });
  return {
    name,
    client,
    state: () => state,
    onUpdate: (listener) => void listeners.push(listener),
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition(state)) return;
          const at = listeners.indexOf(look);
          if (at >= 0) listeners.splice(at, 1);
          resolve();
        };
        listeners.push(look);
        look();
      }),
  };
}

/** Joins, and throws where the host says no. */
export async function enter(person: Person): Promise<Person> {
  const joined = await person.client.join({ address, nickname: person.name });
  if (!joined.ok) throw new Error(`${person.name} was not let in: ${joined.code}`);
  return person;
}

/** The event of an update, if it is one. */
export function eventOf(update: ChatUpdate): ChatEvent | null {
  return update.type === 'event' ? update.event : null;
}

export function isJoined({ connection }: ChatState): boolean {
  return connection.name === 'joined';
}
