// The one window: how it opens. What its page may never do is in `page-limits.ts`. Knows nothing of chats and hosts.
import { BrowserWindow, nativeTheme, session, shell } from 'electron';
import type { LanguageTag } from '../client/desktop-port.ts';
import { denyPermissions, keepInside, pagePreferences } from './page-limits.ts';
import { minSize, type Opening, type WindowPlace } from './window-place.ts';

export interface WindowOptions {
  readonly url: string;
  /** Absolute path of the built preload script. */
  readonly preload: string;
  /** Absolute path of the picture that Linux shows for the window; elsewhere the program itself has it. */
  readonly icon: string;
  readonly systemLanguage: LanguageTag;
  readonly opening: Opening;
}

/** Opens the window; it shows itself once there is something to see. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { maximized, ...place } = options.opening;
  const window = new BrowserWindow({
    ...place,
    minWidth: minSize.width,
    minHeight: minSize.height,
    show: false,
    autoHideMenuBar: true,
    icon: options.icon,
    // The page's own background, so that nothing flashes before it is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f1515' : '#f8fbf9',
    webPreferences: pagePreferences(options.preload, options.systemLanguage),
  });
  keepInside(window.webContents, openOutside);
  denyPermissions(session.defaultSession);
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.loadURL(options.url).catch((error: unknown) => console.error('The page did not load:', error));
  return window;
}

function openOutside(url: string): void {
  shell.openExternal(url).catch((error: unknown) => console.error('The link did not open:', error));
}

/** Brings the window before the person, wherever it went. */
export function bringForward(window: BrowserWindow | null): void {
  if (window === null) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The place to come back to: as it is when it is neither maximised nor minimised. */
export function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

/** Calls back with whether the window has the focus, whenever that may have changed. */
export function followFocus(window: BrowserWindow, changed: (focused: boolean) => void): void {
  window.on('focus', () => changed(true));
  window.on('blur', () => changed(false));
  // A window that goes away does not lose the focus on every system.
  window.on('hide', () => changed(false));
  window.on('minimize', () => changed(false));
}
