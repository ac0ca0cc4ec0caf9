// The number of unread messages where the system shows one: on the dock and on some panels of Linux as a number, on the
// task bar of Windows as a dot. The tray's icon has its own.
import { app, type BrowserWindow, nativeImage } from 'electron';
import type { Language } from '../client/desktop-port.ts';
import type { Current } from './current.ts';
import { dotBitmap } from './dot.ts';
import { menuWords } from './menu-words.ts';

export interface BadgeOptions {
  readonly unread: Current<number>;
  readonly language: Current<Language>;
  window(): BrowserWindow | null;
}

/** Pixels; Windows scales it. */
const overlaySize = 32;

export function setUpBadge({ unread, language, window }: BadgeOptions): void {
  unread.subscribe((count) => {
    if (process.platform !== 'win32') {
      app.setBadgeCount(count);
      return;
    }
    const size = { width: overlaySize, height: overlaySize };
    const dot = count > 0 ? nativeImage.createFromBitmap(dotBitmap(overlaySize), size) : null;
    window()?.setOverlayIcon(dot, count > 0 ? menuWords[language.get()].unread(count) : '');
  });
}
