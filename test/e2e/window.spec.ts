// The window among the others of a desktop: where it stands, where it goes when it is closed, and how one gets it back.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { menuWords } from '../../electron/menu-words.ts';
import { asideWords } from '../../electron/words.ts';
import type { LaunchOptions } from './app.ts';
import { expect, test } from './fixture.ts';
import { composer, expectMessage, hostChat, say, words } from './people.ts';

const tray = menuWords.en;

/** A Linux desktop whose panel says whether it shows icons; other systems always do, and are not asked. */
function desktop(folder: string, { showsTray }: { showsTray: boolean }): LaunchOptions {
  const tools = join(folder, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'gdbus'), `#!/bin/sh\necho '(<${String(showsTray)}>,)'\n`);
  chmodSync(join(tools, 'gdbus'), 0o755);
  return { environment: { PATH: [tools, process.env.PATH ?? ''].join(delimiter) } };
}

test('a window that hosts is hidden when it is closed, says so once, and comes back from the tray', async ({
  openApp,
  enter,
  folder,
}) => {
  test.skip(process.platform === 'darwin', 'macOS has the dock instead of a tray');
  const app = await openApp({}, desktop(folder, { showsTray: true }));
  const port = await hostChat(app.window);
  await app.closeWindow();
  await expect.poll(() => app.system.windowState()).toBe('hidden');
  const said = asideWords('en', 'tray');
  await expect.poll(() => app.system.notifications()).toEqual([said]);

  // The chat goes on without it.
  const linh = await enter(port, 'Linh');
  await say(linh, 'Cô đâu rồi ạ');

  await app.system.pressInTray(tray.show);
  expect(await app.system.windowState()).toBe('shown');
  await expectMessage(app.window, 'Cô đâu rồi ạ');

  await app.closeWindow();
  await expect.poll(() => app.system.windowState()).toBe('hidden');
  expect(await app.system.notifications()).toEqual([said]);
  await app.system.startAgain();
  expect(await app.system.windowState()).toBe('shown');
});

test('where a Linux desktop shows no tray, a window that hosts is only minimised', async ({
  openApp,
  folder,
}) => {
  test.skip(process.platform !== 'linux', 'Windows and macOS always show an icon');
  const app = await openApp({}, desktop(folder, { showsTray: false }));
  await hostChat(app.window);
  await app.closeWindow();
  await expect.poll(() => app.system.windowState()).toBe('minimized');
  expect(await app.system.notifications()).toEqual([asideWords('en', 'minimized')]);
});

test('what was said of closing is not said again the next time', async ({ openApp, reopenApp, folder }) => {
  const options = desktop(folder, { showsTray: true });
  const app = await openApp({}, options);
  await hostChat(app.window);
  await app.closeWindow();
  await expect.poll(async () => (await app.system.notifications()).length).toBe(1);
  await app.answerMessageBoxes(0);
  await app.quit();
  await app.exited;

  const tomorrow = await reopenApp(app, options);
  await hostChat(tomorrow.window);
  await tomorrow.closeWindow();
  await expect.poll(() => tomorrow.system.windowState()).not.toBe('shown');
  expect(await tomorrow.system.notifications()).toEqual([]);
});

test('a window that hosts nothing quits when it is closed', async ({ openApp }) => {
  test.skip(process.platform === 'darwin', 'programs stay there');
  const app = await openApp();
  await app.closeWindow();
  await app.exited;
});

test('a host finds the address and the end of the chat in the tray', async ({ openApp }) => {
  test.skip(process.platform === 'darwin', 'macOS has the dock instead of a tray');
  const app = await openApp();
  const port = await hostChat(app.window);
  await expect.poll(() => app.system.trayMenu()).toContain(tray.stopHosting);
  expect(await app.system.awake()).toBe(true);
  // A machine on no network has no address to give.
  if ((await app.system.trayMenu()).includes(tray.copyAddress)) {
    await app.system.pressInTray(tray.copyAddress);
    expect(await app.system.copiedText()).toMatch(new RegExp(`^http://.+:${String(port)}`));
  }

  await app.system.pressInTray(tray.stopHosting);
  await expect.poll(() => app.messageBoxes()).toEqual(['You are hosting this chat.']);
  await expect(composer(app.window)).toBeEditable();

  await app.answerMessageBoxes(0);
  await app.system.pressInTray(tray.stopHosting);
  await expect(app.window.getByRole('button', { name: words.host.start, exact: true })).toBeVisible();
  await expect.poll(() => app.system.trayMenu()).toEqual([tray.show, tray.quit]);
  expect(await app.system.awake()).toBe(false);
});

test('the window comes back where it was', async ({ openApp, reopenApp }) => {
  const app = await openApp();
  const place = { x: 40, y: 60, width: 900, height: 640 };
  await app.system.placeWindow(place);
  await app.quit();
  await app.exited;
  const again = await reopenApp(app);
  expect(await again.system.windowPlace()).toEqual(place);
});

test('a window whose display was taken away is where it can be seen', async ({ openApp, reopenApp }) => {
  const app = await openApp();
  await app.quit();
  await app.exited;
  const place = { x: 90_000, y: 60, width: 900, height: 640, maximized: false };
  writeFileSync(join(app.userData, 'window.json'), JSON.stringify({ place }));
  const { x, width } = await (await reopenApp(app)).system.windowPlace();
  expect(x).toBeLessThan(10_000);
  expect(width).toBe(900);
});

test('the menus are in the language of the interface and follow it', async ({ openApp }) => {
  const app = await openApp({ language: 'vi' });
  const menus = async () => Object.keys(await app.system.menuBar());
  expect(await menus()).toEqual(expect.arrayContaining([menuWords.vi.edit, menuWords.vi.view]));
  await app.system.pressInMenuBar(menuWords.vi.settings);
  const settings = app.window.getByRole('dialog');
  await settings.getByText('English', { exact: true }).click();
  await expect.poll(menus).toEqual(expect.arrayContaining([menuWords.en.edit, menuWords.en.view]));
  const { [menuWords.en.edit]: edit = [] } = await app.system.menuBar();
  expect(edit).toEqual(expect.arrayContaining([menuWords.en.copy, menuWords.en.paste]));
  if (process.platform !== 'darwin') await expect.poll(() => app.system.trayMenu()).toContain(tray.show);
});
