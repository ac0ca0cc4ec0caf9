// Takes the pictures of the gallery, as `scripts/screenshots.ts` says: every view, or those that are named, in both
// themes, languages and sizes, and for the README three of them finer.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import type { Language } from '../../client/desktop-port.ts';
import { defaultPort } from '../../protocol/limits.ts';
import { findBrowser } from '../../scripts/browser.ts';
import { rootFlags } from '../../scripts/launch-app.ts';
import { chromiumFlags } from '../chromium-flags.ts';
import { emojiViews } from './emoji-views.ts';
import { pageViews } from './page-views.ts';
import { createStage, type SizeName } from './stage.ts';
import { settle, type View } from './view.ts';
import { windowViews } from './window-views.ts';
import { writingViews } from './writing-views.ts';

type Theme = 'light' | 'dark';

const folder = resolve(import.meta.dirname, '../../docs/screenshots');
const galleryFolder = join(folder, 'gallery');

/** Of a lossy picture, from 0 to 100: words are still sharp, and the whole gallery is a few megabytes. */
const quality = 80;

/** Which picture is in the README, and under what name. */
const readme: Readonly<Record<string, string>> = {
  'host-chat.light-vi-window': 'chat-light.png',
  'welcome.light-vi-window': 'welcome-light.png',
  'join.dark-vi-phone': 'join-phone-dark.png',
};

interface Format {
  readonly format: 'webp' | 'png';
  readonly quality?: number;
}

/** @param scale pixels of the picture for each of the page's */
async function photograph(page: Page, scale: number, format: Format): Promise<Buffer> {
  const size = page.viewportSize();
  if (size === null) throw new Error('The page has no size');
  const session = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, ...size, scale };
  const { data } = await session.send('Page.captureScreenshot', { ...format, clip });
  await session.detach();
  return Buffer.from(data, 'base64');
}

async function takePictures(browser: Browser, view: View, language: Language, size: SizeName): Promise<void> {
  const stage = createStage({ browser, language, size, port: defaultPort });
  try {
    const page = await view.open(stage);
    for (const theme of ['light', 'dark'] satisfies Theme[]) {
      await page.emulateMedia({ colorScheme: theme });
      await settle(page);
      const name = `${view.name}.${theme}-${language}-${size}`;
      const picture = await photograph(page, 1, { format: 'webp', quality });
      writeFileSync(join(galleryFolder, `${name}.webp`), picture);
      const best = readme[name];
      if (best !== undefined) {
        writeFileSync(join(folder, best), await photograph(page, 2, { format: 'png' }));
      }
    }
  } finally {
    await stage.close();
  }
}

/** @param names of views; none means all */
async function takeAll(names: readonly string[]): Promise<void> {
  const all = [...windowViews, ...pageViews, ...emojiViews, ...writingViews];
  const unknown = names.filter((name) => !all.some((view) => view.name === name));
  if (unknown.length > 0) {
    throw new Error(`No view ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`);
  }
  mkdirSync(galleryFolder, { recursive: true });
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...chromiumFlags, ...rootFlags()],
  });
  try {
    for (const view of all.filter(({ name }) => names.length === 0 || names.includes(name))) {
      for (const language of ['vi', 'en'] satisfies Language[]) {
        for (const size of ['window', 'phone'] satisfies SizeName[]) {
          await takePictures(browser, view, language, size);
        }
      }
      console.log(view.name);
    }
  } finally {
    await browser.close();
  }
}

await takeAll(process.argv.slice(2));
