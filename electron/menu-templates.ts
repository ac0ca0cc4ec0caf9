// What stands in the menus of the app, the tray and the dock: pure templates, with Electron's roles wherever there is one,
// so that the platform's keys and behaviour come with it. Electron's own labels are English everywhere, hence ours.
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuWords } from './menu-words.ts';

export interface AppMenuOptions {
  readonly words: MenuWords;
  readonly platform: NodeJS.Platform;
  /** Shows what only its makers need: a reload in a class loses what was being typed. */
  readonly development: boolean;
  openSettings(): void;
  showData(): void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The menu bar: the whole of it on macOS, where everything is looked for there; elsewhere a short one, hidden until Alt is
 * pressed, that is there for its keys.
 */
export function appMenuTemplate(options: AppMenuOptions): MenuItemConstructorOptions[] {
  const { words } = options;
  const onMac = options.platform === 'darwin';
  const settings = { label: words.settings, accelerator: 'CmdOrCtrl+,', click: () => options.openSettings() };
  const showData = { label: words.showData, click: () => options.showData() };
  const close: MenuItemConstructorOptions = { role: 'close', label: words.close };
  const quit: MenuItemConstructorOptions = { role: 'quit', label: words.quit };
  if (!onMac) {
    return [
      { label: words.file, submenu: [settings, showData, separator, close, quit] },
      editMenu(words),
      viewMenu(options),
    ];
  }
  return [
    {
      label: 'Classic Chatbox',
      submenu: [
        { role: 'about', label: words.about },
        separator,
        settings,
        separator,
        { role: 'services', label: words.services },
        separator,
        { role: 'hide', label: words.hide },
        { role: 'hideOthers', label: words.hideOthers },
        { role: 'unhide', label: words.showAll },
        separator,
        quit,
      ],
    },
    { label: words.file, submenu: [close] },
    editMenu(words),
    viewMenu(options),
    {
      role: 'windowMenu',
      label: words.window,
      submenu: [
        { role: 'minimize', label: words.minimize },
        { role: 'zoom', label: words.zoom },
        separator,
        { role: 'front', label: words.toFront },
      ],
    },
    { role: 'help', label: words.help, submenu: [showData] },
  ];
}

function editMenu(words: MenuWords): MenuItemConstructorOptions {
  return {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      separator,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  };
}

function viewMenu({ words, development }: AppMenuOptions): MenuItemConstructorOptions {
  const forMakers: MenuItemConstructorOptions[] = [
    separator,
    { role: 'reload', label: words.reload },
    { role: 'toggleDevTools', label: words.devTools },
  ];
  return {
    label: words.view,
    submenu: [
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      { role: 'resetZoom', label: words.zoomReset },
      separator,
      { role: 'togglefullscreen', label: words.fullScreen },
      ...(development ? forMakers : []),
    ],
  };
}

export interface TrayMenuOptions {
  readonly words: MenuWords;
  readonly hosting: boolean;
  /** What people type to join; null where nobody can. */
  readonly joinUrl: string | null;
  show(): void;
  copyAddress(url: string): void;
  stopHosting(): void;
  quit(): void;
}

/** The menu of the tray's icon: the way back, what a host needs at once, and the way out. */
export function trayMenuTemplate(options: TrayMenuOptions): MenuItemConstructorOptions[] {
  const { words } = options;
  const hosting = hostingItems(options);
  return [
    { label: words.show, click: () => options.show() },
    ...(hosting.length > 0 ? [separator, ...hosting] : []),
    separator,
    { label: words.quit, click: () => options.quit() },
  ];
}

/** The menu of the dock's icon: the system adds the windows and the way out by itself. */
export function dockMenuTemplate(options: TrayMenuOptions): MenuItemConstructorOptions[] {
  return hostingItems(options);
}

function hostingItems({ words, hosting, joinUrl, ...does }: TrayMenuOptions): MenuItemConstructorOptions[] {
  if (!hosting) return [];
  const stop = { label: words.stopHosting, click: () => does.stopHosting() };
  if (joinUrl === null) return [stop];
  return [{ label: words.copyAddress, click: () => does.copyAddress(joinUrl) }, stop];
}
