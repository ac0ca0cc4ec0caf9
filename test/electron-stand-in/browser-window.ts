// `BrowserWindow` and its `webContents`, as far as the app uses them: a page of the headless Chromium.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Frame, Page } from '@playwright/test';
import { devToolsEndpoint, fromChromiumUrl, openChromium, toChromiumUrl } from './chromium.ts';
import { notify } from './control.ts';
import { app, ipcMain, protocol } from './electron.ts';
import { callMain, callPage, preloadScope } from './preload-scope.ts';

/** What an IPC event says of the frame that sent it. One object per frame: the app compares them. */
interface WebFrame {
  readonly url: string;
}

class WebContents extends EventEmitter {
  readonly id: number;
  page: Page | null = null;
  readonly #frames = new WeakMap<Frame, WebFrame>();

  constructor(id: number) {
    super();
    this.id = id;
  }

  get mainFrame(): WebFrame | null {
    return this.page && this.frame(this.page.mainFrame());
  }

  frame(frame: Frame): WebFrame {
    const known = this.#frames.get(frame);
    if (known) return known;
    const made = {
      get url() {
        return fromChromiumUrl(frame.url());
      },
    };
    this.#frames.set(frame, made);
    return made;
  }

  send(channel: string, ...args: unknown[]): void {
    const call = `window.${callPage}?.(${JSON.stringify(channel)}, ${JSON.stringify(args)})`;
    // A page that is just being closed or reloaded hears no more, as in Electron.
    this.page?.evaluate(call).catch(() => undefined);
  }

  setWindowOpenHandler(): void {
    // Popups are for the specs on the real Electron.
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly open = new Set<BrowserWindow>();

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.open];
  }

  static #lastId = 0;

  readonly webContents = new WebContents(++BrowserWindow.#lastId);
  readonly #options: BrowserWindowConstructorOptions;
  #destroyed = false;
  #state: 'hidden' | 'shown' | 'minimized' = 'hidden';
  #focused = false;
  #maximized = false;
  #bounds: { x: number; y: number; width: number; height: number };

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.#options = options;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    BrowserWindow.open.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    const profile = join(app.getPath('userData'), 'chromium');
    const context = await openChromium(profile);
    const page = context.pages()[0] ?? (await context.newPage());
    const { webPreferences } = this.#options;
    const { width, height } = this.#bounds;
    await page.setViewportSize({ width, height });
    this.webContents.page = page;
    page.on('close', () => this.destroy());
    page.on('pageerror', (error) => notify({ type: 'page-error', text: String(error) }));
    page.on('console', (message) => {
      if (message.type() === 'error') notify({ type: 'page-error', text: message.text() });
    });
    await this.#servePages(page);
    await this.#askBeforeLeaving(page);
    await this.#connectIpc(page);
    if (webPreferences?.preload !== undefined) {
      const argv = ['electron', ...(webPreferences.additionalArguments ?? [])];
      await page.addInitScript({ content: preloadScope(readFileSync(webPreferences.preload, 'utf8'), argv) });
    }
    const endpoint = devToolsEndpoint(profile);
    console.log(`The window can be reached at ${endpoint}`);
    await page.goto(toChromiumUrl(url));
    notify({ type: 'window-opened', endpoint });
    this.emit('ready-to-show');
  }

  async #servePages(page: Page): Promise<void> {
    await page.route(/^http:\/\/[^/]+\.app\.localhost\//, async (route) => {
      const request = route.request();
      const response = await protocol.answer(
        new Request(fromChromiumUrl(request.url()), { method: request.method() }),
      );
      const isPage = request.isNavigationRequest() && request.frame() === page.mainFrame();
      // Before any script of the page runs, as in Electron.
      if (isPage) this.webContents.emit('did-navigate', {});
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
  }

  /** As in Electron, the app is asked before its page goes elsewhere by itself. */
  async #askBeforeLeaving(page: Page): Promise<void> {
    await page.route(/^https?:\/\/(?![^/]+\.app\.localhost\/)/, async (route) => {
      const request = route.request();
      let prevented = false;
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
        this.webContents.emit('will-navigate', { preventDefault: () => (prevented = true) });
      }
      await (prevented ? route.abort('aborted') : route.fallback());
    });
  }

  async #connectIpc(page: Page): Promise<void> {
    await page.exposeBinding(
      callMain,
      ({ frame }, kind: 'invoke' | 'send', channel: string, args: unknown[]) => {
        // In Electron the page ends with its window, and nobody hears what it was about to say.
        if (this.#destroyed) return new Promise<never>(ignore);
        const event = { sender: this.webContents, senderFrame: this.webContents.frame(frame) };
        if (kind === 'invoke') return ipcMain.answer(channel, event, args);
        ipcMain.emit(channel, event, ...args);
        return undefined;
      },
    );
  }

  // The page of a headless Chromium is always there: what the window is to the person is only noted.
  show(): void {
    this.#state = 'shown';
    this.emit('show');
    this.focus();
  }

  hide(): void {
    this.#state = 'hidden';
    this.blur();
    this.emit('hide');
  }

  minimize(): void {
    this.#state = 'minimized';
    this.blur();
    this.emit('minimize');
  }

  restore(): void {
    this.#state = 'shown';
    this.emit('restore');
  }

  maximize(): void {
    this.#maximized = true;
    this.show();
  }

  unmaximize(): void {
    this.#maximized = false;
  }

  focus(): void {
    if (this.#focused) return;
    this.#focused = true;
    this.emit('focus');
  }

  blur(): void {
    if (!this.#focused) return;
    this.#focused = false;
    this.emit('blur');
  }

  isVisible(): boolean {
    return this.#state !== 'hidden';
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  isFullScreen(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  isFocused(): boolean {
    return this.#focused;
  }

  setBounds(bounds: { x: number; y: number; width: number; height: number }): void {
    this.#bounds = { ...bounds };
  }

  getNormalBounds() {
    return { ...this.#bounds };
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    BrowserWindow.open.delete(this);
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (BrowserWindow.open.size === 0) app.emit('window-all-closed');
  }
}

function ignore(): void {
  // Never answered.
}
