// The one window: how it opens, and what its page may never do. Knows nothing of chats and hosts.
import { BrowserWindow, nativeTheme, type Session, session, shell, type WebContents } from 'electron';
import type { Language } from '../client/desktop-port.ts';
import { systemLanguageArgument } from './channels.ts';

export interface WindowOptions {
  readonly url: string;
  /** Absolute path of the built preload script. */
  readonly preload: string;
  /** Absolute path of the picture that Linux shows for the window; elsewhere the program itself has it. */
  readonly icon: string;
  readonly systemLanguage: Language;
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
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      additionalArguments: [`${systemLanguageArgument}${options.systemLanguage}`],
    },
  });
  keepInside(window.webContents);
  denyPermissions(session.defaultSession);
  window.once('ready-to-show', () => window.show());
  window.loadURL(options.url).catch((error: unknown) => console.error('The page did not load:', error));
  return window;
}

/** The page stays where it is; links of messages open outside, and only those to the web. */
function keepInside(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const protocol = URL.parse(url)?.protocol;
    if (protocol === 'http:' || protocol === 'https:') {
      shell.openExternal(url).catch((error: unknown) => console.error('The link did not open:', error));
    }
    return { action: 'deny' };
  });
}

/** No camera, place, notification or clipboard reading: the page needs none of them. */
function denyPermissions(pages: Session): void {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
}
