// Holds the state of one chat and tells listeners what changes it, each of them in the same order.
import type { ChatUpdate } from './chat-port.ts';
import { createChatState, reduceChat, type ChatState } from './chat-state.ts';

export interface ChatStore {
  state(): ChatState;
  /** Folds the update into the state and tells everyone. */
  emit(update: ChatUpdate): void;
  /** Calls back with a snapshot at once, then with every update. Returns how to stop. */
  subscribe(listener: (update: ChatUpdate) => void): () => void;
}

interface Listener {
  readonly hear: (update: ChatUpdate) => void;
}

export function createChatStore(): ChatStore {
  let state = createChatState();
  const listeners = new Set<Listener>();
  // Whoever listens when an update happens hears it; a later listener has it in its snapshot already.
  const queue: { readonly update: ChatUpdate; readonly audience: readonly Listener[] }[] = [];
  let draining = false;

  /** A listener may cause updates itself: they wait until all have heard the present one. */
  function drain(): void {
    if (draining) return;
    draining = true;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        for (const listener of next.audience) {
          if (listeners.has(listener)) listener.hear(next.update);
        }
      }
    } finally {
      draining = false;
    }
  }

  return {
    state: () => state,
    emit(update) {
      state = reduceChat(state, update);
      queue.push({ update, audience: [...listeners] });
      drain();
    },
    subscribe(hear) {
      const listener = { hear };
      listeners.add(listener);
      hear({ type: 'snapshot', state });
      return () => listeners.delete(listener);
    },
  };
}
