// For tests: our own client with real sockets, and a way to wait for what its screen would show.
import { onTestFinished } from 'vitest';
import { createNodePlatform } from '../cli/node-platform.ts';
import { createChatClient, type ChatClient } from '../client/chat-client.ts';
import { createChatState, reduceChat, type ChatState } from '../client/chat-state.ts';
import type { Platform } from '../client/platform.ts';

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

/** Real sockets and time, keys in memory, and of all waits the shortest. */
function createRealPlatform(): Platform {
  const deviceKeys = new Map<string, string>();
  return {
    ...createNodePlatform({
      load: (hostAddress) => deviceKeys.get(hostAddress) ?? null,
      save: (hostAddress, key) => void deviceKeys.set(hostAddress, key),
      forget: (hostAddress) => void deviceKeys.delete(hostAddress),
    }),
    random: () => 0,
  };
}
