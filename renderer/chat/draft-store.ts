// Where an unfinished message waits out a reload. A draft is a convenience: where the browser keeps nothing
// (storage switched off, full, or denied to this page) it lives as long as the page.

export interface DraftStore {
  load(): string;
  save(text: string): void;
}

/** Keeps the draft of one person in one chat, in the session storage of this window. */
export function createSessionDraftStore(address: string, personId: string): DraftStore {
  const key = `draft:${address}:${personId}`;
  return {
    load() {
      try {
        return sessionStorage.getItem(key) ?? '';
      } catch {
        return '';
      }
    },
    save(text) {
      try {
        if (text === '') sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, text);
      } catch {
        // Nothing to be done, and nothing lost yet: the text stands in the composer.
      }
    },
  };
}
