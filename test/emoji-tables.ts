// The emoji as a build makes them, for tests of the picker.
import { createRequire } from 'node:module';
import { compactGroups, compactWords } from '../renderer/emoji/compact.ts';
import type { CompactWords, TableEntry } from '../renderer/emoji/compact.ts';

const require = createRequire(import.meta.url);

/** The package's own table of a language. */
export function readTable(language: 'en' | 'vi'): readonly TableEntry[] {
  const table: readonly TableEntry[] = require(`emojibase-data/${language}/data.json`);
  return table;
}

export const groups = compactGroups(readTable('en'));

export function words(language: 'en' | 'vi'): CompactWords {
  return compactWords(readTable(language));
}
