// Gives the page its emoji: `virtual:emoji` has all of them, `virtual:emoji/vi` their words in one language. Made from
// the package's tables during the build, so that no page carries what it does not show.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as v from 'valibot';
import type { Plugin } from 'vite';
import { compactGroups, compactWords } from './renderer/emoji/compact.ts';
import type { TableEntry } from './renderer/emoji/compact.ts';

const prefix = 'virtual:emoji';
const resolved = `\0${prefix}`;

const tableSchema = v.array(
  v.object({
    emoji: v.string(),
    label: v.string(),
    tags: v.optional(v.array(v.string())),
    group: v.optional(v.number()),
    order: v.optional(v.number()),
    version: v.number(),
    skins: v.optional(v.array(v.object({ emoji: v.string() }))),
  }),
);

/** @param language folder of the package, as `vi` */
async function readTable(language: string): Promise<readonly TableEntry[]> {
  const path = createRequire(import.meta.url).resolve(`emojibase-data/${language}/data.json`);
  return v.parse(tableSchema, JSON.parse(await readFile(path, 'utf8')));
}

export function emojiModules(): Plugin {
  return {
    name: 'emoji-modules',
    resolveId: (id) => (id === prefix || id.startsWith(`${prefix}/`) ? `\0${id}` : null),
    async load(id) {
      if (!id.startsWith(resolved)) return null;
      const language = id.slice(resolved.length + 1);
      const data =
        language === '' ? compactGroups(await readTable('en')) : compactWords(await readTable(language));
      // As text: engines read JSON faster than code.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`;
    },
  };
}
