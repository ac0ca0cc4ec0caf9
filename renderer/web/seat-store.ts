// Keeps the seat of this tab, with what waits to be sent, over a reload. Two tabs are two people's business, so the
// storage is the tab's own.
import type { SeatStore } from '../../client/kept-seat.ts';
import type { PageStorage } from '../page-storage.ts';

export interface PageSeatStore extends SeatStore {
  /** True while messages wait that the browser would not keep: whoever closes the page then loses them. */
  readonly isLosing: () => boolean;
}

export function createSeatStore(storage: PageStorage): PageSeatStore {
  const losing = new Set<string>();
  const name = (chatUrl: string) => `chatbox.seat.${chatUrl}`;
  return {
    isLosing: () => losing.size > 0,
    load: (chatUrl) => parseJson(storage.read(name(chatUrl))),
    save(chatUrl, seat) {
      losing.delete(chatUrl);
      if (storage.write(name(chatUrl), JSON.stringify(seat))) return;
      // What was kept before says what is not true any more.
      storage.remove(name(chatUrl));
      if (seat.outbox.length > 0) losing.add(chatUrl);
    },
    forget(chatUrl) {
      losing.delete(chatUrl);
      storage.remove(name(chatUrl));
    },
  };
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
