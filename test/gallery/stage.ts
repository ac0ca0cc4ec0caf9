// Where the views of the gallery are brought about: real hosts, the built web page on devices, the built app, and a
// class that talks. Everything that a stage opened is gone when it is closed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Language, Settings } from '../../client/desktop-port.ts';
import { type Host, startHost } from '../../host/host.ts';
import type { HostOptions } from '../../host/options.ts';
import { en } from '../../renderer/i18n/en.ts';
import type { Messages } from '../../renderer/i18n/messages.ts';
import { vi } from '../../renderer/i18n/vi.ts';
import { type App, type LaunchOptions, launchApp } from '../e2e/app.ts';
import { openReleasePage, type ReleasePage } from '../release-page.ts';
import { createClassmates, type Classmates } from './classmates.ts';
import { seatIdOf } from '../../host/accounts/secrets.ts';
import { writeHistory } from './history.ts';
import { lessons, type Lesson, type Written } from './lesson.ts';

export const sizes = {
  window: { width: 1180, height: 720 },
  phone: { width: 390, height: 844 },
} as const;
export type SizeName = keyof typeof sizes;

export interface StageOptions {
  readonly browser: Browser;
  readonly language: Language;
  readonly size: SizeName;
  /** Of the app's host; any free one when left out. */
  readonly port?: number;
}

export interface StagedChat {
  readonly host: Host;
  readonly url: string;
  readonly classmates: Classmates;
}

export interface StagedApp extends App {
  /** Where its chat keeps the history. */
  readonly chatFolder: string;
}

export interface ChatOptions extends Partial<HostOptions> {
  readonly history?: readonly Written[];
}

export interface Stage {
  readonly language: Language;
  readonly size: SizeName;
  readonly words: Messages;
  readonly lesson: Lesson;
  /** A host with its history and nobody in it. */
  openChat(options?: ChatOptions): Promise<StagedChat>;
  /** A new device of a pupil. */
  openDevice(): Promise<BrowserContext>;
  /** The chat's page on a device: the join page. */
  visit(chat: StagedChat, device?: BrowserContext): Promise<Page>;
  /** The same, and in. */
  enter(chat: StagedChat, nickname: string, device?: BrowserContext): Promise<Page>;
  /** The app on its first screen. */
  openApp(
    settings?: Partial<Settings>,
    history?: readonly Written[],
    environment?: LaunchOptions['environment'],
  ): Promise<StagedApp>;
  /** A newer version of the app, for copies that run in its environment. */
  openReleasePage(version: string): Promise<ReleasePage>;
  /** Presses the app's Host button; the class can come then. */
  hostChat(app: StagedApp): Promise<Classmates>;
  close(): Promise<void>;
}

/** Everything here happens on this machine, and at once. */
const actionTimeoutMs = 10_000;
const webDir = resolve(import.meta.dirname, '../../out/web');
const schoolComputer = new URL('./school-computer.ts', import.meta.url).href;

/** The zone in which it is now the third hour of a school morning: pictures should not show midnight. */
function schoolMorning(): string {
  const hoursEast = ((9 - new Date().getUTCHours() + 35) % 24) - 11;
  return hoursEast === 0 ? 'Etc/GMT' : `Etc/GMT${hoursEast > 0 ? '-' : '+'}${String(Math.abs(hoursEast))}`;
}

