// `npm run screenshots [view...]`: builds what is stale and takes the pictures of every view, or of those that are named,
// into docs/screenshots. Git keeps those of the README, and of the gallery one for each view and size.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { ensureBrowser } from './browser.ts';
import { build, webTarget, windowTarget } from './build.ts';
import { root } from './run-command.ts';

async function takeScreenshots(views: readonly string[]): Promise<number> {
  const [built, browser] = await Promise.all([build([windowTarget, webTarget]), ensureBrowser()]);
  if (!built || browser === undefined) return 1;
  const child = spawn(process.execPath, [resolve(root, 'test/gallery/pictures.ts'), ...views], {
    cwd: root,
    env: { ...process.env, CHROMIUM_PATH: browser },
    stdio: 'inherit',
  });
  const exit = await once(child, 'exit');
  return exit[0] === 0 ? 0 : 1;
}

process.exitCode = await takeScreenshots(process.argv.slice(2));
