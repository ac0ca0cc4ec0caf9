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
export async function joinAs(page: Page, name: string, field = words.chat.write): Promise<void> {
  await nickname(page).fill(name);
  await pressJoin(page);
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
  await sayTo(composer(page), text);
}

/** Expects a message on the page exactly once. */
export async function expectMessage(page: Page, text: string): Promise<void> {
  await expect(timeline(page).getByText(text, { exact: true })).toHaveCount(1);
}

export function nickname(page: Page): Locator {
  return page.getByRole('textbox', { name: words.common.nickname });
}

export function password(page: Page, label: string): Locator {
  return page.getByLabel(label, { exact: true });
}

export async function pressJoin(page: Page): Promise<void> {
  await page.getByRole('button', { name: words.join.joinPage }).click();
}

export async function openSettings(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: words.chat.settings }).click();
  return page.getByRole('dialog', { name: words.settings.title });
}

/** Takes a password for the name that one has, in the settings; they stay open. */
export async function keepName(page: Page, name: string, secret: string): Promise<Locator> {
  const settings = await openSettings(page);
  await password(page, words.accounts.newPassword).fill(secret);
  await settings.getByRole('button', { name: words.accounts.keepName }).click();
  await expect(settings.getByText(words.accounts.loggedInAs(name))).toBeVisible();
  return settings;
}

export function place(page: Page, name: string | RegExp): Locator {
  return page.getByRole('navigation', { name: words.rooms.title }).getByRole('button', { name });
}

export function writeIn(page: Page, name: string): Locator {
  return page.getByRole('textbox', { name: words.rooms.writeIn(name), exact: true });
}

export function writeTo(page: Page, name: string): Locator {
  return page.getByRole('textbox', { name: words.rooms.writeTo(name), exact: true });
}

/** Writes where one is and presses Enter. */
export async function sayTo(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
  await expect(field).toHaveValue('');
}

export async function addRooms(teacher: Page, ...names: readonly string[]): Promise<void> {
  await teacher.getByRole('button', { name: words.rooms.add }).click();
  const sheet = teacher.getByRole('dialog', { name: words.rooms.arrange });
  for (const name of names) {
    await sheet.getByRole('textbox', { name: words.rooms.newName }).fill(name);
    await sheet.getByRole('button', { name: words.rooms.add }).click();
    await expect(sheet.getByRole('button', { name: words.rooms.rename(name) })).toBeVisible();
  }
  await teacher.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
}

export async function allowTalks(teacher: Page): Promise<void> {
  await teacher.getByText(words.rooms.privateMessages, { exact: true }).first().click();
  await teacher.getByRole('radio', { name: words.rooms.policies.everyone.text }).check();
}

/** The message that says this, with all that belongs to it. */
export function said(page: Page, text: string): Locator {
  return timeline(page).getByRole('group', { name: new RegExp(`: ${text}$`) });
}

export function menu(page: Page): Locator {
  return page.getByRole('dialog', { name: words.write.actions });
}

/** By the keyboard, which every message is open to. */
export async function openMenu(page: Page, text: string): Promise<Locator> {
  await said(page, text).focus();
  await page.keyboard.press('Enter');
  return menu(page);
}

export async function choose(page: Page, text: string, action: string): Promise<void> {
  const opened = await openMenu(page, text);
  await opened.getByRole('button', { name: action, exact: true }).click();
}

export function chip(page: Page, emoji: string): Locator {
  return timeline(page).getByRole('button', { name: new RegExp(`^${emoji} \\d`) });
}
