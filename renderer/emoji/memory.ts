// What a person chose in the picker before: the emoji used last, and the skin tone. Kept in the browser's storage like
// the other choices of a page; what stands there is checked.
import type { PageStorage } from '../page-storage.ts';
import type { SkinTone } from './emoji-set.ts';

const key = 'chatbox.emoji';
/** Two rows of the picker. */
const maxRecent = 18;
/** No emoji is longer. */
const maxGlyphLength = 40;

export interface EmojiMemory {
  /** The one used last is the first. */
  readonly recent: readonly string[];
  readonly tone: SkinTone;
  use(glyph: string): void;
  chooseTone(tone: SkinTone): void;
}

const allTones: readonly SkinTone[] = [0, 1, 2, 3, 4, 5];

function parse(text: string | null): { recent: readonly string[]; tone: SkinTone } {
  let stored: unknown = null;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch {
    // Not ours, or cut off: as if nothing were there.
  }
  const known: { recent?: unknown; tone?: unknown } =
    typeof stored === 'object' && stored !== null ? stored : {};
  const recent: readonly unknown[] = Array.isArray(known.recent) ? known.recent : [];
  return {
    recent: recent
      .filter((glyph) => typeof glyph === 'string')
      .filter((glyph) => glyph !== '' && glyph.length <= maxGlyphLength)
      .slice(0, maxRecent),
    tone: allTones.find((tone) => tone === known.tone) ?? 0,
  };
}

export function createEmojiMemory(storage: PageStorage): EmojiMemory {
  let { recent, tone } = parse(storage.read(key));
  const keep = () => void storage.write(key, JSON.stringify({ recent, tone }));
  return {
    get recent() {
      return recent;
    },
    get tone() {
      return tone;
    },
    use(glyph) {
      recent = [glyph, ...recent.filter((other) => other !== glyph)].slice(0, maxRecent);
      keep();
    },
    chooseTone(chosen) {
      tone = chosen;
      keep();
    },
  };
}
