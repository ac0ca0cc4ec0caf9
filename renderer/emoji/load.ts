// Fetches the emoji when the picker is first opened: no page carries them before.
import words from 'virtual:emoji/words';
import { newestDrawn } from './drawn-version.ts';
import { createEmojiSet } from './emoji-set.ts';
import type { EmojiSet } from './emoji-set.ts';

const loaded = new Map<string, Promise<EmojiSet>>();

/** Once for each language. Rejects where the page cannot fetch them now, as when the host is gone, and can be tried again. */
export function loadEmoji(language: string): Promise<EmojiSet> {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const loading = fetchEmoji(language);
  loaded.set(language, loading);
  loading.catch(() => loaded.delete(language));
  return loading;
}

async function fetchEmoji(language: string): Promise<EmojiSet> {
  const { en: english } = words;
  const own = words[language] ?? english;
  // Whoever writes another language looks for `heart` and `ok` as well.
  const [groups, first, ...others] = await Promise.all([
    import('virtual:emoji'),
    own(),
    ...(own === english ? [] : [english()]),
  ]);
  return createEmojiSet(groups.default, newestDrawn(), [
    first.default,
    ...others.map((other) => other.default),
  ]);
}
