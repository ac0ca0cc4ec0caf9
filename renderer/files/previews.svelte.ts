// The pictures that were sent from this page, as it has them itself: their rows show them before, while and after they are
// brought, without fetching them again. Bounded, since each of them is in the page's memory.
import { SvelteMap } from 'svelte/reactivity';

/** About what a few screens show. */
const mostKept = 30;

export interface Previews {
  /** @param url made for these bytes; it is dropped when others have taken its place */
  keep(messageId: string, url: string): void;
  /** Null where the host is to be asked. Reactive: a row is there before anybody has said what its picture is. */
  of(messageId: string): string | null;
}

export function createPreviews(dropUrl: (url: string) => void): Previews {
  const urls = new SvelteMap<string, string>();
  return {
    keep(messageId, url) {
      urls.set(messageId, url);
      for (const [oldest, oldUrl] of urls) {
        if (urls.size <= mostKept) break;
        urls.delete(oldest);
        dropUrl(oldUrl);
      }
    },
    of: (messageId) => urls.get(messageId) ?? null,
  };
}
