// What every spec is given: the app, hosts, pages of people, and the promise that no page complains. All of it lives in
// temporary folders and on free ports.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { type App, type LaunchOptions, launchApp } from './app.ts';
import { type CliHost, type CliHostOptions, startCliHost } from './cli-host.ts';
import { joinAs } from './people.ts';

interface Fixtures {
  /** A folder that is gone after the spec. */
  folder: string;
  /** Console errors that a spec brings about on purpose. */
  expectedErrors: RegExp[];
  /** Fails the spec when a page shows an error or breaks its content security policy. */
  watch: (page: Page) => void;
  /** @param machine name of the folder of what the app keeps */
  apps: { open: (machine: string, options?: LaunchOptions) => Promise<App> };
  /**
   * Starts the app on a new machine; in English, on any free port and unannounced unless the settings say otherwise.
   */
  openApp: (settings?: Record<string, unknown>, options?: LaunchOptions) => Promise<App>;
  /** Starts an app that has ended again, with all that it has kept. */
  reopenApp: (app: App, options?: LaunchOptions) => Promise<App>;
  startHost: (port?: number, options?: CliHostOptions) => Promise<CliHost>;
  /** Opens a page at somebody's own device; two pages of one context are two tabs. */
  openPage: (url: string, context?: BrowserContext) => Promise<Page>;
  /** Opens the page of this computer's chat at somebody's own device and joins. */
  enter: (port: number, nickname: string, context?: BrowserContext) => Promise<Page>;
  /** A new device. */
  newDevice: (options?: { width: number; height: number }) => Promise<BrowserContext>;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'classic-chatbox-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },

  expectedErrors: [[], { option: true }],

  watch: async ({ expectedErrors }, use) => {
    const errors: string[] = [];
    await use((page) => {
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      page.on('pageerror', (error) => errors.push(String(error)));
    });
    expect(unexpected(errors, expectedErrors)).toEqual([]);
  },

  // The folder is asked for here and not where it is used: it must outlive what runs in it.
  apps: async ({ folder, watch, expectedErrors }, use) => {
    const apps: App[] = [];
    await use({
      async open(machine, options) {
        const app = await launchApp(join(folder, machine), options);
        apps.push(app);
        watch(app.window);
        await reportPolicyViolations(app.window);
        return app;
      },
    });
    for (const app of apps) {
      await quit(app);
      expect(unexpected(app.earlyErrors, expectedErrors)).toEqual([]);
    }
  },

  openApp: async ({ apps, folder }, use) => {
    let machines = 0;
    await use((settings = {}, options) => {
      const machine = `machine-${String((machines += 1))}`;
      mkdirSync(join(folder, machine));
      const text = JSON.stringify({ language: 'en', port: 0, announce: false, ...settings });
      writeFileSync(join(folder, machine, 'settings.json'), text);
      return apps.open(machine, options);
    });
  },

  reopenApp: async ({ apps }, use) => use((app, options) => apps.open(basename(app.userData), options)),

  startHost: async ({ folder }, use) => {
    const hosts: CliHost[] = [];
    await use(async (port = 0, options = {}) => {
      const host = await startCliHost(join(folder, 'host'), { port, ...options });
      hosts.push(host);
      return host;
    });
    for (const host of hosts) await host.stop();
  },

  newDevice: async ({ browser }, use) => {
    const devices: BrowserContext[] = [];
    await use(async (viewport) => {
      const device = await browser.newContext(viewport ? { viewport } : {});
      devices.push(device);
      return device;
    });
    for (const device of devices) await device.close();
  },

  openPage: async ({ newDevice, watch }, use) => {
    await use(async (url, context) => {
      const page = await (context ?? (await newDevice())).newPage();
      watch(page);
      await reportPolicyViolations(page);
      await page.goto(url);
      return page;
    });
  },

  enter: async ({ openPage }, use) => {
    await use(async (port, nickname, context) => {
      const page = await openPage(`http://localhost:${String(port)}/`, context);
      await joinAs(page, nickname);
      return page;
    });
  },
});

export { expect };

function unexpected(errors: readonly string[], expectedErrors: readonly RegExp[]): string[] {
  return errors.filter((text) => !expectedErrors.some((expected) => expected.test(text)));
}

/** Makes a violation an error of the console, where it is noticed. */
async function reportPolicyViolations(page: Page): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`Content security policy: ${violatedDirective} ${blockedURI}`);
    });
  });
}

/** The way that people quit; while it hosts, the app asks first. */
async function quit(app: App): Promise<void> {
  let ended = false;
  void app.exited.then(() => (ended = true));
  await new Promise(setImmediate);
  if (!ended) {
    await app.answerMessageBoxes(0);
    await app.quit();
  }
  await app.exited;
}
