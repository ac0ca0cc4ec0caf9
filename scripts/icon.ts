// Draws every icon of the app, and of its page on a phone's home screen, from resources/icon.svg, with the Chromium that the end-to-end tests use. Run it after a
// change of the drawing: `node scripts/icon.ts`. What it writes is committed, so that packaging draws and fetches nothing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from './browser.ts';
import { icnsFile, icnsSizes, icoFile, type Picture } from './icon-files.ts';
import { root } from './run-command.ts';

interface Drawing {
  /** The part of the SVG that fills the picture. */
  readonly viewBox: string;
  /** What the parts of the SVG look like in it. */
  readonly style: string;
}

/** The icon as launchers and docks show it. */
const app: Drawing = { viewBox: '0 0 1024 1024', style: '' };

const bold = '#bubble { stroke-width: 3; transform: translate(-67px, -67px) scale(35.5) }';

/** Without the margin and with a bolder line: what is left of both at 32 pixels and below is a blur. */
const small: Drawing = { viewBox: '64 64 896 896', style: bold };

/** On macOS the system colours the tray's icon itself, by its opacity. */
const template: Drawing = {
  viewBox: '222 222 580 580',
  style: '#ground { display: none } #bubble { stroke: #000 }',
};

/** The gap keeps the dot apart from the mark on panels of any colour. */
const unread = '#mark { mask: url(#around-dot) } #dot { display: inline }';
const templateDot = '#dot, #gap { cx: 690px; cy: 334px } #dot { fill: #000; r: 108px } #gap { r: 160px }';

const withDot = ({ viewBox, style }: Drawing, more = ''): Drawing => ({
  viewBox,
  style: `${style} ${unread} ${more}`,
});

const trayIcons: Readonly<Record<string, Drawing>> = {
  tray: small,
  'tray-unread': withDot(small),
  trayTemplate: template,
  trayUnreadTemplate: withDot(template, templateDot),
};
const trayPixels = 16;

/** Some phones cut the icon to a shape of their own: the ground reaches to the corners then. */
const toTheCorners = 'body { background: #006b54 }';

const homeIcons = [
  { name: 'home-180', size: 180, drawing: { ...app, style: toTheCorners } },
  { name: 'home-192', size: 192, drawing: app },
  { name: 'home-512', size: 512, drawing: app },
  // A circle of four fifths stays of it.
  {
    name: 'home-maskable-512',
    size: 512,
    drawing: { viewBox: '-128 -128 1280 1280', style: toTheCorners },
  },
];

const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
/** The largest that a system asks for: macOS, on a screen of high density. */
const largestPixels = 1024;
const smallPixels = 32;

const folder = join(root, 'resources');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
const executablePath = await ensureBrowser();
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
try {
  const page = await browser.newPage();

  const draw = async ({ viewBox, style }: Drawing, size: number): Promise<Buffer> => {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block; width: 100vw } ${style}</style>` +
        svg.replace(/viewBox="[^"]*"/, `viewBox="${viewBox}"`),
    );
    return page.screenshot({ omitBackground: true });
  };

  const sizes = [...new Set([...windowsSizes, ...linuxSizes, ...icnsSizes, largestPixels])];
  const pictures: Picture[] = [];
  for (const size of sizes) {
    pictures.push({ size, png: await draw(size <= smallPixels ? small : app, size) });
  }
  const ofSizes = (wanted: readonly number[]) => pictures.filter(({ size }) => wanted.includes(size));

  writeFileSync(join(folder, 'icon.ico'), icoFile(ofSizes(windowsSizes)));
  writeFileSync(join(folder, 'icon.icns'), icnsFile(ofSizes(icnsSizes)));
  for (const { png } of ofSizes([largestPixels])) writeFileSync(join(folder, 'icon.png'), png);
  mkdirSync(join(folder, 'icons'), { recursive: true });
  for (const { size, png } of ofSizes(linuxSizes)) {
    writeFileSync(join(folder, 'icons', `${String(size)}x${String(size)}.png`), png);
  }

  mkdirSync(join(folder, 'tray'), { recursive: true });
  for (const [name, drawing] of Object.entries(trayIcons)) {
    writeFileSync(join(folder, 'tray', `${name}.png`), await draw(drawing, trayPixels));
    writeFileSync(join(folder, 'tray', `${name}@2x.png`), await draw(drawing, 2 * trayPixels));
  }

  for (const { name, size, drawing } of homeIcons) {
    writeFileSync(join(root, 'renderer/web/icons', `${name}.png`), await draw(drawing, size));
  }
} finally {
  await browser.close();
}
