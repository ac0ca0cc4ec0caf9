// The icon in the tray (Windows, Linux) and the menu of the dock's icon (macOS): the way back to a window that was put
// aside, and what a host needs without it. What stands in the menus is decided in `menu-templates.ts`.
import { join } from 'node:path';
import { app, Menu, Tray } from 'electron';
import type { Language } from '../client/desktop-port.ts';
import type { Current } from './current.ts';
import type { HostService } from './host-service.ts';
import { dockMenuTemplate, trayMenuTemplate, type TrayMenuOptions } from './menu-templates.ts';
import { menuWords } from './menu-words.ts';

export interface TrayOptions extends Pick<TrayMenuOptions, 'show' | 'copyAddress' | 'stopHosting' | 'quit'> {
  /** Folder of `tray.png` and `tray-unread.png`. */
  readonly icons: string;
  readonly host: HostService;
  readonly language: Current<Language>;
  readonly unread: Current<number>;
}

/** Keeps icon and menus as things stand, for the life of the app. */
export function setUpTray(options: TrayOptions): void {
  const { host, language, unread } = options;
  const show = app.dock === undefined ? createTrayIcon(options) : showInDock;
  let shown = '';

  function refresh(): void {
    const status = host.running()?.status();
    const joinUrl = status?.addresses[0]?.url ?? null;
    const look = { language: language.get(), hosting: status !== undefined, joinUrl, unread: unread.get() };
    // The host tells of every line of its log; a menu that is rebuilt closes under the pointer.
    const next = JSON.stringify(look);
    if (next === shown) return;
    shown = next;
    const words = menuWords[look.language];
    show({ ...options, words, hosting: look.hosting, joinUrl }, look.unread);
  }

  language.subscribe(refresh);
  unread.subscribe(refresh);
  host.subscribe(refresh);
}

function createTrayIcon({ icons, show }: TrayOptions): (menu: TrayMenuOptions, unread: number) => void {
  const icon = (unread: number): string => join(icons, unread > 0 ? 'tray-unread.png' : 'tray.png');
  const tray = new Tray(icon(0));
  tray.on('click', show);
  return (menu, unread) => {
    tray.setImage(icon(unread));
    tray.setToolTip(unread > 0 ? `Classic Chatbox: ${menu.words.unread(unread)}` : 'Classic Chatbox');
    tray.setContextMenu(Menu.buildFromTemplate(trayMenuTemplate(menu)));
  };
}

function showInDock(menu: TrayMenuOptions): void {
  app.dock?.setMenu(Menu.buildFromTemplate(dockMenuTemplate(menu)));
}
