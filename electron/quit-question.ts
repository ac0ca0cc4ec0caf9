// The questions before something ends for others or is lost, as message boxes of the system in the interface's language.
import { type BrowserWindow, dialog } from 'electron';
import type { Language } from '../client/desktop-port.ts';
import { quitWords, type QuitStakes, stopWords } from './words.ts';

type Question = ReturnType<typeof quitWords>;

/** @returns true for quitting */
export function askToQuit(
  window: BrowserWindow | null,
  language: Language,
  stakes: QuitStakes,
): Promise<boolean> {
  return ask(window, quitWords(language, stakes));
}

/**
 * @param others people connected besides oneself
 * @returns true for ending the chat
 */
export function askToStop(
  window: BrowserWindow | null,
  language: Language,
  others: number,
): Promise<boolean> {
  return ask(window, stopWords(language, others));
}

async function ask(window: BrowserWindow | null, say: Question): Promise<boolean> {
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
  // On a window that was put aside nobody would see it.
  const parent = window?.isVisible() && !window.isMinimized() ? window : null;
  const { response } =
    parent === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(parent, options);
  return response === 0;
}
