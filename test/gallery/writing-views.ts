// What was done with messages in a pupil's chat: answers, reactions, edits, deletions, and the ways to do so.
import type { Locator, Page } from '@playwright/test';
import { attendLesson, chooseFiles, composer } from './page-views.ts';
import type { Stage, StagedChat } from './stage.ts';
import { settle, type View } from './view.ts';

/** What the pupil has said in the lesson. */
function ownWords({ lesson }: Stage): string {
  return lesson.said.find(({ name }) => name === lesson.pupil)?.content ?? '';
}

function said(page: Page, text: string): Locator {
  return page.getByRole('log').getByRole('group').filter({ hasText: text }).first();
}

/** The pupil's page after the others have answered, reacted, edited and deleted. */
async function attendChanges(stage: Stage): Promise<{ page: Page; chat: StagedChat }> {
  const { lesson, words } = stage;
  const { page, chat } = await attendLesson(stage);
  const { classmates } = chat;
  const own = await classmates.heard('An', ownWords(stage));
  await classmates.ask('An', { type: 'send-message', content: lesson.answer, reply: own });
  for (const name of ['An', 'Chi', 'Minh']) {
    await classmates.ask(name, { type: 'react', message: own, emoji: '👍', on: true });
  }
  await classmates.ask('Chi', { type: 'react', message: own, emoji: '🎉', on: true });
  await page.getByRole('button', { name: /^👍 3/ }).click();
  await page.getByRole('button', { name: /^👍 4/ }).waitFor();
  // Where the button was half out of sight, pressing it has led up to it, and the end is not followed from there.
  await page.getByRole('log').evaluate((log) => (log.scrollTop = log.scrollHeight));
  const { content } = lesson.said[2] ?? lesson.praise;
  const right = await classmates.heard(lesson.teacher, content);
  await classmates.ask(lesson.teacher, { type: 'edit-message', message: right, content: lesson.edited });
  await classmates.say({ name: 'Minh', content: lesson.short[0] });
  const short = await classmates.heard('Minh', lesson.short[0]);
  await classmates.ask('Minh', { type: 'delete-message', message: short });
  await page.getByText(words.write.deleted).waitFor();
  await page.getByText(words.write.edited, { exact: true }).waitFor();
  // Rows that changed their height are measured in the next frame, and the end is followed in the one after it.
  await settle(page);
  return { page, chat };
}

async function openMenu(stage: Stage): Promise<Page> {
  const { page } = await attendLesson(stage);
  await said(page, ownWords(stage)).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: stage.words.write.actions }).waitFor();
  return page;
}

async function startReply(stage: Stage): Promise<Page> {
  const { page } = await attendLesson(stage);
  await said(page, stage.lesson.said[0]?.content.slice(0, 8) ?? '').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: stage.words.write.reply, exact: true }).click();
  return page;
}

export const writingViews: readonly View[] = [
  {
    name: 'messages-changed',
    open: async (stage) => (await attendChanges(stage)).page,
  },
  {
    name: 'message-seen',
    async open(stage) {
      const { page, chat } = await attendChanges(stage);
      await composer(page, stage).fill(stage.lesson.short[1]);
      await page.getByRole('button', { name: stage.words.chat.send, exact: true }).click();
      await page.getByRole('img', { name: stage.words.chat.sent }).last().waitFor();
      const { seq } = await chat.classmates.heard('An', stage.lesson.short[1]);
      for (const name of ['An', 'Chi']) chat.classmates.read(name, seq);
      await page.getByRole('button', { name: stage.words.write.seenBy(2) }).focus();
      return page;
    },
  },
  {
    name: 'message-bar',
    async open(stage) {
      const { page } = await attendChanges(stage);
      await said(page, stage.lesson.answer).hover();
      await page.getByRole('button', { name: stage.words.write.actions }).waitFor();
      return page;
    },
  },
  { name: 'message-menu', open: openMenu },
  {
    name: 'message-reply',
    async open(stage) {
      const page = await startReply(stage);
      await composer(page, stage).fill(stage.lesson.short[0]);
      return page;
    },
  },
  {
    name: 'message-reply-file',
    async open(stage) {
      const page = await startReply(stage);
      await chooseFiles(page, stage.lesson.files);
      await page.getByText(stage.words.files.stripped).waitFor();
      return page;
    },
  },
  {
    name: 'message-edit',
    async open(stage) {
      const page = await openMenu(stage);
      await page.getByRole('button', { name: stage.words.write.edit, exact: true }).click();
      await page.getByText(stage.words.write.editing).waitFor();
      return page;
    },
  },
  {
    name: 'message-remove',
    async open(stage) {
      const page = await openMenu(stage);
      await page.getByRole('button', { name: stage.words.write.remove, exact: true }).click();
      await page.getByText(stage.words.write.removeOwn).waitFor();
      return page;
    },
  },
];
