// People who look elsewhere hear of what concerns them, and are led to it.
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { expectMessage, hostChat, say, timeline } from './people.ts';

test('a mention while another window is in front is one notification, which leads to its message', async ({
  openApp,
  enter,
}) => {
  const app = await openApp({ nickname: 'Hà', chatName: 'Lớp 9A' });
  const port = await hostChat(app.window);
  const linh = await enter(port, 'Linh');
  await say(linh, 'Cô nhìn đây ạ, @Hà');
  await expectMessage(app.window, 'Cô nhìn đây ạ, @Hà');
  expect(await app.system.notifications()).toEqual([]);

  await app.system.blurWindow();
  await say(linh, 'Em gửi bài rồi');
  await say(linh, 'Cô ơi @hà xem giúp em');
  await expect
    .poll(() => app.system.notifications())
    .toEqual([{ title: 'Linh · Lớp 9A', body: 'Cô ơi @hà xem giúp em' }]);
  for (let n = 1; n <= 12; n++) await say(linh, `Dòng ${String(n)}`);
  await expect(app.window).toHaveTitle('(14) Lớp 9A');
  if (process.platform !== 'win32') await expect.poll(() => app.system.badge()).toBe(14);
  if (process.platform !== 'darwin') expect(await app.system.trayImage()).toMatch(/tray-unread\.png$/);

  const stoodOut = await noteMarked(app.window);
  await app.system.pressNotification();
  expect(await app.system.windowState()).toBe('shown');
  await expect.poll(stoodOut).toContain('Cô ơi @hà xem giúp em');
  await expect(timeline(app.window).getByText('Cô ơi @hà xem giúp em')).toBeInViewport();
  await expect(app.window.locator('.marked')).toHaveCount(0);
  if (process.platform !== 'win32') await expect.poll(() => app.system.badge()).toBe(0);
  if (process.platform !== 'darwin') await expect.poll(() => app.system.trayImage()).toMatch(/tray\.png$/);
  await expect.poll(() => app.system.openNotifications()).toBe(0);
});

test('many messages at once are gathered, and who wants no notifications gets none', async ({
  openApp,
  enter,
}) => {
  const everything = await openApp({ nickname: 'Hà', alerts: 'everything' });
  const port = await hostChat(everything.window);
  const nothing = await openApp({
    nickname: 'Chi',
    alerts: 'none',
    recentChats: [{ address: `127.0.0.1:${String(port)}`, name: 'Lớp 9A', lastJoinedAt: 0 }],
  });
  await nothing.window.getByRole('button', { name: /^(?!Forget).*Lớp 9A/ }).click();
  const linh = await enter(port, 'Linh');
  for (const app of [everything, nothing]) await app.system.blurWindow();
  for (let n = 1; n <= 6; n++) await say(linh, `@Chi @Hà dòng ${String(n)}`);
  for (const app of [everything, nothing]) await expectMessage(app.window, '@Chi @Hà dòng 6');
  const notifications = await everything.system.notifications();
  expect(notifications.length).toBeGreaterThan(0);
  expect(notifications.length).toBeLessThan(6);
  expect(await nothing.system.notifications()).toEqual([]);
});

/** Notes what stands out from now on, however short it does; returns how to read the notes. */
async function noteMarked(page: Page): Promise<() => Promise<string>> {
  const notes = await page.evaluateHandle(() => {
    const seen: string[] = [];
    new MutationObserver(() => {
      for (const row of document.querySelectorAll('.marked')) seen.push(row.textContent ?? '');
    }).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['class'],
    });
    return seen;
  });
  return async () => (await notes.jsonValue()).join('\n');
}
