import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';
import { fingerprint, isFresh, writeStamp, type Target } from './build.ts';

const target: Target = {
  name: 'thing',
  sources: ['room', 'config.ts', 'missing'],
  product: 'out/thing.js',
  tool: ['x'],
};
let folder: string;

function write(path: string, content: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

beforeEach(() => {
  folder = temporaryFolder();
  write('room/deep/a.ts', 'a');
  write('config.ts', 'c');
  write('out/thing.js', 'built');
});

test('what was never built to the end is stale', () => {
  expect(isFresh(target, folder)).toBe(false);
});

test('what was built from these sources is fresh', () => {
  writeStamp(target, folder, fingerprint(target, folder));
  expect(isFresh(target, folder)).toBe(true);
});

test.each<[string, () => void]>([
  ['is changed', () => write('room/deep/a.ts', 'ab')],
  ['gets an older time', () => utimesSync(join(folder, 'room/deep/a.ts'), 1, 1)],
  ['is added', () => write('room/b.ts', '')],
  ['is removed', () => rmSync(join(folder, 'room/deep/a.ts'))],
  ['appears that was missing', () => write('missing/b.ts', '')],
])('it is stale once a source %s', (_what, change) => {
  writeStamp(target, folder, fingerprint(target, folder));
  change();
  expect(isFresh(target, folder)).toBe(false);
});

test('a test is no source', () => {
  writeStamp(target, folder, fingerprint(target, folder));
  write('room/a.test.ts', 'new');
  expect(isFresh(target, folder)).toBe(true);
});

test('it is stale when the product is gone', () => {
  writeStamp(target, folder, fingerprint(target, folder));
  rmSync(join(folder, 'out/thing.js'));
  expect(isFresh(target, folder)).toBe(false);
});
