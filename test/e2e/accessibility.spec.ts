// Every view of the gallery, whole and readable for everyone: on computers and phones, on the narrowest screens, with
// text twice as large, light and dark, in both languages.
import { expect, test, type Page } from '@playwright/test';
import { refusalCodes } from '../../protocol/error-codes.ts';
import { findViolations } from '../gallery/axe.ts';
import { emojiViews } from '../gallery/emoji-views.ts';
import { findCutOff } from '../gallery/layout.ts';
import { pageViews } from '../gallery/page-views.ts';
import { createStage, sizes, type SizeName, type Stage } from '../gallery/stage.ts';
import { tapWire } from '../gallery/trouble.ts';
import { settle, type View } from '../gallery/view.ts';
import { windowViews } from '../gallery/window-views.ts';
import { writingViews } from '../gallery/writing-views.ts';

interface Screen {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Of the text, in per cent of what the browser would take. */
  readonly text: number;
}

const screens: readonly Screen[] = [
  { name: 'window', ...sizes.window, text: 100 },
  { name: 'phone', ...sizes.phone, text: 100 },
  { name: 'narrowest phone', width: 320, height: 640, text: 100 },
  { name: 'window with text at 200 %', ...sizes.window, text: 200 },
  { name: 'phone with text at 200 %', ...sizes.phone, text: 200 },
];

/** Where words have the least room. */
const smallScreens = screens.filter(({ width, text }) => width === 320 || text === 200);

async function show(page: Page, { width, height, text }: Screen): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.evaluate((size) => (document.documentElement.style.fontSize = size), `${String(text)}%`);
  await settle(page);
}

/** In the dark all that can break: the rest is the same page. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What is not whole on any screen, and what `axe` finds on a screen of this size, in both themes. */
async function examine(page: Page, size: SizeName): Promise<string[]> {
  const wrong: string[] = [];
  for (const screen of screens) {
    await show(page, screen);
    for (const cutOff of await findCutOff(page)) wrong.push(`${screen.name}: ${cutOff}`);
    if (screen.name !== size) continue;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await settle(page);
      const rules = colorScheme === 'dark' ? colourRules : undefined;
      for (const violation of await findViolations(page, rules)) {
        wrong.push(`${screen.name}, ${colorScheme}: ${violation}`);
      }
    }
  }
  return wrong;
}

async function withView(view: View, stage: Stage, look: (page: Page) => Promise<void>): Promise<void> {
  try {
    await look(await view.open(stage));
  } finally {
    await stage.close();
  }
}

for (const view of windowViews) {
  test(`in the window, ${view.name} is whole and readable for everyone`, async ({ browser }) => {
    const stage = createStage({ browser, language: 'vi', size: 'window' });
    await withView(view, stage, async (page) => {
      expect.soft(await examine(page, 'window')).toEqual([]);
      // The same state in the other language: the settings change it at once.
      await page.evaluate(() => window.chatbox.invoke('desktop.updateSettings', { language: 'en' }));
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      expect(await examine(page, 'phone')).toEqual([]);
    });
  });
}

// Large text is tried on every view anyway.
for (const view of [...pageViews, ...emojiViews, ...writingViews].filter(
  ({ name }) => name !== 'large-text',
)) {
  for (const [language, size] of [
    ['vi', 'phone'],
    ['en', 'window'],
  ] as const) {
    test(`in a browser, ${view.name} is whole and readable for everyone (${language}, ${size})`, async ({
      browser,
    }) => {
      const stage = createStage({ browser, language, size });
      await withView(view, stage, async (page) => {
        expect(await examine(page, size)).toEqual([]);
      });
    });
  }
}

test('every reason why one is not let in is said whole, on the smallest screens too', async ({ browser }) => {
  const stage = createStage({ browser, language: 'vi', size: 'phone' });
  try {
    const { lesson, words } = stage;
    const device = await stage.openDevice();
    const wire = await tapWire(device);
    const chat = await stage.openChat();
    const page = await stage.enter(chat, lesson.pupil, device);
    for (const code of refusalCodes) {
      await wire.refuse(code);
      const again = page.getByRole('button', { name: words.chat.tryAgain });
      const withName = page.getByRole('button', { name: words.chat.comeBack });
      if (await again.or(withName).isVisible()) await again.or(withName).click();
      await expect(page.getByRole('alert').getByText(words.errors[code].next)).toBeVisible();
      for (const screen of smallScreens) {
        await show(page, screen);
        expect.soft(await findCutOff(page), `${code}, ${screen.name}`).toEqual([]);
      }
    }
  } finally {
    await stage.close();
  }
});
