// Draws resources/icon.png from resources/icon.svg, with the Chromium that the end-to-end tests use. Run it after a change
// of the drawing: `node scripts/icon.ts`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from './browser.ts';
import { root } from './run-command.ts';

/** The largest that a system asks for: macOS, on a screen of high density. */
const sizePixels = 1024;

const folder = join(root, 'resources');
const drawing = readFileSync(join(folder, 'icon.svg')).toString('base64');
const executablePath = await ensureBrowser();
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
try {
  const page = await browser.newPage({ viewport: { width: sizePixels, height: sizePixels } });
  await page.setContent(
    `<style>body { margin: 0 } img { display: block; width: 100vw }</style><img src="data:image/svg+xml;base64,${drawing}">`,
    { waitUntil: 'load' },
  );
  await page.screenshot({ path: join(folder, 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
