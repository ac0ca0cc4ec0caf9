// Builds what is stale: the window (main process, preload script, page), the web page that hosts serve, and the headless
// host. `node scripts/build.ts [--host] [--force]`: the app and its page, or the headless host and its page; quiet when
// everything is up to date.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root, runTool, say } from './run-command.ts';

export interface Target {
  readonly name: string;
  /** Files and folders that it is made from, below the project's folder. */
  readonly sources: readonly string[];
  /** A file that must be there afterwards. */
  readonly product: string;
  /** The tool below node_modules, and its arguments. */
  readonly tool: readonly [script: string, ...args: string[]];
}

const page = [
  'renderer',
  'client',
  'protocol',
  'svelte.config.js',
  'vite.emoji.ts',
  'package.json',
  'package-lock.json',
];

export const webTarget: Target = {
  name: 'web',
  sources: [...page, 'vite.web.config.ts'],
  product: 'out/web/index.html',
  tool: ['vite/bin/vite.js', 'build', '--config', 'vite.web.config.ts'],
};

export const hostTarget: Target = {
  name: 'host',
  sources: [
    ...['cli', 'client', 'host', 'protocol', 'storage'],
    ...['package.json', 'package-lock.json', 'vite.host.config.ts'],
  ],
  product: 'out/host/host.js',
  tool: ['vite/bin/vite.js', 'build', '--config', 'vite.host.config.ts'],
};

export const windowTarget: Target = {
  name: 'window',
  sources: [...page, 'electron', 'host', 'storage', 'resources', 'electron.vite.config.ts'],
  product: 'out/main/index.js',
  tool: ['electron-vite/bin/electron-vite.js', 'build'],
};

/**
 * Builds the targets that are stale, side by side, and says so; prints a failed build's own words.
 *
 * @returns false when a build failed
 */
export async function build(targets: readonly Target[], { force = false } = {}): Promise<boolean> {
  const stale = targets.filter((target) => force || !isFresh(target, root));
  if (stale.length === 0) return true;
  say(`building: ${stale.map(({ name }) => name).join(', ')}`);
  const results = await Promise.all(stale.map(buildOne));
  return results.every((built) => built);
}

async function buildOne(target: Target): Promise<boolean> {
  // Taken first: a source that changes during the build makes it stale again.
  const before = fingerprint(target, root);
  rmSync(stampFile(target, root), { force: true });
  const [script, ...args] = target.tool;
  const { code, output } = await runTool(script, args, { env: { NO_COLOR: '1', FORCE_COLOR: undefined } });
  if (code !== 0) {
    process.stderr.write(`${output}\nThe build of ${target.name} failed.\n`);
    return false;
  }
  writeStamp(target, root, before);
  return true;
}

/** True when the product is there and its sources are those that it was built from. */
export function isFresh(target: Target, folder: string): boolean {
  if (statSync(join(folder, target.product), { throwIfNoEntry: false }) === undefined) return false;
  try {
    return readFileSync(stampFile(target, folder), 'utf8') === fingerprint(target, folder);
  } catch {
    // No stamp: it was never built to the end.
    return false;
  }
}

/** Remembers what a target was built from. */
export function writeStamp(target: Target, folder: string, stamp: string): void {
  mkdirSync(join(folder, 'out'), { recursive: true });
  writeFileSync(stampFile(target, folder), stamp);
}

/** Changes with every source that comes, goes or is written; tests are no sources. Reads no file's content. */
export function fingerprint(target: Target, folder: string): string {
  const hash = createHash('sha256').update(target.tool.join(' '));
  for (const source of target.sources) {
    for (const path of filesBelow(join(folder, source))) {
      if (/\.test\.ts$/.test(path)) continue;
      const { size, mtimeMs } = statSync(path);
      hash.update(`${relative(folder, path)}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function stampFile(target: Target, folder: string): string {
  return resolve(folder, 'out', `.built-${target.name}`);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { host: { type: 'boolean' }, force: { type: 'boolean' } } });
  const targets = [values.host ? hostTarget : windowTarget, webTarget];
  if (!(await build(targets, { force: values.force ?? false }))) process.exitCode = 1;
}
