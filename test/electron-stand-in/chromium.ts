// The one headless Chromium whose pages stand in for windows, and the translation of `app://` addresses, which a plain
// Chromium does not know: app://HOST/PATH is http://HOST.app.localhost/PATH there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.ts';
import { chromiumFlags } from '../chromium-flags.ts';

let context: Promise<BrowserContext> | null = null;

/** @param profile folder for Chromium's own files */
export function openChromium(profile: string): Promise<BrowserContext> {
  context ??= launch(profile);
  return context;
}

export async function closeChromium(): Promise<void> {
  await (await context)?.close();
}

/** Where other programs can watch and drive the window: `http://127.0.0.1:PORT`. */
export function devToolsEndpoint(profile: string): string {
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  return `http://127.0.0.1:${port ?? ''}`;
}

export function toChromiumUrl(url: string): string {
  return url.replace(/^app:\/\/([^/]+)/, 'http://$1.app.localhost');
}

export function fromChromiumUrl(url: string): string {
  return url.replace(/^http:\/\/([^/]+)\.app\.localhost/, 'app://$1');
}

async function launch(profile: string): Promise<BrowserContext> {
  const executablePath = findBrowser();
  return chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: true,
    viewport: null,
    args: [
      '--remote-debugging-port=0',
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...chromiumFlags,
    ],
  });
}
