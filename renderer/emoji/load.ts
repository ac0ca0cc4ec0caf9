// Fetches the emoji when the picker is first opened: no page carries them before.
import type { Language } from '../../client/desktop-port.ts';
import type { CompactWords } from './compact.ts';
import { newestDrawn } from './drawn-version.ts';
import { createEmojiSet } from './emoji-set.ts';
import type { EmojiSet } from './emoji-set.ts';

const english = () => import('virtual:emoji/en');

/** Whoever writes another language looks for `heart` and `ok` as well. */
const wordsOf: Record<Language, readonly [() => Promise<Words>, ...(() => Promise<Words>)[]]> = {
  en: [english],
  vi: [() => import('virtual:emoji/vi'), english],
};

interface Words {
  readonly default: CompactWords;
}

const loaded = new Map<Language, Promise<EmojiSet>>();

/** Once for each language. Rejects where the page cannot fetch them now, as when the host is gone, and can be tried again. */
export function loadEmoji(language: Language): Promise<EmojiSet> {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const loading = fetchEmoji(language);
  loaded.set(language, loading);
  loading.catch(() => loaded.delete(language));
  return loading;
}

async function fetchEmoji(language: Language): Promise<EmojiSet> {
  const [first, ...rest] = wordsOf[language];
  const [groups, own, others] = await Promise.all([
    import('virtual:emoji'),
    first(),
    Promise.all(rest.map((load) => load())),
  ]);
  return createEmojiSet(groups.default, newestDrawn(), [
    own.default,
    ...others.map((words) => words.default),
  ]);
}
