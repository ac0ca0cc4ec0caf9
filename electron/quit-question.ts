// The question before quitting where something would end with the app, as a message box of the system in the
// interface's language.
import { type BrowserWindow, dialog } from 'electron';
import type { Language } from '../client/desktop-port.ts';
import { quitWords, type QuitStakes } from './words.ts';

/** @returns true for quitting */
export async function askToQuit(
  window: BrowserWindow | null,
  language: Language,
  stakes: QuitStakes,
): Promise<boolean> {
  const say = quitWords(language, stakes);
  const options = {
    type: 'question' as const,
    title: say.title,
    message: say.message,
    detail: say.detail,
    buttons: [say.confirm, say.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } =
    window === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options);
  return response === 0;
}
