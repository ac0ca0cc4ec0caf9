// What somebody looks at or works with stays there: nothing is gone for a frame, and nothing moves without a reason.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeHistory } from '../gallery/history.ts';
import { settle } from '../gallery/view.ts';
import { come, say as sayOnWire } from '../people.ts';
import { png } from '../pictures.ts';
import { expect, test } from './fixture.ts';
import { expectShown, give, picture, sendFiles, sendSheet } from './giving-files.ts';
import { chip, composer, openMenu, said, say, timeline, words } from './people.ts';

const tall = Array.from({ length: 25 }, (_, line) => `dòng ${String(line + 1)}`).join('\n');
const count = 300;
const early = 'từ đầu năm';

/** A history that is read in several pages, and ends with messages that are taller than the timeline. */
function writeLesson(folder: string): void {
  const messages = Array.from({ length: count }, (_, index) => ({
    name: ['An', 'Bình', 'Chi'][index % 3] ?? '',
    content: index === 7 ? early : index < count - 3 ? `Câu ${String(index + 1)}` : tall,
    minutesAgo: (count - index) * 7,
  }));
  writeHistory(join(folder, 'host'), messages);
}

/** Goes to the only message that says this, however far up. */
async function goTo(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.keyboard.type(text);
  await page.getByRole('option', { name: text }).click();
  await page.keyboard.press('Escape');
  await expect(timeline(page).getByText(text, { exact: true })).toBeInViewport();
}

test('whoever goes back to the newest message sees it from the first frame on', async ({
  folder,
  startHost,
  enter,
}) => {
  writeLesson(folder);
  const { port } = await startHost();
  const linh = await enter(port, 'Linh');
  await goTo(linh, early);
  const blank = await linh
    .getByRole('button', { name: words.chat.toNewest })
    .evaluate(async (button: HTMLElement) => {
      const log = button.parentElement?.querySelector('[role=log]');
      if (!log) throw new Error('no timeline');
      const { top, bottom } = log.getBoundingClientRect();
      const isSeen = (bubble: Element) => {
        const place = bubble.getBoundingClientRect();
        return place.bottom > top && place.top < bottom && getComputedStyle(bubble).visibility === 'visible';
      };
      // Right behind a frame, before anything else changes the page.
      const painted = () =>
        new Promise((done) =>
          requestAnimationFrame(
            () => void scheduler.postTask(() => done(null), { priority: 'user-blocking' }),
          ),
        );
      button.click();
      let frames = 0;
      for (let frame = 0; frame < 30; frame += 1) {
        await painted();
        if (![...log.querySelectorAll('.bubble')].some(isSeen)) frames += 1;
      }
      return frames;
    });
  expect(blank).toBe(0);
});

test.describe('where the connection is lost', () => {
  test.use({ expectedErrors: [/WebSocket connection|Failed to load resource/] });

  test('whoever has pressed to try again writes on once they are back', async ({ startHost, enter }) => {
    const host = await startHost();
    const linh = await enter(host.port, 'Linh');
    await host.stop();
    const again = linh.getByRole('button', { name: words.chat.retryNow });
    await again.click();
    await expect(again).toBeFocused();
    await startHost(host.port);
    await expect(again).toHaveCount(0);
    await expect(composer(linh)).toBeFocused();
  });

  test('what is being read stays where it is while a banner comes above it and goes', async ({
    folder,
    startHost,
    enter,
  }) => {
    writeLesson(folder);
    const host = await startHost();
    const linh = await enter(host.port, 'Linh');
    await goTo(linh, early);
    const topOfRead = async () => {
      await settle(linh);
      return (await timeline(linh).getByText(early, { exact: true }).boundingBox())?.y ?? NaN;
    };
    const before = await topOfRead();
    // A timeline is scrolled by whole pixels, and a banner may be half a pixel higher.
    const hasStayed = async () => expect(Math.abs((await topOfRead()) - before)).toBeLessThan(1);
    await host.stop();
    const again = linh.getByRole('button', { name: words.chat.retryNow });
    await expect(again).toBeVisible();
    await hasStayed();
    await startHost(host.port);
    await expect(again).toHaveCount(0);
    await hasStayed();
  });

  test('a picture that is come to while the host is away keeps its place, and is there once the host is', async ({
    startHost,
    enter,
  }) => {
    const host = await startHost();
    const minh = await enter(host.port, 'Minh');
    await give(minh, 'paste', { name: 'bảng.png', type: 'image/png', bytes: png(200, 150) });
    await sendFiles(minh);
    await expect(minh.getByRole('img', { name: words.chat.sent })).toBeVisible();
    const chi = await come(host.port, 'Chi');
    for (let count = 0; count < 5; count += 1) await sayOnWire(chi, tall);
    const linh = await enter(host.port, 'Linh');
    await expect(timeline(linh).getByText('dòng 25').last()).toBeInViewport();
    await expect(picture(linh, 'bảng.png')).toHaveCount(0);
    await host.stop();
    await expect(linh.getByRole('button', { name: words.chat.retryNow })).toBeVisible();
    const failed = linh.waitForEvent('requestfailed', (request) => request.url().includes('/files/'));
    await timeline(linh).focus();
    await linh.keyboard.press('Home');
    await failed;
    await expect(picture(linh, 'bảng.png')).toBeVisible();
    await startHost(host.port);
    await expectShown(linh, 'bảng.png');
  });
});

