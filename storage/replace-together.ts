// Replaces several files of a folder in one step: after a crash or a power cut all of them are new, or none is. What is
// to come is written beside them first; a list of it is the decision, which the next opening carries out to its end.
// Knows nothing of what the files say.
import { mkdir, readFile, rmdir } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { renameOver, replaceFile } from './atomic-replace.ts';
import { nodeDisk, systemCode, type Disk } from './disk.ts';

/** Within the folder, for as long as it takes. */
const stagingName = '.replacing';
const listName = 'list.json';

/**
 * Replaces what `stage` stages, all of it or nothing. The folder is locked, and `finishReplacing` was called since.
 * @returns what `stage` resolves to
 * @throws what it throws, or the system's error: everything is then as it was, or the next `finishReplacing` does the rest
 */
export async function replaceTogether<Value>(
  folder: string,
  stage: (replacement: Replacement) => Promise<Value>,
  disk: Disk = nodeDisk,
): Promise<Value> {
  // What comes may be for its owner's eyes only.
  await mkdir(join(folder, stagingName), { mode: 0o700 });
  const replacement = new Replacement(folder, disk);
  let value: Value;
  try {
    value = await stage(replacement);
  } catch (error) {
    await clear(join(folder, stagingName), disk).catch(() => undefined);
    throw error;
  }
  await replacement.commit();
  return value;
}

/** Made by `replaceTogether`. */
export class Replacement {
  readonly #folder: string;
  readonly #disk: Disk;
  /** Names below the folder, each with that of what comes there. */
  readonly #staged = new Map<string, string>();

  constructor(folder: string, disk: Disk) {
    this.#folder = folder;
    this.#disk = disk;
  }

  /**
   * Where to write what is to stand at `name`, a path below the folder with `/` in it. The writer syncs it.
   * @throws the system's error where its folder cannot be made
   */
  async stage(name: string): Promise<string> {
    await mkdir(dirname(join(this.#folder, name)), { recursive: true, mode: 0o700 });
    const staged = this.#staged.get(name) ?? String(this.#staged.size);
    this.#staged.set(name, staged);
    return join(this.#folder, stagingName, staged);
  }

  /** Puts all of it in place. Nobody has any of the files open. */
  async commit(): Promise<void> {
    if (this.#staged.size > 0) {
      await this.#disk.syncFolder(this.#folder);
      const list = join(this.#folder, stagingName, listName);
      await replaceFile(list, JSON.stringify([...this.#staged]), this.#disk);
    }
    await finishReplacing(this.#folder, this.#disk);
  }
}

/**
 * Carries out what was decided in a locked folder, and clears away what was not.
 * @throws the system's error; calling it again goes on from there
 */
export async function finishReplacing(folder: string, disk: Disk = nodeDisk): Promise<void> {
  const staging = join(folder, stagingName);
  const there = await listIfThere(staging, disk);
  if (there === null) return;
  if (there.includes(listName)) {
    const list = parseReplacements(await readFile(join(staging, listName), 'utf8'));
    for (const [name, staged] of list) {
      // What is no longer here stands in its place already.
      if (there.includes(staged)) await renameOver(disk, join(staging, staged), join(folder, name));
    }
    for (const changed of new Set(list.map(([name]) => dirname(join(folder, name))))) {
      await disk.syncFolder(changed);
    }
  }
  await clear(staging, disk);
}

async function clear(staging: string, disk: Disk): Promise<void> {
  const names = (await listIfThere(staging, disk)) ?? [];
  // The list goes first: without it nothing else counts.
  const others = names.filter((name) => name !== listName);
  for (const name of names.includes(listName) ? [listName, ...others] : others) {
    await disk.remove(join(staging, name));
  }
  await rmdir(staging).catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw error;
  });
}

/** Pairs of a name and what comes there. A list that somebody has changed is worth nothing. */
function parseReplacements(text: string): (readonly [name: string, staged: string])[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return [];
  }
  return (Array.isArray(list) ? list : []).flatMap((pair: unknown) => {
    const parts: readonly unknown[] = Array.isArray(pair) ? pair : [];
    const [name, staged] = parts;
    if (typeof name !== 'string' || typeof staged !== 'string' || !/^\d+$/.test(staged)) return [];
    return isAbsolute(name) || name.split(/[/\\]/).includes('..') ? [] : [[name, staged] as const];
  });
}

async function listIfThere(folder: string, disk: Disk): Promise<string[] | null> {
  try {
    return await disk.list(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}
