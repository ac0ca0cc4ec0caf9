// What people do with pictures and files on a page, and what the host keeps of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { timeline, words } from './people.ts';

export interface Given {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** As a person pastes, or drops, what another program has. */
export async function give(page: Page, how: 'paste' | 'drop', ...files: Given[]): Promise<void> {
  const data = files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') }));
  await page.evaluate(
    async ([event, given]) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      const target = document.activeElement ?? document.body;
      const common = { bubbles: true, cancelable: true };
      if (event === 'drop') {
        target.dispatchEvent(new DragEvent('dragover', { ...common, dataTransfer: transfer }));
        await new Promise(requestAnimationFrame);
        target.dispatchEvent(new DragEvent('drop', { ...common, dataTransfer: transfer }));
      } else {
        target.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: transfer }));
      }
    },
    [how, data] as const,
  );
}

export function sendSheet(page: Page, count: number) {
  return page.getByRole('dialog', { name: words.files.title(count) });
}

export async function sendFiles(page: Page, count = 1): Promise<void> {
  await sendSheet(page, count).getByRole('button', { name: words.files.send, exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

export function picture(page: Page, name: string) {
  return timeline(page).getByRole('button', { name: words.files.view(name) });
}

/** Expects that the page really shows it. */
export async function expectShown(page: Page, name: string): Promise<void> {
  const image = picture(page, name).locator('img');
  await expect(async () => {
    // What lies further up is fetched when somebody scrolls there, and is made anew when it was too far away.
    await image.scrollIntoViewIfNeeded();
    expect(
      await image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth),
    ).toBeTruthy();
  }).toPass({ timeout: 15_000 });
}

/** The files that the host keeps. */
export function keptFiles(folder: string): Buffer[] {
  const files = join(folder, 'files');
  return existsSync(files) ? readdirSync(files).map((name) => readFileSync(join(files, name))) : [];
}
