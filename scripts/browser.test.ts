import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';
import { ensureBrowser, findBrowser, thisMachine, type BrowserMachine } from './browser.ts';
import type { CommandResult } from './run-command.ts';

interface Bench {
  readonly machine: BrowserMachine;
  readonly commands: string[];
  readonly said: string[];
}

/** A Linux machine with these browsers, where commands do what `act` says; by default everything works. */
function bench(
  browsers: string[],
  overrides: Partial<BrowserMachine> = {},
  act: (command: string) => number | null = () => 0,
): Bench {
  const commands: string[] = [];
  const said: string[] = [];
  const machine: BrowserMachine = {
    platform: 'linux',
    env: { PATH: '/bin' },
    isRoot: false,
    hasApt: false,
    playwrightPath: '/cache/chrome',
    starts: (path) => browsers.includes(path),
    run: (command, args): Promise<CommandResult> => {
      const line = [command, ...args].join(' ').replace(/^.*cli\.js/, 'playwright');
      commands.push(line);
      return Promise.resolve({ code: act(line), timedOut: false, output: '' });
    },
    say: (line) => said.push(line),
    ...overrides,
  };
  return { machine, commands, said };
}

test('CHROMIUM_PATH comes before the system and the system before Playwright', () => {
  const all = ['/mine', '/bin/google-chrome', '/cache/chrome'];
  const env = { PATH: '/bin', CHROMIUM_PATH: '/mine' };
  expect(findBrowser(bench(all, { env }).machine)).toBe('/mine');
  expect(findBrowser(bench(all).machine)).toBe('/bin/google-chrome');
  expect(findBrowser(bench(['/cache/chrome']).machine)).toBe('/cache/chrome');
  expect(findBrowser(bench([]).machine)).toBeUndefined();
});

test('a CHROMIUM_PATH that does not start is named, and another browser taken', () => {
  const { machine, said } = bench(['/bin/chromium'], { env: { PATH: '/bin', CHROMIUM_PATH: '/gone' } });
  expect(findBrowser(machine)).toBe('/bin/chromium');
  expect(said).toEqual([expect.stringContaining('/gone')]);
});

test('macOS and Windows have their usual places', () => {
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  expect(findBrowser(bench([mac], { platform: 'darwin' }).machine)).toBe(mac);
  const windows = 'C:\\Programs\\Google\\Chrome\\Application\\chrome.exe';
  const { machine, commands } = bench([windows], {
    platform: 'win32',
    env: { PROGRAMFILES: 'C:\\Programs' },
  });
  expect(findBrowser(machine)).toBe(windows);
  // `chrome.exe --version` would open a window.
  expect(commands).toEqual([]);
});

test('a browser that is there is named and nothing is fetched', async () => {
  const { machine, commands, said } = bench(['/bin/chromium']);
  expect(await ensureBrowser(machine)).toBe('/bin/chromium');
  expect(commands).toEqual([]);
  expect(said).toEqual(['browser: /bin/chromium']);
});

test('without one, the download of Playwright is taken', async () => {
  const browsers: string[] = [];
  const { machine, commands, said } = bench(browsers, { isRoot: true, hasApt: true }, (line) => {
    if (line.startsWith('playwright')) browsers.push('/cache/chrome');
    return 0;
  });
  expect(await ensureBrowser(machine)).toBe('/cache/chrome');
  expect(commands).toEqual(['playwright install chromium']);
  expect(said).toEqual(['browser: none here, downloading the one of Playwright']);
});

test.each([
  ['the download fails', 1],
  ['the downloaded browser does not start', 0],
])('when %s, root on Debian installs the package', async (_what, downloadCode) => {
  const browsers: string[] = [];
  const { machine, commands, said } = bench(browsers, { isRoot: true, hasApt: true }, (line) => {
    if (line.startsWith('apt-get install')) browsers.push('/bin/chromium');
    return line.startsWith('playwright') ? downloadCode : 0;
  });
  expect(await ensureBrowser(machine)).toBe('/bin/chromium');
  expect(commands).toEqual([
    'playwright install chromium',
    'apt-get update',
    'apt-get install -y --no-install-recommends chromium',
  ]);
  expect(said).toHaveLength(3);
});

test('lists that cannot be updated do not keep the package from being installed', async () => {
  const browsers: string[] = [];
  const { machine } = bench(browsers, { isRoot: true, hasApt: true }, (line) => {
    if (line.startsWith('apt-get install')) browsers.push('/bin/chromium');
    return line.startsWith('apt-get update') || line.startsWith('playwright') ? null : 0;
  });
  expect(await ensureBrowser(machine)).toBe('/bin/chromium');
});

test.each([
  ['nobody but root', { isRoot: false, hasApt: true }],
  ['no system but Debian', { isRoot: true, hasApt: false }],
])('%s is asked for apt-get, and the last line says what to do', async (_who, overrides) => {
  const { machine, commands, said } = bench([], overrides, () => 1);
  expect(await ensureBrowser(machine)).toBeUndefined();
  expect(commands).toEqual(['playwright install chromium']);
  expect(said.at(-1)).toMatch(/install Chromium or Chrome, or set CHROMIUM_PATH/);
});

test('of the real files on a PATH, the first one that starts is taken', () => {
  const folder = temporaryFolder();
  const script = (name: string, content: string, mode: number): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${content}\n`, { mode });
    return path;
  };
  script('chromium', 'exit 0', 0o644);
  script('chromium-browser', 'echo install the snap; exit 1', 0o755);
  const chrome = script('google-chrome', 'exit 0', 0o755);
  expect(findBrowser({ ...thisMachine(), env: { PATH: folder } })).toBe(chrome);
});
