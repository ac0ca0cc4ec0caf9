// Newer versions, by the real electron-updater in the built app: nothing is asked of the internet, downloaded or
// installed without a press.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canBeReleased, openReleasePage, type ReleasePage } from '../release-page.ts';
import { expect, test as base } from './fixture.ts';
import { hostChat, words } from './people.ts';

const test = base.extend<{ page311: ReleasePage }>({
  page311: async ({ folder }, use) => {
    const sign = join(folder, 'started');
    const page = await openReleasePage(folder, '3.1.1', `#!/bin/sh\necho new > '${sign}'\n`);
    await use(page);
    await page.close();
  },
});

test.skip(!canBeReleased);

test('a newer version comes in three presses, and starts in the place of the old one', async ({
  openApp,
  page311,
  folder,
}) => {
  const app = await openApp({}, { environment: page311.environment });
  const { window } = app;
  await hostChat(window);
  await window.getByRole('button', { name: words.chat.settings }).click();
  expect(page311.asked).toEqual([]);

  await window.getByRole('button', { name: words.updates.look }).click();
  const settings = window.getByRole('dialog');
  await expect(settings.getByText(words.updates.available('3.1.1'))).toBeVisible();
  await window.keyboard.press('Escape');
  expect(page311.asked).toEqual(['/latest-linux.yml']);

  await window.getByRole('button', { name: words.updates.download }).click();
  await expect(window.getByText(words.updates.ready('3.1.1'))).toBeVisible();
  expect(readFileSync(page311.program, 'utf8')).toBe('the version that runs');

  // Whoever hosts is asked first, and may stay.
  await window.getByRole('button', { name: words.updates.restart }).click();
  await expect.poll(() => app.messageBoxes()).toHaveLength(1);
  await expect(window.getByText(words.updates.ready('3.1.1'))).toBeVisible();
  await app.answerMessageBoxes(0);
  await window.getByRole('button', { name: words.updates.restart }).click();
  await app.exited;
  expect(readFileSync(page311.program, 'utf8')).toContain('echo new');
  await expect.poll(() => existsSync(join(folder, 'started'))).toBe(true);
  // Nothing that was sent tells this copy from another.
  expect(new Set(page311.names)).toEqual(new Set(['0']));
});

test('where the settings say so it looks by itself, once, and can be put off', async ({
  openApp,
  page311,
}) => {
  const { window } = await openApp({ lookForUpdates: true }, { environment: page311.environment });
  await expect(window.getByText(words.updates.available('3.1.1'))).toBeVisible();
  await window.getByRole('button', { name: words.updates.later }).click();
  await expect(window.getByText(words.updates.available('3.1.1'))).toBeHidden();
  expect(page311.asked).toEqual(['/latest-linux.yml']);
});

test('what arrives damaged is not installed, and can be fetched again', async ({ openApp, page311 }) => {
  page311.damage();
  const { window } = await openApp({ lookForUpdates: true }, { environment: page311.environment });
  await window.getByRole('button', { name: words.updates.download }).click();
  await expect(window.getByText(words.updates.downloadFailed('3.1.1'))).toBeVisible();
  await expect(window.getByRole('button', { name: words.updates.tryAgain })).toBeVisible();
  expect(readFileSync(page311.program, 'utf8')).toBe('the version that runs');
});

test('a copy that was not released offers nothing of the kind', async ({ openApp }) => {
  const { window } = await openApp({ lookForUpdates: true });
  await window.getByRole('button', { name: words.welcome.settings }).click();
  await expect(window.getByText(words.updates.off)).toBeVisible();
  await expect(window.getByRole('button', { name: words.updates.look })).toHaveCount(0);
});
