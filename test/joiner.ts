// For tests: our own client with real sockets, and a way to wait for what its screen would show.
import { randomFillSync } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createChatClient, type ChatClient } from '../client/chat-client.ts';
import { createChatState, reduceChat, type ChatState } from '../client/chat-state.ts';
import type { Platform } from '../client/platform.ts';
import { adaptWebSocket } from '../client/web-socket.ts';

export interface Joiner {
  readonly client: ChatClient;
  state(): ChatState;
  /** Resolves with the first state, from now on, for which this holds. */
  until(holds: (state: ChatState) => boolean): Promise<ChatState>;
  /** The messages on the screen, as `name: content`. */
  shown(): string[];
}

/** A client that is in no chat; it is closed after the test. */
export function createJoiner(): Joiner {
  const client = createChatClient({ platform: createRealPlatform() });
  onTestFinished(() => client.close());
  let state = createChatState();
  const waiting = new Set<() => void>();
  client.subscribe((update) => {
    state = reduceChat(state, update);
    for (const look of [...waiting]) look();
  });
  return {
    client,
    state: () => state,
    until: (holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds(state)) return;
          waiting.delete(look);
          resolve(state);
        };
        waiting.add(look);
        look();
      }),
    shown: () => state.messages.map(({ name, content }) => `${name}: ${content}`),
  };
}

function createRealPlatform(): Platform {
  const deviceKeys = new Map<string, string>();
  return {
    openSocket: (url, events) => adaptWebSocket(new WebSocket(url, { perMessageDeflate: false }), events),
    clock: {
      now: () => Date.now(),
      setTimer(callback, delayMs) {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    },
    // The shortest waits.
    random: () => 0,
    fillRandom: (bytes) => void randomFillSync(bytes),
    deviceKeys: {
      load: (hostAddress) => deviceKeys.get(hostAddress) ?? null,
      save: (hostAddress, key) => void deviceKeys.set(hostAddress, key),
      forget: (hostAddress) => void deviceKeys.delete(hostAddress),
    },
  };
}
