// The page is found beside the sources and beside the built host, also when it is built after the program started.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';
import { findBuiltPage } from './built-page.ts';

test('a page that is built after the program was loaded is served', () => {
  const root = temporaryFolder();
  expect(findBuiltPage(join(root, 'cli'))).toBeNull();
  mkdirSync(join(root, 'out/web'), { recursive: true });
  expect(findBuiltPage(join(root, 'cli'))).toBe(join(root, 'out/web'));
  expect(findBuiltPage(join(root, 'out/host'))).toBe(join(root, 'out/web'));
});
