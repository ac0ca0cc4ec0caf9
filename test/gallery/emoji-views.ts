// The emoji picker over a pupil's chat: floating in a window, a sheet on a phone.
import type { Page } from '@playwright/test';
import { attendLesson, composer } from './page-views.ts';
import type { Stage } from './stage.ts';
import type { View } from './view.ts';

/** A pupil in the middle of a message, who has picked emoji before. */
async function openEmoji(stage: Stage): Promise<Page> {
  const { page } = await attendLesson(stage);
  const before = { recent: ['😊', '👍🏽', '❤️', '🎉', '📚'], tone: 3 };
  await page.evaluate((value) => localStorage.setItem('chatbox.emoji', value), JSON.stringify(before));
  await composer(page, stage).fill(stage.lesson.short[0]);
  await page.getByRole('button', { name: stage.words.emoji.insert }).click();
  await page.getByRole('grid').getByRole('gridcell').first().waitFor();
  return page;
}

export const emojiViews: readonly View[] = [
  { name: 'emoji', open: openEmoji },
  {
    name: 'emoji-found',
    async open(stage) {
      const page = await openEmoji(stage);
      await page.getByRole('textbox', { name: stage.words.emoji.search }).fill(stage.lesson.emojiWord);
      await page.getByText(stage.words.emoji.sections.found).waitFor();
      return page;
    },
  },
  {
    name: 'emoji-none',
    async open(stage) {
      const page = await openEmoji(stage);
      await page.getByRole('textbox', { name: stage.words.emoji.search }).fill('xyzxyz');
      await page.getByText(stage.words.emoji.none).waitFor();
      return page;
    },
  },
];