test('whoever reloads the page does not see the way in again', async ({ startHost, enter }) => {
  const { port } = await startHost();
  const linh = await enter(port, 'Linh');
  await linh.addInitScript(() => {
    const look = () => {
      const form = document.querySelector('form');
      if (form === null) return void requestAnimationFrame(look);
      document.documentElement.dataset['form'] = form.querySelector('textarea')
        ? 'the chat'
        : `the way in, ${getComputedStyle(form).visibility}`;
    };
    requestAnimationFrame(look);
  });
  await linh.reload();
  await expect(composer(linh)).toBeEditable();
  await expect(linh.locator('html')).toHaveAttribute('data-form', /^the chat$|hidden$/);
});

test('whoever takes a reaction back by the keyboard is at its message then', async ({ startHost, enter }) => {
  const { port } = await startHost();
  const linh = await enter(port, 'Linh');
  await say(linh, 'xong rồi');
  await say(linh, 'còn ai không');
  const opened = await openMenu(linh, 'xong rồi');
  await opened.getByRole('button', { name: words.write.reactWith('👍') }).click();
  await chip(linh, '👍').press('Enter');
  await expect(chip(linh, '👍')).toHaveCount(0);
  await expect(said(linh, 'xong rồi')).toBeFocused();
});

test('whoever goes through pictures by their buttons has the keyboard at the last one, too, and however large it is', async ({
  startHost,
  enter,
}) => {
  const { port } = await startHost();
  const linh = await enter(port, 'Linh');
  for (const name of ['một.png', 'hai.png']) {
    await give(linh, 'paste', { name, type: 'image/png', bytes: png(40, 30) });
    await sendFiles(linh);
    await expectShown(linh, name);
  }
  await picture(linh, 'hai.png').click();
  const viewer = linh.getByRole('dialog');
  await viewer.getByRole('button', { name: words.files.previous }).click();
  await expect(viewer).toHaveAccessibleName(/một/);
  await linh.keyboard.press('ArrowRight');
  await expect(viewer).toHaveAccessibleName(/hai/);
  await viewer.getByRole('button', { name: words.files.zoomIn }).click();
  await viewer.getByRole('button', { name: words.files.zoomOut }).click();
  await linh.keyboard.press('ArrowLeft');
  await expect(viewer).toHaveAccessibleName(/một/);
});

test('whoever takes one of several files away before they are sent writes the words for the others', async ({
  startHost,
  enter,
}) => {
  const { port } = await startHost();
  const linh = await enter(port, 'Linh');
  const files = ['một.png', 'hai.png'].map((name) => ({ name, type: 'image/png', bytes: png(40, 30) }));
  await give(linh, 'paste', ...files);
  await sendSheet(linh, 2)
    .getByRole('button', { name: words.files.remove('hai.png') })
    .click();
  await expect(sendSheet(linh, 1).getByRole('textbox', { name: words.files.caption })).toBeFocused();
});

for (const hasTouch of [false, true]) {
  test(`nothing moves when somebody reads what one has written${hasTouch ? ', on a phone' : ''}`, async ({
    startHost,
    enter,
    browser,
  }) => {
    const { port } = await startHost();
    const device = await browser.newContext({ hasTouch, isMobile: hasTouch });
    const linh = await enter(port, 'Linh', device);
    await composer(linh).fill('ai đọc chưa');
    await linh.getByRole('button', { name: words.chat.send }).click();
    await expect(linh.getByRole('img', { name: words.chat.sent })).toBeVisible();
    const heights = async () => {
      // Rows are measured after they are there.
      await settle(linh);
      return timeline(linh).evaluate((log) => [
        log.querySelector('[data-row^=o]')?.getBoundingClientRect().height,
        log.scrollHeight - log.clientHeight,
      ]);
    };
    const before = await heights();
    await enter(port, 'Minh');
    await expect(linh.getByRole('button', { name: words.write.seenBy(1) })).toBeVisible();
    expect(await heights()).toEqual(before);
    await device.close();
  });
}

test('nothing moves when somebody begins to type, however large the text is', async ({
  startHost,
  enter,
}) => {
  const { port } = await startHost();
  const linh = await enter(port, 'Linh');
  await linh.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  const minh = await enter(port, 'Minh');
  const before = await timeline(linh).boundingBox();
  await composer(minh).pressSequentially('em');
  await expect(linh.getByText(words.chat.typing(['Minh'], 0))).toBeVisible();
  expect(await timeline(linh).boundingBox()).toEqual(before);
});
