// The system's own questions for a file: which history to take in, and where to write ours.
import { app, type BrowserWindow, dialog } from 'electron';
import { join } from 'node:path';
import type { Language } from '../client/desktop-port.ts';
import { words } from './words.ts';

/** @returns the path of a file, or of a folder where one dialog can offer both; null where none was chosen */
export async function askForHistory(
  window: BrowserWindow | null,
  language: Language,
): Promise<string | null> {
  const say = words[language];
  const options: Electron.OpenDialogOptions = {
    title: say.importTitle,
    filters: [
      { name: say.historyFile, extensions: ['json', 'db', 'sqlite', 'sqlite3'] },
      { name: say.anyFile, extensions: ['*'] },
    ],
    // Windows and Linux show one or the other, and of the two the folders.
    properties: process.platform === 'darwin' ? ['openFile', 'openDirectory'] : ['openFile'],
  };
  const { filePaths } =
    window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return filePaths[0] ?? null;
}

/** @returns where to write; null where no place was chosen */
export async function askWhereToSave(
  window: BrowserWindow | null,
  language: Language,
  fileName: string,
): Promise<string | null> {
  const say = words[language];
  const options: Electron.SaveDialogOptions = {
    title: say.exportTitle,
    defaultPath: join(app.getPath('documents'), fileName),
    filters: [{ name: say.historyFile, extensions: ['json'] }],
  };
  const { filePath } =
    window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  return filePath === '' ? null : filePath;
}
