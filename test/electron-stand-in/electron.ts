// Stands in for the module `electron` in the main process: the parts that the app uses and no more.
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { request, type RequestOptions } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { MessageBoxOptions } from 'electron';
import { BrowserWindow } from './browser-window.ts';
import { closeChromium } from './chromium.ts';
import { type ControlRequest, notify } from './control.ts';
import { evaluate } from './evaluate.ts';
import { Menu, Tray } from './menus.ts';
import * as system from './system.ts';

export { BrowserWindow, Menu, Tray };
export const { clipboard, nativeImage, Notification, powerMonitor, powerSaveBlocker, screen } = system;

const root = resolve(import.meta.dirname, '../..');
const { values: options } = parseArgs({ options: { 'user-data-dir': { type: 'string' } }, strict: false });

class App extends EventEmitter {
  readonly isPackaged = true;
  /** Chromium's switches: the one of the tests has its own. */
  readonly commandLine = { appendSwitch: ignore };
  readonly #ready = Promise.withResolvers<undefined>();
  readonly #userData =
    typeof options['user-data-dir'] === 'string'
      ? resolve(options['user-data-dir'])
      : mkdtempSync(join(tmpdir(), 'classic-chatbox-'));
  #quitting = false;
  #badge = 0;

  becomeReady(): void {
    this.#ready.resolve(undefined);
  }

  whenReady(): Promise<undefined> {
    return this.#ready.promise;
  }

  requestSingleInstanceLock(): boolean {
    return true;
  }

  getPath(name: string): string {
    return name === 'userData' ? this.#userData : join(this.#userData, name);
  }

  getName(): string {
    return 'Classic Chatbox';
  }

  setBadgeCount(count: number): boolean {
    this.#badge = count;
    return true;
  }

  getBadgeCount(): number {
    return this.#badge;
  }

  setAppUserModelId(): void {
    // Windows alone looks at it.
  }

  setAsDefaultProtocolClient(): boolean {
    return true;
  }

  getVersion(): string {
    const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return version;
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  /** As in Electron: each `before-quit` and each window's `close` may hold it up. */
  quit(): void {
    if (this.#quitting) return;
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (prevented) return;
    this.#quitting = true;
    for (const window of BrowserWindow.open) window.close();
    if (BrowserWindow.open.size > 0) {
      this.#quitting = false;
      return;
    }
    this.exit(0);
  }

  exit(code: number): void {
    void closeChromium().finally(() => process.exit(code));
  }
}

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>();

  handle(channel: string, handler: (event: unknown, ...args: unknown[]) => unknown): void {
    this.#handlers.set(channel, handler);
  }

  answer(channel: string, event: unknown, args: unknown[]): unknown {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}

type PageHandler = (request: Request) => Response | Promise<Response>;
const pageHandlers = new Map<string, PageHandler>();

export const app = new App();
export const ipcMain = new IpcMain();
export const nativeTheme = { themeSource: 'system', shouldUseDarkColors: false };
export const shell = { openExternal: () => Promise.resolve(), openPath: () => Promise.resolve('') };
export const session = {
  defaultSession: { setPermissionRequestHandler: ignore, setPermissionCheckHandler: ignore },
  fromPartition: () => ({}),
};
/** Requests of the main process, which answer alike in Node. */
export const net = { request: (options: RequestOptions) => request({ ...options, agent: false }) };
/** The system's own updater: of Squirrel, which only macOS has. */
export const autoUpdater = new EventEmitter();

export const protocol = {
  registerSchemesAsPrivileged: ignore,
  handle(scheme: string, handler: PageHandler): void {
    pageHandlers.set(`${scheme}:`, handler);
  },
  async answer(request: Request): Promise<Response> {
    const handler = pageHandlers.get(new URL(request.url).protocol);
    return handler ? handler(request) : new Response(null, { status: 404 });
  },
};

let response: number | null = null;
let chosenPath: string | null = null;

export const dialog = {
  /** Pressed as the test said, otherwise closed without a choice. */
  showMessageBox(...args: [MessageBoxOptions] | [BrowserWindow, MessageBoxOptions]) {
    const shown = args.length === 1 ? args[0] : args[1];
    notify({ type: 'message-box-shown', options: shown });
    return Promise.resolve({ response: response ?? shown.cancelId ?? 0, checkboxChecked: false });
  },
  showErrorBox(title: string): void {
    notify({ type: 'error-box-shown', title });
  },
  showOpenDialog: () =>
    Promise.resolve({ canceled: chosenPath === null, filePaths: chosenPath === null ? [] : [chosenPath] }),
  showSaveDialog: () => Promise.resolve({ canceled: chosenPath === null, filePath: chosenPath ?? '' }),
};

function ignore(): void {
  // The app needs no answer from this part.
}

const electron = { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell, Tray, ...system };

process.on('message', (request: ControlRequest) => {
  if (request.type === 'answer-message-boxes') response = request.response;
  else if (request.type === 'answer-file-dialogs') chosenPath = request.path;
  else void evaluate(electron, request);
});
// Without its test nobody would ever close it.
process.on('disconnect', () => app.exit(0));

export default electron;
