// Which copies of the app can replace themselves, and what fetches newer versions for those. The fetching is a part of the
// bundle of its own, which a start does not load.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Updater } from './updates.ts';

/** What tells one copy of the app from another. */
export interface AppCopy {
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the app's archive lies. */
  readonly resourcesPath: string;
}

/**
 * True for what the release workflow built, which alone knows where its updates are, as long as it can be replaced by
 * the person who runs it: no portable program, which is on a stick, and no package of a Linux system, which belongs to
 * whoever administers it.
 */
export function replacesItself({ isPackaged, platform, env, resourcesPath }: AppCopy): boolean {
  if (!isPackaged || env.PORTABLE_EXECUTABLE_DIR !== undefined) return false;
  if (platform === 'linux' && env.APPIMAGE === undefined) return false;
  return existsSync(join(resourcesPath, 'app-update.yml'));
}

/** Loads electron-updater, told to do nothing by itself. */
export async function loadUpdater(): Promise<Updater> {
  const { default: electronUpdater } = await import('electron-updater');
  const { autoUpdater } = electronUpdater;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  // What fails comes back to whoever asked, and is reported there.
  autoUpdater.logger = null;
  // It would send a number of its own with every question, by which a copy could be told from all others.
  autoUpdater.requestHeaders = { 'x-user-staging-id': '0' };
  return autoUpdater;
}
