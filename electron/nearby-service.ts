// The chats of others in this network, for the window: looked for only while somebody listens, and without the chat
// that this app hosts itself. Knows no Electron.
import { browseChats, type BrowsingOptions } from '../host/nearby/nearby.ts';
import type { NearbyChat } from '../protocol/nearby.ts';
import type { Source } from './topics.ts';

export interface NearbyServiceOptions {
  /** What the chat of this app is known by in such lists; null while there is none. */
  ownId(): string | null;
  /** How one looks around; tests hand in theirs. */
  readonly browse?: (options: BrowsingOptions) => { close(): void };
}

export function createNearbyService({
  ownId,
  browse = browseChats,
}: NearbyServiceOptions): Source<readonly NearbyChat[]> {
  const listeners = new Set<(chats: readonly NearbyChat[]) => void>();
  let browsing: { close(): void } | null = null;
  let chats: readonly NearbyChat[] = [];

  function hear(heard: readonly NearbyChat[]): void {
    const own = ownId();
    chats = heard.filter(({ id }) => id !== own);
    for (const listener of listeners) listener(chats);
  }

  return {
    onlyNewest: true,
    subscribe(listener) {
      listeners.add(listener);
      listener(chats);
      browsing ??= browse({ onChange: hear });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        browsing?.close();
        browsing = null;
        chats = [];
      };
    },
  };
}
