import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';
import { root } from './run-command.ts';

/** What `npm run dev` says, and how it ends. */
function develop(env: NodeJS.ProcessEnv) {
  const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [command, script = ''] = scripts['dev']?.split(' ') ?? [];
  expect(command).toBe('node');
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(root, script)], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('Where Electron cannot be had, live reload says so in words and ends.', () => {
  const nowhere = temporaryFolder();
  const said = develop({
    DISPLAY: ':99',
    ELECTRON_OVERRIDE_DIST_PATH: nowhere,
    ELECTRON_MIRROR: 'http://127.0.0.1:1/',
    electron_config_cache: nowhere,
  });
  expect(said).toMatchObject({ status: 1, stderr: '' });
  expect(said.stdout).toMatch(/^Electron's binary cannot be downloaded \(.+\), so the app cannot be shown/m);
  expect(said.stdout).toContain('`npm run host`');
});

test.runIf(process.platform === 'linux')('Without a display nothing is downloaded to find that out.', () => {
  const { stdout } = develop({ DISPLAY: '', WAYLAND_DISPLAY: '' });
  expect(stdout).toMatch(/^No window can be opened \(there is no display here\), so/);
});
