// Which conversation was on the screen, for whoever reloads the page: they go on where they were. Whether it is still there
// is the chat's to say.
import { isConversation } from '../../protocol/conversations.ts';
import type { PageStorage } from '../page-storage.ts';

export interface OpenRoomStore {
  /** The conversation that this person had open, as the wire names it; null where none is known. */
  load(personId: string): string | null;
  save(personId: string, room: string): void;
  forget(): void;
}

const key = 'chatbox.open-room';

/** @param storage the tab's own: two tabs may show two rooms */
export function createOpenRoomStore(storage: PageStorage): OpenRoomStore {
  return {
    load: (personId) => parse(storage.read(key), personId),
    // An id is good on one host alone, and says so also which chat it is.
    save: (personId, room) => void storage.write(key, JSON.stringify({ of: personId, room })),
    forget: () => storage.remove(key),
  };
}

function parse(text: string | null, personId: string): string | null {
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const { of, room }: { of?: unknown; room?: unknown } = kept;
    return of === personId && isConversation(room) ? room : null;
  } catch {
    // Not ours, or cut off: as if nothing were there.
    return null;
  }
}
