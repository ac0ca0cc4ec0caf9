// The one window: how it opens. What its page may never do is in `page-limits.ts`. Knows nothing of chats and hosts.
import { BrowserWindow, nativeTheme, session, shell } from 'electron';
import type { LanguageTag } from '../client/desktop-port.ts';
import { denyPermissions, keepInside, pagePreferences } from './page-limits.ts';

export interface WindowOptions {
  readonly url: string;
  /** Absolute path of the built preload script. */
  readonly preload: string;
  /** Absolute path of the picture that Linux shows for the window; elsewhere the program itself has it. */
  readonly icon: string;
  readonly systemLanguage: LanguageTag;
}

/** Opens the window; it shows itself once there is something to see. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1180,
    height: 720,
    minWidth: 380,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    icon: options.icon,
    // The page's own background, so that nothing flashes before it is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f1515' : '#f8fbf9',
    webPreferences: pagePreferences(options.preload, options.systemLanguage),
  });
  keepInside(window.webContents, openOutside);
  denyPermissions(session.defaultSession);
  window.once('ready-to-show', () => window.show());
  window.loadURL(options.url).catch((error: unknown) => console.error('The page did not load:', error));
  return window;
}

function openOutside(url: string): void {
  shell.openExternal(url).catch((error: unknown) => console.error('The link did not open:', error));
}
