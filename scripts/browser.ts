// Finds the Chromium that the end-to-end tests drive, and gets one where there is none. Knows nothing of the tests.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { root, runCommand, say, type RunCommand } from './run-command.ts';

/** What looking for a browser needs to know of this machine; tests hand in another one. */
export interface BrowserMachine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  /** True where `apt-get` installs Debian's packages. */
  readonly hasApt: boolean;
  /** Where Playwright's own Chromium is or would be. */
  readonly playwrightPath: string;
  /** True when there is a browser at this path that starts. */
  starts(path: string): boolean;
  readonly run: RunCommand;
  say(line: string): void;
}

export function thisMachine(): BrowserMachine {
  return {
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    hasApt: existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get'),
    playwrightPath: chromium.executablePath(),
    starts,
    run: runCommand,
    say,
  };
}

const versionLimitMs = 20_000;
const downloadLimitMs = 180_000;
const aptUpdateLimitMs = 90_000;
const aptInstallLimitMs = 240_000;

/** A Chromium or Chrome that starts, if there is one. In this order: `CHROMIUM_PATH`, the system's, Playwright's. */
export function findBrowser(machine: BrowserMachine = thisMachine()): string | undefined {
  const wanted = machine.env.CHROMIUM_PATH;
  if (wanted) {
    if (machine.starts(wanted)) return wanted;
    machine.say(`CHROMIUM_PATH names ${wanted}, which does not start; looking for another browser`);
  }
  return [...systemPaths(machine), machine.playwrightPath].find((path) => machine.starts(path));
}

/**
 * A browser's path, after getting one if need be: Playwright's download, then Debian's package. Says what it does,
 * one line each. Undefined when nothing worked; the last line says what to do.
 */
export async function ensureBrowser(machine: BrowserMachine = thisMachine()): Promise<string | undefined> {
  const found = findBrowser(machine);
  if (found !== undefined) {
    machine.say(`browser: ${found}`);
    return found;
  }
  return (await download(machine)) ?? (await installPackage(machine)) ?? giveUp(machine);
}

async function download(machine: BrowserMachine): Promise<string | undefined> {
  machine.say('browser: none here, downloading the one of Playwright');
  const cli = resolve(root, 'node_modules/@playwright/test/cli.js');
  const { code } = await machine.run(process.execPath, [cli, 'install', 'chromium'], {
    timeLimitMs: downloadLimitMs,
  });
  if (code === 0) {
    if (machine.starts(machine.playwrightPath)) return machine.playwrightPath;
    machine.say('browser: the downloaded one does not start, this system may lack its libraries');
  } else {
    machine.say('browser: the download did not work');
  }
  return undefined;
}

async function installPackage(machine: BrowserMachine): Promise<string | undefined> {
  if (!machine.hasApt || !machine.isRoot) return undefined;
  machine.say('browser: installing the package chromium with apt-get');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  // Not fatal by itself: the lists may be good enough.
  await machine.run('apt-get', ['update'], { timeLimitMs: aptUpdateLimitMs, env });
  const { code } = await machine.run('apt-get', install, { timeLimitMs: aptInstallLimitMs, env });
  if (code === 0) return findBrowser(machine);
  machine.say('browser: apt-get did not work');
  return undefined;
}

function giveUp(machine: BrowserMachine): undefined {
  machine.say('browser: none could be had; install Chromium or Chrome, or set CHROMIUM_PATH to one');
  return undefined;
}

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

function systemPaths({ platform, env }: BrowserMachine): string[] {
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
        `${folder}\\Chromium\\Application\\chrome.exe`,
      ]);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium'].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
    return [...apps, ...onPath];
  }
  return [...onPath, '/usr/bin/chromium', '/usr/lib/chromium/chromium', '/opt/google/chrome/chrome'];
}

/** A path that exists need not start: Ubuntu's is a stub for a snap, a download may lack libraries. */
function starts(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    if (!statSync(path).isFile()) return false;
  } catch {
    return false;
  }
  // On Windows `--version` opens a window instead.
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: versionLimitMs }).status === 0;
}
