// Where a portable app keeps its data: on school computers profiles are wiped, a stick is not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Beside the portable program, a folder of this name takes settings and history; whoever wants that makes it. */
export const portableFolderName = 'classic-chatbox-data';

/**
 * The folder beside the portable program, if somebody has made it.
 * @param env as the portable program sets it: `PORTABLE_EXECUTABLE_DIR` is where it lies
 * @returns null for the system's own place
 */
export function portableDataFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  if (!env.PORTABLE_EXECUTABLE_DIR) return null;
  const folder = join(env.PORTABLE_EXECUTABLE_DIR, portableFolderName);
  return existsSync(folder) ? folder : null;
}
