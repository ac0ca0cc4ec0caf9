import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';
import { type AppCopy, replacesItself } from './updater.ts';

function released(change: Partial<AppCopy> = {}): AppCopy {
  const resourcesPath = temporaryFolder();
  writeFileSync(join(resourcesPath, 'app-update.yml'), 'provider: github\n');
  return { isPackaged: true, platform: 'win32', env: {}, resourcesPath, ...change };
}

test('an installed app that was released replaces itself', () => {
  expect(replacesItself(released())).toBe(true);
  expect(replacesItself(released({ platform: 'darwin' }))).toBe(true);
  expect(replacesItself(released({ platform: 'linux', env: { APPIMAGE: '/home/binh/chat.AppImage' } }))).toBe(
    true,
  );
});

test.each<[string, Partial<AppCopy>]>([
  ['a portable program', { env: { PORTABLE_EXECUTABLE_DIR: 'E:\\' } }],
  ['a package of a Linux system', { platform: 'linux' }],
  ['an app in development', { isPackaged: false }],
  ['what somebody packed themselves', { resourcesPath: import.meta.dirname }],
])('%s does not', (_copy, change) => {
  expect(replacesItself(released(change))).toBe(false);
});
