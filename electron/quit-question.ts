// The question before quitting while hosting, as a message box of the system in the interface's language.
import { type BrowserWindow, dialog } from 'electron';
import type { Language } from '../client/desktop-port.ts';
import { words } from './words.ts';

/**
 * @param others people connected besides oneself
 * @returns true for quitting
 */
export async function askToQuit(
  window: BrowserWindow | null,
  language: Language,
  others: number,
): Promise<boolean> {
  const say = words[language];
  const options = {
    type: 'question' as const,
    title: say.quitTitle,
    message: say.quitQuestion(others),
    detail: say.quitDetail,
    buttons: [say.quitConfirm, say.quitCancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } =
    window === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options);
  return response === 0;
}
