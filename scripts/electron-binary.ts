// Electron's binary, which npm does not install: where it is, and how it is fetched. Never imports `electron` itself,
// whose import starts a download without a time limit.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { missingDisplay, rootFlags } from './launch-app.ts';
import { root, runTool, say, type CommandResult } from './run-command.ts';

const folder = resolve(root, 'node_modules/electron');

/** Enough for a slow school line; a pipeline should not wait that long for what it can do without. */
const downloadLimitMs = process.env.CI ? 120_000 : 900_000;

const versionLimitMs = 20_000;

export type ElectronBinary =
  | { readonly ok: true; readonly path: string }
  /** Why it cannot be had, in a few words. */
  | { readonly ok: false; readonly reason: string };

export type ElectronForWindow =
  | { readonly ok: true; readonly path: string }
  /** Why no window can be opened with it, as the beginning of a sentence. */
  | { readonly ok: false; readonly obstacle: string };

/** What opens a window here, downloaded now if it is not there. */
export async function electronForWindow(): Promise<ElectronForWindow> {
  // First: without a display the download would be for nothing, at every start.
  const obstacle = missingDisplay(process.platform, process.env);
  if (obstacle !== null) return { ok: false, obstacle: `No window can be opened (${obstacle})` };
  const electron = await ensureElectron();
  return electron.ok
    ? electron
    : { ok: false, obstacle: `Electron's binary cannot be downloaded (${electron.reason})` };
}

/** The binary, downloaded now if it is not there. A download that fails, hangs or is cut off is a value. */
async function ensureElectron(): Promise<ElectronBinary> {
  // The same check as Electron's own script makes before it downloads.
  const there = installedPath();
  if (there !== undefined) return { ok: true, path: there };
  say('downloading Electron, about 110 MB');
  const result = await runTool('electron/install.js', [], { timeLimitMs: downloadLimitMs });
  const path = result.code === 0 ? installedPath() : undefined;
  return path === undefined ? { ok: false, reason: downloadFailure(result) } : { ok: true, path };
}

/**
 * The binary, if it is there, its libraries are too and there is a display to show windows on; never downloads. For
 * tests that take a stand-in where it is not.
 */
export function usableElectron(): string | undefined {
  const path = installedPath();
  if (path === undefined || missingDisplay(process.platform, process.env) !== null) return undefined;
  const { status } = spawnSync(path, [...rootFlags(), '--version'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined },
    stdio: 'ignore',
    timeout: versionLimitMs,
  });
  return status === 0 ? path : undefined;
}

/** A few words on why a download failed, from what the installer printed. */
export function downloadFailure({ timedOut, output }: CommandResult): string {
  if (timedOut) return `not done after ${downloadLimitMs / 60_000} minutes`;
  const words = /^(?:\w*Error: )?(.+)$/m.exec(output.trim())?.[1] ?? 'no reason given';
  return words.length > 120 ? `${words.slice(0, 120)}…` : words;
}

/** `path.txt` is written last: without it a download was cut off. */
function installedPath(): string | undefined {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const path = join(dist, readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}
