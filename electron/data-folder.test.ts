import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';
import { portableDataFolder, portableFolderName } from './data-folder.ts';

test('data lies beside the portable program once the folder for it is there, and only then', () => {
  const stick = temporaryFolder();
  const env = { PORTABLE_EXECUTABLE_DIR: stick };
  expect(portableDataFolder(env)).toBeNull();
  mkdirSync(join(stick, portableFolderName));
  expect(portableDataFolder(env)).toBe(join(stick, portableFolderName));
  expect(portableDataFolder({})).toBeNull();
});