export function createStage({ browser, language, size, port = 0 }: StageOptions): Stage {
  const words = language === 'vi' ? vi : en;
  const lesson = lessons[language];
  const timezoneId = schoolMorning();
  const folder = mkdtempSync(join(tmpdir(), 'classic-chatbox-'));
  const closing: (() => Promise<unknown>)[] = [];
  let chats = 0;

  function keepClassmates(port: number): Classmates {
    const classmates = createClassmates(port);
    closing.push(() => classmates.close());
    return classmates;
  }

  async function openDevice(): Promise<BrowserContext> {
    const phone = size === 'phone';
    const device = await browser.newContext({
      viewport: sizes[size],
      isMobile: phone,
      hasTouch: phone,
      locale: language === 'vi' ? 'vi-VN' : 'en-GB',
      timezoneId,
      reducedMotion: 'reduce',
    });
    closing.push(() => device.close());
    device.setDefaultTimeout(actionTimeoutMs);
    return device;
  }

  async function visit(chat: StagedChat, device?: BrowserContext): Promise<Page> {
    const page = await (device ?? (await openDevice())).newPage();
    await page.goto(chat.url);
    await page.getByRole('heading', { name: chat.host.status().chatName }).waitFor();
    return page;
  }

  async function enter(chat: StagedChat, nickname: string, device?: BrowserContext): Promise<Page> {
    const page = await visit(chat, device);
    await page.getByRole('textbox', { name: words.common.nickname }).fill(nickname);
    await page.getByRole('button', { name: words.join.joinPage }).click();
    await page.getByRole('log').waitFor();
    return page;
  }

  return {
    language,
    size,
    words,
    lesson,
    openDevice,
    visit,
    enter,

    async openChat({ history = [], ...options } = {}) {
      const dataDir = join(folder, `chat-${String((chats += 1))}`);
      writeHistory(dataDir, history);
      const started = await startHost({
        port: 0,
        bind: '127.0.0.1',
        dataDir,
        chatName: lesson.chatName,
        hostName: lesson.teacher,
        webDir,
        ...options,
      });
      if (!started.ok) throw new Error(`The host did not start: ${started.code}`);
      const { host } = started;
      closing.push(() => host.close());
      return {
        host,
        url: `http://localhost:${String(host.port)}/`,
        classmates: keepClassmates(host.port),
      };
    },

    async openApp(settings = {}, history = [], environment = {}) {
      const machine = join(folder, 'app');
      const chatFolder = join(machine, 'chat');
      mkdirSync(machine);
      // The machine's owner has hosted here before.
      const deviceKey = 'key-of-this-computer';
      writeHistory(chatFolder, history, { name: settings.nickname ?? '', by: seatIdOf(deviceKey) });
      writeFileSync(
        join(machine, 'device-keys.json'),
        JSON.stringify({ [`ws://127.0.0.1:${port}`]: deviceKey }),
      );
      writeFileSync(join(machine, 'settings.json'), JSON.stringify({ language, port, ...settings }));
      const pictured = { NODE_OPTIONS: `--import=${schoolComputer}`, TZ: timezoneId };
      const app = await launchApp(machine, { environment: { ...environment, ...pictured } });
      closing.push(() => quit(app));
      app.window.setDefaultTimeout(actionTimeoutMs);
      await app.window.setViewportSize(sizes[size]);
      await app.window.emulateMedia({ reducedMotion: 'reduce' });
      return { ...app, chatFolder };
    },

    async openReleasePage(version) {
      const page = await openReleasePage(join(folder, 'release'), version, '');
      closing.push(() => page.close());
      return page;
    },

    async hostChat({ window }) {
      await window.getByRole('button', { name: words.host.start, exact: true }).click();
      await window.getByRole('log').waitFor();
      return keepClassmates(await readPort(window));
    },

    async close() {
      for (const close of closing.reverse()) await close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };

  /** From the link of the QR code, which is behind a button on a phone. */
  async function readPort(window: Page): Promise<number> {
    const opener = window.getByRole('button', { name: words.chat.hostPanel, exact: true });
    const closed = (await opener.getAttribute('aria-expanded')) === 'false';
    if (closed) await opener.click();
    const label = await window.getByRole('img', { name: /QR/ }).getAttribute('aria-label');
    if (closed) await window.keyboard.press('Escape');
    const port = /:(\d+)/.exec(label ?? '')?.[1];
    if (port === undefined) throw new Error(`No port in '${label ?? ''}'`);
    return Number(port);
  }
}

async function quit(app: App): Promise<void> {
  await app.answerMessageBoxes(0);
  await app.quit();
  await app.exited;
}
