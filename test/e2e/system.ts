// What a person finds around the window, read and pressed from inside the app's own process: the same calls for the real
// Electron and for the stand-in. Notifications and the tray are listened in on, since neither can be asked for afterwards.
import type { BrowserWindow, Menu, MenuItem, Notification } from 'electron';

/** Calls a function with the module `electron` in the app's process. It travels as its source: it sees nothing else. */
export type Evaluate = <Value, Argument = undefined>(
  call: (electron: typeof Electron.CrossProcessExports, argument: Argument) => Value | Promise<Value>,
  argument?: Argument,
) => Promise<Value>;

export interface ShownNotification {
  readonly title: string;
  readonly body: string;
}

export interface System {
  windowState(): Promise<'shown' | 'hidden' | 'minimized'>;
  /** As when another program comes before it. */
  blurWindow(): Promise<void>;
  placeWindow(place: { x: number; y: number; width: number; height: number }): Promise<void>;
  windowPlace(): Promise<{ x: number; y: number; width: number; height: number }>;
  /** All notifications so far. */
  notifications(): Promise<readonly ShownNotification[]>;
  /** Presses the newest one. */
  pressNotification(): Promise<void>;
  /** How many of them are still to be seen. */
  openNotifications(): Promise<number>;
  /** Labels of the tray's menu, without lines. Known from the first time that it changes. */
  trayMenu(): Promise<readonly string[]>;
  pressInTray(label: string): Promise<void>;
  /** Labels of the menu bar: each menu with its items. */
  menuBar(): Promise<Readonly<Record<string, readonly string[]>>>;
  pressInMenuBar(label: string): Promise<void>;
  /** Path of the tray's picture. Known from the first time that it changes. */
  trayImage(): Promise<string>;
  badge(): Promise<number>;
  copiedText(): Promise<string>;
  /** Starts the program once more, as a link or an icon does. */
  startAgain(...args: readonly string[]): Promise<void>;
  /** Opens a link as macOS does. */
  openUrl(url: string): Promise<void>;
  /** How many reasons there are to keep the machine awake. */
  awake(): Promise<boolean>;
}

/** What listens in, kept on the app's own `globalThis`. */
interface Ears {
  notifications: Notification[];
  closed: number;
  tray: Menu | null;
  trayImage: string;
  blocker: number;
}

declare global {
  var ears: Ears;
}

/** Starts to listen in; of what came before, nothing is known. */
export async function createSystem(evaluate: Evaluate): Promise<System> {
  await evaluate(({ Notification, Tray, powerSaveBlocker }) => {
    const ears: Ears = { notifications: [], closed: 0, tray: null, trayImage: '', blocker: -1 };
    globalThis.ears = ears;
    Notification.isSupported = () => true;
    Notification.prototype.show = function (this: Notification) {
      ears.notifications.push(this);
    };
    Notification.prototype.close = function () {
      ears.closed += 1;
    };
    Tray.prototype.setContextMenu = (menu) => {
      ears.tray = menu;
    };
    Tray.prototype.setImage = (image) => {
      ears.trayImage = String(image);
    };
    const start = powerSaveBlocker.start.bind(powerSaveBlocker);
    powerSaveBlocker.start = (type) => (ears.blocker = start(type));
  });

  return {
    windowState: () =>
      evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        if (window?.isMinimized()) return 'minimized';
        return window?.isVisible() ? 'shown' : 'hidden';
      }),
    blurWindow: () =>
      evaluate(({ BrowserWindow }) => {
        const window: BrowserWindow | undefined = BrowserWindow.getAllWindows()[0];
        window?.blur();
        // Without a window manager nothing is told.
        window?.emit('blur');
      }),
    placeWindow: (place) =>
      evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted), place),
    windowPlace: () =>
      evaluate(
        ({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.getNormalBounds() ?? { x: 0, y: 0, width: 0, height: 0 },
      ),
    notifications: () =>
      evaluate(() => globalThis.ears.notifications.map(({ title, body }) => ({ title, body }))),
    pressNotification: () => evaluate(() => void globalThis.ears.notifications.at(-1)?.emit('click')),
    openNotifications: () => evaluate(() => globalThis.ears.notifications.length - globalThis.ears.closed),
    trayMenu: () =>
      evaluate(() =>
        (globalThis.ears.tray?.items ?? []).map(({ label }) => label).filter((label) => label !== ''),
      ),
    pressInTray: (label) =>
      evaluate((_electron, wanted) => {
        const item = globalThis.ears.tray?.items.find((candidate) => candidate.label === wanted);
        if (item === undefined) throw new Error(`The tray has no '${wanted}'`);
        item.click();
      }, label),
    menuBar: () =>
      evaluate(({ Menu }) =>
        Object.fromEntries(
          (Menu.getApplicationMenu()?.items ?? []).map(({ label, submenu }) => [
            label,
            (submenu?.items ?? []).flatMap((item) => (item.label === '' ? [] : [item.label])),
          ]),
        ),
      ),
    pressInMenuBar: (label) =>
      evaluate(({ Menu }, wanted) => {
        const items: MenuItem[] = (Menu.getApplicationMenu()?.items ?? []).flatMap(
          ({ submenu }) => submenu?.items ?? [],
        );
        const item = items.find((candidate) => candidate.label === wanted);
        if (item === undefined) throw new Error(`The menu has no '${wanted}'`);
        item.click();
      }, label),
    trayImage: () => evaluate(() => globalThis.ears.trayImage),
    badge: () => evaluate(({ app }) => app.getBadgeCount()),
    copiedText: () => evaluate(({ clipboard }) => clipboard.readText()),
    startAgain: (...args) =>
      evaluate(
        ({ app }, argv) => void app.emit('second-instance', {}, ['classic-chatbox', ...argv], ''),
        args,
      ),
    openUrl: (url) =>
      evaluate(({ app }, link) => void app.emit('open-url', { preventDefault: () => undefined }, link), url),
    awake: () => evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(globalThis.ears.blocker)),
  };
}
