// Where the built web page is.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Looks now, and not when the program was loaded: `npm start` builds the page only then.
 *
 * @param from the folder of the sources, or of the built host
 * @returns null where there is no page yet
 */
export function findBuiltPage(from: string): string | null {
  const folders = ['../out/web', '../web'].map((folder) => resolve(from, folder));
  return folders.find((folder) => existsSync(folder)) ?? null;
}
