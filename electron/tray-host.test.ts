import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';
import { isTrayShown } from './tray-host.ts';

/** An environment in which `gdbus` is this script. */
function desktop(script: string): NodeJS.ProcessEnv {
  const folder = temporaryFolder();
  const file = join(folder, 'gdbus');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return { PATH: folder };
}

// Windows has no such scripts, and is never asked.
describe.skipIf(process.platform === 'win32')('the tray of a Linux desktop', () => {
  test('is there when a panel says that it shows icons', async () => {
    const asked = desktop(`case "$*" in *IsStatusNotifierHostRegistered*) echo '(<true>,)';; esac`);
    expect(await isTrayShown(asked)).toBe(true);
  });

  test('is not there when the panel shows none, nobody answers, or nobody can be asked', async () => {
    expect(await isTrayShown(desktop(`echo '(<false>,)'`))).toBe(false);
    expect(await isTrayShown(desktop(`echo 'Error: true to form'; exit 1`))).toBe(false);
    expect(await isTrayShown({ PATH: temporaryFolder() })).toBe(false);
  });
});
