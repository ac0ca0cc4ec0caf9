// What somebody looks at or works with stays there: nothing is gone for a frame, and nothing moves without a reason.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeHistory } from '../gallery/history.ts';
import { expect, test } from './fixture.ts';
import { timeline, words } from './people.ts';

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
