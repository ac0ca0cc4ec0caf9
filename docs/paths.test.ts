// What the pages say about the tree, against the tree: a file that is moved is moved in them as well.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { roomRules } from '../scripts/import-directions.ts';

const root = resolve(import.meta.dirname, '..');
const rooms = [...Object.keys(roomRules), 'resources', 'docs'];
const pages = [
  ...['ARCHITECTURE.md', 'README.md', 'README.vi.md'].map((page) => join(root, page)),
  ...readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(import.meta.dirname, name)),
];

/** Written by what the page describes, and not kept. */
const made = new Set(['bench/results.json']);

const sources = new Set(
  rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((path) => basename(path)),
  ),
);

/** What stands in backticks and is the path of a file or folder of the house, or the name of a source file. */
function named(text: string): string[] {
  const words = [...text.matchAll(/`([\w./-]+)`/g)].map(([, word = '']) => word);
  return words.filter(
    (word) => rooms.some((room) => word.startsWith(`${room}/`)) || ['.ts', '.svelte'].includes(extname(word)),
  );
}

function isThere(word: string): boolean {
  return made.has(word) || existsSync(join(root, word)) || (!word.includes('/') && sources.has(word));
}

test('every file and folder of the house that a page names is there', () => {
  const all = pages.flatMap((page) =>
    named(readFileSync(page, 'utf8')).map((word) => ({ page: basename(page), word })),
  );
  expect(all.length).toBeGreaterThan(200);
  expect(all.filter(({ word }) => !isThere(word))).toEqual([]);
});

test('every page and picture that a page leads to is there', () => {
  const links = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => ({ page: basename(page), target, path: resolve(dirname(page), target) }))
      // Beyond the tree (the web, the repository's own pages there) nothing can be looked at.
      .filter(({ target, path }) => !/^\w+:/.test(target) && path.startsWith(root)),
  );
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter(({ path }) => !existsSync(path))).toEqual([]);
});

test('the map has a row for each room, and for each folder of the host and of the interface', () => {
  const map = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const rows = [...map.matchAll(/^\| `([\w-]+)\/` \|/gm)].map(([, folder = '']) => folder);
  const inside = ['host', 'renderer'].flatMap((room) =>
    readdirSync(join(root, room), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name),
  );
  expect(rows.toSorted()).toEqual([...rooms, ...inside].toSorted());
});
