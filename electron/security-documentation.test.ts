import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

test('its fuses are those that electron-builder.yml sets', () => {
  const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
  const block = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(config)?.[1] ?? '';
  const set = [...block.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(
    ([, name = '', state]) => `${name.toLowerCase()} ${state === 'true' ? 'on' : 'off'}`,
  );
  const described = [...page.matchAll(/^\| `(\w+)` \| (on|off) \|/gm)].map(
    ([, name = '', state = '']) => `${name.toLowerCase()} ${state}`,
  );
  expect(set).toHaveLength(8);
  expect(described).toEqual(set);
});

test('it has a line for each of the twenty recommendations', () => {
  const numbers = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});
