// What people do and see on a page, in the words of the interface, so that a spec reads like a class.
import { expect, type Locator, type Page } from '@playwright/test';
import { en } from '../../renderer/i18n/en.ts';

export const words = en;

export function timeline(page: Page): Locator {
  return page.getByRole('log', { name: words.chat.timeline });
}

export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: words.chat.write });
}

/**
 * On the first screen of the web page: a nickname and one button.
 *
 * @param field what the text area is called there; it says so where the chat has several rooms
 */
export async function joinAs(page: Page, nickname: string, field = words.chat.write): Promise<void> {
  await page.getByRole('textbox', { name: words.common.nickname }).fill(nickname);
  await page.getByRole('button', { name: words.join.joinPage }).click();
  await expect(page.getByRole('textbox', { name: field })).toBeEditable();
}

/** Opens a chat from the first screen of the window; resolves to the port. */
export async function hostChat(window: Page): Promise<number> {
  await window.getByRole('button', { name: words.host.start, exact: true }).click();
  await expect(composer(window)).toBeEditable();
  const qrCode = window.getByRole('img', { name: /^QR/ });
  const url = /:(\d+)/.exec((await qrCode.getAttribute('aria-label')) ?? '');
  return Number(url?.[1]);
}

/** Writes into the composer and presses Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await expect(composer(page)).toHaveValue('');
}

/** Expects a message on the page exactly once. */
export async function expectMessage(page: Page, text: string): Promise<void> {
  await expect(timeline(page).getByText(text, { exact: true })).toHaveCount(1);
}
