// What one has written, and what one takes away from what others wrote.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeHistory } from '../gallery/history.ts';
import { expect, test } from './fixture.ts';
import { freePort } from './free-port.ts';
import { composer, hostChat, joinAs, timeline, words } from './people.ts';

/** Selects from the first place of `first` to the end of `last`, as somebody who draws the mouse over them. */
async function selectFrom(page: Page, first: string, last: string): Promise<void> {
  const [from, to] = [timeline(page).getByText(first), timeline(page).getByText(last)];
  await expect(from).toBeVisible();
  // As a press of the mouse does.
  await timeline(page).focus();
  const end = await to.elementHandle();
  await from.evaluate((start, stop) => {
    const texts = (element: Node) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const found: Node[] = [];
      while (walker.nextNode()) found.push(walker.currentNode);
      return found;
    };
    const [anchor] = texts(start);
    const focus = stop === null ? undefined : texts(stop).at(-1);
    if (anchor === undefined || focus === undefined) throw new Error('nothing to select');
    document.getSelection()?.setBaseAndExtent(anchor, 0, focus, focus.textContent?.length ?? 0);
  }, end);
}

test('several messages are copied as lines of name and text, one as it was written', async ({
  folder,
  startHost,
  openPage,
}) => {
  writeHistory(join(folder, 'host'), [
    { name: 'An', content: 'Xem `for` này:\nhai dòng', minutesAgo: 3 },
    { name: 'An', content: 'nữa', minutesAgo: 2 },
    { name: 'cô Hạnh', content: '```\nfor i in range(5):\n    print(i)\n```', minutesAgo: 2 },
    { name: 'Chi', content: 'Em hiểu rồi ạ', minutesAgo: 1 },
  ]);
  const { port } = await startHost();
  const page = await openPage(`http://lop9a.local:${String(port)}/`);
  await joinAs(page, 'Linh');

  await selectFrom(page, 'nữa', 'Em hiểu rồi ạ');
  await page.keyboard.press('Control+C');
  await composer(page).focus();
  await page.keyboard.press('Control+V');
  await expect(composer(page)).toHaveValue(
    'An: nữa\ncô Hạnh: ```\nfor i in range(5):\n    print(i)\n```\nChi: Em hiểu rồi ạ',
  );

  await composer(page).fill('');
  await selectFrom(page, 'Xem', 'hai dòng');
  await page.keyboard.press('Control+C');
  await composer(page).focus();
  await page.keyboard.press('Control+V');
  await expect(composer(page)).toHaveValue('Xem for này:\nhai dòng');
});

test('a draft is there again after the page was closed, for its writer and for nobody else', async ({
  startHost,
  newDevice,
  openPage,
  enter,
}) => {
  const { port } = await startHost();
  const url = `http://localhost:${String(port)}/`;
  const device = await newDevice();
  const page = await enter(port, 'Linh', device);
  await composer(page).fill('Em chưa viết xong');
  await page.close();

  const again = await openPage(url, device);
  await again.getByRole('button', { name: words.join.joinPage }).click();
  await expect(composer(again)).toHaveValue('Em chưa viết xong');
  await again.close();

  const other = await enter(port, 'Minh', device);
  await expect(composer(other)).toHaveValue('');
});

test('a draft in the window is there again after the app has ended', async ({ openApp, reopenApp }) => {
  const app = await openApp({ nickname: 'cô Hạnh', port: await freePort() });
  await hostChat(app.window);
  await composer(app.window).fill('Hôm nay mình học');
  await app.answerMessageBoxes(0);
  await app.quit();
  await app.exited;
  const again = await reopenApp(app);
  await hostChat(again.window);
  await expect(composer(again.window)).toHaveValue('Hôm nay mình học');
});
