// The two READMEs say the same things in the same order: who changes one is told to change the other.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const english = read('README.md');
const vietnamese = read('README.vi.md');

/** The lines of all blocks of commands, without what is said about them. */
function commands(page: string): string[] {
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.trim().split('\n')).map((line) => line.replace(/\s+#.*$/, ''));
}

const headings = (page: string): string[] => [...page.matchAll(/^(#+) /gm)].map(([, signs = '']) => signs);
const tableRows = (page: string): number => page.match(/^\|/gm)?.length ?? 0;

/** What links and pictures lead to, but for places within the page and the other README. */
const targets = (page: string): string[] =>
  [...page.matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !target.startsWith('README'))
    .sort();

test.each([
  ['headings', headings],
  ['commands', commands],
  ['links and pictures', targets],
  ['rows of tables', tableRows],
] as const)('both languages have the same %s', (_what, of) => {
  expect(of(vietnamese)).toEqual(of(english));
});

test('each README leads to the other, and its links within itself lead somewhere', () => {
  expect(english).toContain('(README.vi.md)');
  expect(vietnamese).toContain('(README.md)');
  for (const page of [english, vietnamese]) {
    const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    for (const [, anchor] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor);
  }
});
