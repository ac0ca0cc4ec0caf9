// Gives the page its emoji: `virtual:emoji` has all of them, `virtual:emoji/words` says how to fetch their words in each
// language of the interface. Made from the package's tables during the build, so that no page carries what it does not
// show.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import type { Plugin } from 'vite';
import { compactGroups, compactWords } from './renderer/emoji/compact.ts';
import type { TableEntry } from './renderer/emoji/compact.ts';

const prefix = 'virtual:emoji';

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

const languageFolder = resolve(import.meta.dirname, 'renderer/i18n');

/** Where the package keeps a language; it does not have all. */
const tablePath = (language: string) =>
  resolve(import.meta.dirname, 'node_modules/emojibase-data', language, 'data.json');

async function readTable(language: string): Promise<readonly TableEntry[]> {
  return v.parse(tableSchema, JSON.parse(await readFile(tablePath(language), 'utf8')));
}

/** As text: engines read JSON faster than code. */
const asModule = (data: unknown) => `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`;

async function listWords(): Promise<string> {
  const files = await readdir(languageFolder);
  const languages = files.flatMap((file) => /^([a-z]{2})\.ts$/.exec(file)?.[1] ?? []);
  const entries = languages
    .filter((language) => existsSync(tablePath(language)))
    .map((language) => `${language}: () => import('${prefix}/words/${language}')`);
  return `export default { ${entries.join(', ')} };`;
}

export function emojiModules(): Plugin {
  return {
    name: 'emoji-modules',
    resolveId: (id) => (id === prefix || id.startsWith(`${prefix}/`) ? `\0${id}` : null),
    async load(id) {
      if (id === `\0${prefix}`) return asModule(compactGroups(await readTable('en')));
      if (id === `\0${prefix}/words`) return listWords();
      const [, language] = id.split(`\0${prefix}/words/`);
      return language === undefined ? null : asModule(compactWords(await readTable(language)));
    },
  };
}
