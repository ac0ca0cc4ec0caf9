// For those who listen to the chat, and for those whom movement makes ill.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeHistory } from '../gallery/history.ts';
import { expect, test } from './fixture.ts';
import { expectMessage, joinAs, say, timeline, words } from './people.ts';

declare global {
  interface Window {
    /** What the page said to screen readers, or what moved in it. */
    noticed: string[];
  }
}

/** Writes down what is put into the region that is read out when there is time. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.noticed = [];
    const regions = document.querySelectorAll('[aria-live="polite"]');
    if (regions.length !== 1) throw new Error(`${String(regions.length)} polite regions`);
    for (const region of regions) {
      new MutationObserver(() => {
        const text = region.textContent.trim();
        if (window.noticed.at(-1) !== text) window.noticed.push(text);
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
}

test('what others write is read out once and politely; history, own words and scrolling are not', async ({
  folder,
  startHost,
  openPage,
}) => {
  const old = Array.from({ length: 120 }, (_, index) => `Câu ${String(index + 1)}`);
  const history = old.map((content, index) => ({ name: 'An', content, minutesAgo: 1_200 - index * 10 }));
  writeHistory(join(folder, 'host'), history);
  const { port } = await startHost();
  const url = `http://localhost:${String(port)}/`;
  const linh = await openPage(url);
  await joinAs(linh, 'Linh');
  const minh = await openPage(url);
  await joinAs(minh, 'Minh');
  await expect(timeline(linh)).toHaveAttribute('aria-live', 'off');
  await listen(linh);

  await say(linh, 'Của em');
  await expectMessage(linh, 'Của em');
  await timeline(linh).focus();
  await expect(async () => {
    await linh.keyboard.press('Home');
    await expect(timeline(linh).getByText('Câu 1', { exact: true })).toBeInViewport({ timeout: 300 });
  }).toPass();
  await say(minh, 'Chào Linh');
  await expect.poll(() => linh.evaluate(() => window.noticed)).toEqual(['Minh: Chào Linh']);
  await linh.keyboard.press('End');
  await expectMessage(linh, 'Chào Linh');
  expect(await linh.evaluate(() => window.noticed)).toEqual(['Minh: Chào Linh']);
});

/** Goes through what moves: a sheet, a banner of buttons, a message, the way back to the newest. */
async function lookAround(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    window.noticed = [];
    const note = (event: Event) =>
      window.noticed.push(`${event.type} ${(event.target as Element).className}`);
    for (const type of ['animationstart', 'transitionrun']) document.addEventListener(type, note, true);
  });
  await page.getByRole('button', { name: words.chat.settings }).click();
  await page.getByRole('button', { name: words.common.close }).click();
  await page.getByRole('button', { name: words.chat.leave, exact: true }).hover();
  await say(page, 'Xin chào');
  await timeline(page).hover();
  await page.mouse.wheel(0, -2_000);
  const jump = page.getByRole('button', { name: words.chat.toNewest });
  await expect(jump).toBeVisible();
  await jump.click();
  await expect(jump).toBeHidden();
  return page.evaluate(() => window.noticed);
}

for (const [reducedMotion, title] of [
  ['reduce', 'nothing moves for those who asked for less motion'],
  ['no-preference', 'for everyone else what opens is seen to open'],
] as const) {
  test(title, async ({ folder, startHost, openPage }) => {
    const history = Array.from({ length: 40 }, (_, index) => ({
      name: 'An',
      content: `Câu ${String(index + 1)}`,
      minutesAgo: 400 - index * 10,
    }));
    writeHistory(join(folder, 'host'), history);
    const { port } = await startHost();
    const page = await openPage(`http://localhost:${String(port)}/`);
    await page.emulateMedia({ reducedMotion });
    await joinAs(page, 'Linh');
    const moved = await lookAround(page);
    if (reducedMotion === 'reduce') expect(moved).toEqual([]);
    else expect(moved).not.toEqual([]);
  });
}
