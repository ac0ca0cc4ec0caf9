// Makes of the Unicode tables of `emojibase-data` what the picker needs of them, a tenth of their size: the emoji once,
// and the words of each language apart. Runs when the page is built, never in it. Pure.
import { foldText } from '../fold-text.ts';

/** An entry of the package's `data.json`. */
export interface TableEntry {
  readonly emoji: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly order?: number;
  /** Of the emoji standard that brought it. */
  readonly version: number;
  readonly skins?: readonly { readonly emoji: string }[];
}

/** In the order of the tabs, by the package's numbers; what it calls components (2) is no emoji by itself. */
const groupNumbers = {
  smileys: 0,
  people: 1,
  animals: 3,
  food: 4,
  travel: 5,
  activities: 6,
  objects: 7,
  symbols: 8,
  flags: 9,
} as const;

export type EmojiGroup = keyof typeof groupNumbers;

/** The emoji, its version, and how it looks with the lightest skin where it has skins. */
export type CompactEmoji = readonly [glyph: string, version: number, lightest?: string];

export type CompactGroups = readonly {
  readonly group: EmojiGroup;
  readonly emoji: readonly CompactEmoji[];
}[];

/** For each emoji, in their order: how it is called, and under which words it is found, folded. */
export type CompactWords = readonly (readonly [label: string, found: string])[];

export const tones = ['\u{1f3fb}', '\u{1f3fc}', '\u{1f3fd}', '\u{1f3fe}', '\u{1f3ff}'] as const;
const [lightestTone] = tones;

/** The tables ask for colour also where it is the rule; nobody else writes it so, and one emoji is to be one text. */
const plainGlyph = (glyph: string) => glyph.replace(/(\p{Emoji_Presentation})\ufe0f/gu, '$1');

const isGroup = (key: string): key is EmojiGroup => Object.hasOwn(groupNumbers, key);

function inOrder(table: readonly TableEntry[]): { group: EmojiGroup; entries: TableEntry[] }[] {
  return Object.keys(groupNumbers)
    .filter(isGroup)
    .map((group) => ({
      group,
      entries: table
        .filter((entry) => entry.group === groupNumbers[group])
        .sort((one, other) => (one.order ?? 0) - (other.order ?? 0)),
    }));
}

/** Everybody in it with the lightest skin: the other tones follow by putting them in its place. */
function lightest({ skins = [] }: TableEntry): string | undefined {
  return skins.find(({ emoji }) => {
    const own = [...emoji].filter((part) => tones.some((tone) => tone === part));
    return own.every((tone) => tone === lightestTone);
  })?.emoji;
}

export function compactGroups(table: readonly TableEntry[]): CompactGroups {
  return inOrder(table).map(({ group, entries }) => ({
    group,
    emoji: entries.map((entry): CompactEmoji => {
      const light = lightest(entry);
      const glyph = plainGlyph(entry.emoji);
      return light === undefined ? [glyph, entry.version] : [glyph, entry.version, plainGlyph(light)];
    }),
  }));
}

/** The words of one language, in the order of {@link compactGroups}. */
export function compactWords(table: readonly TableEntry[]): CompactWords {
  return inOrder(table).flatMap(({ entries }) =>
    entries.map(({ label, tags = [] }) => {
      const words = foldText(tags.join(' ')).split(/[^\p{L}\p{N}]+/u);
      const inLabel = new Set(foldText(label).split(/[^\p{L}\p{N}]+/u));
      const found = [...new Set(words)].filter((word) => word !== '' && !inLabel.has(word));
      return [label.normalize('NFC'), found.join(' ')] as const;
    }),
  );
}
