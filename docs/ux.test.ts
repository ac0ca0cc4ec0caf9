// The checklist of docs/ux.md against the tests that it names.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const page = readFileSync(join(import.meta.dirname, 'ux.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| what |'))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
const named = rows.flatMap(([, shownBy = '']) => {
  const match = /`([\w./-]+\.(?:test|spec)\.ts)`: (.+)$/.exec(shownBy);
  return match === null ? [] : [{ file: match[1] ?? '', title: match[2] ?? '' }];
});

test('every line of the checklist has an answer', () => {
  expect(rows.length).toBeGreaterThan(60);
  for (const row of rows) {
    expect(row, row[0]).toHaveLength(2);
    expect(row[1]?.trim(), row[0]).not.toBe('');
  }
});

test('every test that the checklist names is there under that title', () => {
  expect(named.length).toBeGreaterThan(50);
  for (const { file, title } of named) {
    const source = readFileSync(join(root, file), 'utf8');
    const quoted = ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));
    expect(quoted, `${file}: ${title}`).toBe(true);
  }
});
