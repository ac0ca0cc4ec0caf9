// Where an unfinished message waits until its writer is back, also after the window was closed. A draft is a
// convenience: where the browser keeps nothing it lives as long as the page.
import { mainRoom } from '../../protocol/conversations.ts';
import type { PageStorage } from '../page-storage.ts';

export interface DraftStore {
  load(): string;
  save(text: string): void;
}

/** The drafts of one person in one chat: one for each conversation. */
export interface Drafts {
  /** @param room the conversation, as the wire names it */
  in(room: string): DraftStore;
  /** Lets go of all of them. */
  forget(): void;
}

/** Whose draft it is: the next person at this machine, under another name, never sees it. */
export interface DraftOwner {
  readonly address: string;
  readonly personId: string;
  readonly nickname: string;
}

const key = 'chatbox.drafts';
/** Drafts kept, the newest first; a chat that nobody comes back to does not keep its own for ever. */
const maxDrafts = 30;

interface Draft {
  readonly of: string;
  readonly text: string;
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { of, text }: { of?: unknown; text?: unknown } = value;
  return typeof of === 'string' && typeof text === 'string';
}

function readDrafts(storage: PageStorage): readonly Draft[] {
  try {
    const stored: unknown = JSON.parse(storage.read(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isDraft) : [];
  } catch {
    // Not ours, or cut off: as if nothing were there.
    return [];
  }
}

/** Read anew each time, since another tab may write too. */
export function createDrafts(storage: PageStorage, { address, personId, nickname }: DraftOwner): Drafts {
  const owner = [address, personId, nickname];

  function replace(room: string, text: string): void {
    const of = keyOf(room);
    const others = readDrafts(storage).filter((draft) => draft.of !== of);
    keep(text === '' ? others : [{ of, text }, ...others].slice(0, maxDrafts));
  }

  function keep(drafts: readonly Draft[]): void {
    if (drafts.length === 0) storage.remove(key);
    else storage.write(key, JSON.stringify(drafts));
  }

  /** The main room's is that of the whole chat: earlier versions kept no other. */
  function keyOf(room: string): string {
    return JSON.stringify(room === mainRoom ? owner : [...owner, room]);
  }

  return {
    in: (room) => ({
      load: () => readDrafts(storage).find((draft) => draft.of === keyOf(room))?.text ?? '',
      save: (text) => replace(room, text),
    }),
    forget() {
      const begin = JSON.stringify(owner).slice(0, -1);
      keep(readDrafts(storage).filter(({ of }) => of !== `${begin}]` && !of.startsWith(`${begin},`)));
    },
  };
}
