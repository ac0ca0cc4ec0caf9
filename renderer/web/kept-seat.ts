// Remembers, for the life of a tab, that this page is in the chat: whoever reloads it, or whose phone threw the page
// away, comes back without being asked, also where another tab had taken the seat: whoever reloads a page wants to be in
// it. Leaving on purpose ends it.
import type { ChatPort } from '../../client/chat-port.ts';
import type { PageStorage } from '../page-storage.ts';

const key = 'chatbox.in-chat';

/** @param storage the tab's own: two tabs are two people's business */
export function createKeptSeat(storage: PageStorage) {
  return {
    /** Whether this tab was in the chat when its page went away. */
    isKept: (): boolean => storage.read(key) !== null,
    /** Follows the chat; returns how to stop. */
    follow: (chat: ChatPort): (() => void) =>
      chat.subscribe((update) => {
        const connection =
          update.type === 'snapshot'
            ? update.state.connection
            : update.type === 'connection-changed'
              ? update.connection
              : null;
        if (connection?.name === 'joined') storage.write(key, 'yes');
        if (connection?.name === 'closed') storage.remove(key);
      }),
  };
}
