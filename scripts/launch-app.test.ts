import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';
import { launchApp, missingDisplay } from './launch-app.ts';

/** A stand-in for Electron's binary: a script of Node. */
function binary(code: string): string {
  const path = join(temporaryFolder(), 'electron.cjs');
  writeFileSync(path, `#!${process.execPath}\n${code}\n`, { mode: 0o755 });
  return path;
}

test('only Linux needs a display server, X or Wayland', () => {
  expect(missingDisplay('linux', {})).toBe('there is no display here');
  expect(missingDisplay('linux', { DISPLAY: ':0' })).toBeNull();
  expect(missingDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBeNull();
  expect(missingDisplay('darwin', {})).toBeNull();
});

test('an app that ends well did start', async () => {
  expect(await launchApp(binary('process.exit(0)'), [])).toEqual({
    code: 0,
    neverStarted: false,
    complaint: '',
  });
});

test('an app that fails at once never started, and what it said is kept', async () => {
  const exit = await launchApp(binary('console.error("libnss3 is missing"); process.exit(127)'), []);
  expect(exit).toEqual({ code: 127, neverStarted: true, complaint: 'libnss3 is missing\n' });
});

test('where only the sandbox keeps it from starting, the app starts without it', async () => {
  const code = `if (process.argv.includes('--no-sandbox')) process.exit(0);
console.error('The SUID sandbox helper binary was found, but is not configured correctly');
process.exit(1);`;
  expect(await launchApp(binary(code), ['--x'], [])).toMatchObject({ code: 0, neverStarted: false });
  expect(await launchApp(binary('process.exit(1)'), [], [])).toMatchObject({ code: 1, neverStarted: true });
});

test('a binary that is not there never started', async () => {
  expect(await launchApp('/nowhere/electron', [])).toMatchObject({ code: null, neverStarted: true });
});

test('the app gets the arguments and is never run as plain Node', async () => {
  process.env.ELECTRON_RUN_AS_NODE = '1';
  onTestFinished(() => {
    delete process.env.ELECTRON_RUN_AS_NODE;
  });
  const check = `process.exit(process.argv.at(-1) === '--x' && !process.env.ELECTRON_RUN_AS_NODE ? 0 : 1)`;
  expect(await launchApp(binary(check), ['--x'])).toMatchObject({ code: 0 });
});

test('a signal is handed on once, and an app that was told to stop is not one that failed', async () => {
  const code = `process.on('SIGTERM', () => setTimeout(() => process.exit(7), 50));
process.kill(process.ppid, 'SIGTERM');
setInterval(() => {}, 1000);`;
  expect(await launchApp(binary(code), [])).toMatchObject({ code: 7, neverStarted: false });
});
