// Where an unfinished message waits until its writer is back, also after the window was closed. A draft is a
// convenience: where the browser keeps nothing it lives as long as the page.
import type { PageStorage } from '../page-storage.ts';

export interface DraftStore {
  load(): string;
  save(text: string): void;
}

/** Whose draft it is: the next person at this machine, under another name, never sees it. */
export interface DraftOwner {
  readonly address: string;
  readonly personId: string;
  readonly nickname: string;
}

const key = 'chatbox.drafts';
/** Drafts kept, the newest first; a chat that nobody comes back to does not keep its own for ever. */
const maxDrafts = 10;

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

/** The draft of one person in one chat. Read anew each time, since another tab may write too. */
export function createDraftStore(
  storage: PageStorage,
  { address, personId, nickname }: DraftOwner,
): DraftStore {
  const of = JSON.stringify([address, personId, nickname]);
  return {
    load: () => readDrafts(storage).find((draft) => draft.of === of)?.text ?? '',
    save(text) {
      const others = readDrafts(storage).filter((draft) => draft.of !== of);
      const drafts = text === '' ? others : [{ of, text }, ...others].slice(0, maxDrafts);
      if (drafts.length === 0) storage.remove(key);
      else storage.write(key, JSON.stringify(drafts));
    },
  };
}
