// All emoji with their names, and the finding of one by its words in any of the languages given. Pure.
import { foldText } from '../fold-text.ts';
import { lazy } from '../i18n/lazy.ts';
import { tones } from './compact.ts';
import type { CompactGroups, CompactWords, EmojiGroup } from './compact.ts';

export interface Emoji {
  /** Without a skin tone. */
  readonly glyph: string;
  /** In the language of the interface. */
  readonly label: string;
  /** With the lightest skin; null where it has no skin. */
  readonly lightest: string | null;
}

/** 0 is none, the yellow one; 1 to 5 from light to dark. */
export type SkinTone = 0 | 1 | 2 | 3 | 4 | 5;

export interface EmojiSet {
  readonly groups: readonly { readonly group: EmojiGroup; readonly emoji: readonly Emoji[] }[];
  /** Those that fit every word of a query, the nearest first; none for an empty one. */
  find(query: string): readonly Emoji[];
  /** What one looks like with or without a tone; null for what is not in the set. */
  labelOf(glyph: string): string | null;
}

const anyTone = new RegExp(tones.join('|'), 'gu');
const [lightestTone] = tones;

/** An emoji with the tone, where it has a skin. */
export function withTone({ glyph, lightest }: Emoji, tone: SkinTone): string {
  const skin = tones[tone - 1];
  return lightest === null || skin === undefined ? glyph : lightest.replaceAll(lightestTone, skin);
}

interface Entry {
  readonly emoji: Emoji;
  /** Texts to look in, from the one that counts most; each begins with a space, and its words follow one. */
  readonly texts: readonly string[];
  /** Words of its name. */
  readonly length: number;
}

/** Nearer than this the name itself has what is looked for: then the one of fewer words is meant. */
const byName = 4;

const spaced = (text: string) => ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')} `;

function describe(emoji: Emoji, index: number, words: readonly CompactWords[]): Entry {
  const called = spaced(emoji.label.toLowerCase());
  const found = words.map((language, place) => {
    const [label, tags] = language[index] ?? ['', ''];
    return spaced(place === 0 ? tags : `${foldText(label)} ${tags}`);
  });
  return { emoji, texts: [called, foldText(called), ...found], length: called.split(' ').length };
}

/** How near an entry is to the words: the place of the worst of them; null where one is nowhere. */
function distance({ texts }: Entry, words: readonly { typed: string; folded: string }[]): number | null {
  let worst = 0;
  for (const { typed, folded } of words) {
    // In the name as it is written marks count: `bò` is no `bo`.
    const at = texts.findIndex((text, place) => text.includes(` ${place === 0 ? typed : folded}`));
    const text = texts[at];
    if (text === undefined) return null;
    const whole = text.includes(` ${at === 0 ? typed : folded} `);
    worst = Math.max(worst, at * 2 + (whole ? 0 : 1));
  }
  return worst;
}

/**
 * @param newest version of the standard beyond which nothing is offered
 * @param words of the interface's language, then of others whose words are understood as well
 */
export function createEmojiSet(
  compact: CompactGroups,
  newest: number,
  words: readonly [CompactWords, ...CompactWords[]],
): EmojiSet {
  const [own] = words;
  const indexed: { readonly emoji: Emoji; readonly index: number }[] = [];
  const labels = new Map<string, string>();
  let index = -1;
  const groups = compact.map(({ group, emoji }) => ({
    group,
    emoji: emoji.flatMap(([glyph, version, lightest = null]) => {
      index += 1;
      if (version > newest) return [];
      const made: Emoji = { glyph, label: own[index]?.[0] ?? glyph, lightest };
      indexed.push({ emoji: made, index });
      labels.set(glyph, made.label);
      if (lightest !== null) labels.set(lightest, made.label);
      return [made];
    }),
  }));
  // Not before somebody looks for something: it takes longer than all of the above.
  const entries = lazy(() => indexed.map(({ emoji, index }) => describe(emoji, index, words)));
  return {
    groups,
    find(query) {
      const wanted = query
        .normalize('NFC')
        .toLowerCase()
        .split(/[^\p{L}\p{M}\p{N}]+/u)
        .filter((word) => word !== '')
        .map((typed) => ({ typed, folded: foldText(typed) }));
      if (wanted.length === 0) return [];
      return entries()
        .flatMap((entry) => {
          const far = distance(entry, wanted);
          return far === null ? [] : [{ ...entry, far }];
        })
        .sort((one, other) => one.far - other.far || (one.far < byName ? one.length - other.length : 0))
        .map(({ emoji }) => emoji);
    },
    labelOf: (glyph) => labels.get(glyph) ?? labels.get(glyph.replace(anyTone, lightestTone)) ?? null,
  };
}
