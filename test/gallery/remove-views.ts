// Somebody is sent away: the question before, what whoever it is sees, and the way back.
import type { Page } from '@playwright/test';
import { ask, come, say, type Person } from '../people.ts';
import type { Stage } from './stage.ts';
import type { View } from './view.ts';

/** The one who disturbs. */
const minh = 'Minh';
/** What an account costs in a picture. */
const passwordCost = { n: 16, r: 1, p: 1 };

/** The people, beside the messages or in a sheet on a phone. */
async function showPeople(page: Page, { size, words }: Stage): Promise<void> {
  if (size === 'phone') await page.getByRole('button', { name: words.chat.showPeople }).click();
}

async function sendAway(page: Page, { words }: Stage, name: string): Promise<void> {
  await page.getByRole('button', { name: words.people.remove(name) }).click();
  await page.getByRole('dialog', { name: words.people.removeTitle(name) }).waitFor();
}

/** The pupil of the lesson, made a co-host by the teacher. */
async function openAsCoHost(stage: Stage): Promise<{ page: Page; teacher: Person }> {
  const { lesson, words } = stage;
  const chat = await stage.openChat({ accountMode: 'names-can-be-kept', passwordCost });
  const teacher = await come(chat.host.port, lesson.teacher, { hostKey: chat.host.hostKey });
  await chat.classmates.join([...lesson.classmates]);
  const page = await stage.enter(chat, lesson.pupil);
  await page.getByRole('button', { name: words.chat.settings }).click();
  await page.getByLabel(words.accounts.newPassword, { exact: true }).fill('hoa sen trắng');
  await page.getByRole('button', { name: words.accounts.keepName }).click();
  await page.getByText(words.accounts.loggedInAs(lesson.pupil)).waitFor();
  await page.keyboard.press('Escape');
  const { accounts } = await ask(teacher, { type: 'get-accounts' });
  const [{ id }] = accounts as [{ id: string }];
  await ask(teacher, { type: 'set-co-host', account: id, coHost: true });
  await say(teacher, lesson.praise.content);
  return { page, teacher };
}

export const removePageViews: readonly View[] = [
  {
    name: 'removed',
    async open(stage) {
      const { lesson, words } = stage;
      const chat = await stage.openChat({ history: lesson.before });
      const teacher = await come(chat.host.port, lesson.teacher, { hostKey: chat.host.hostKey });
      await chat.classmates.join(lesson.classmates);
      const page = await stage.enter(chat, lesson.pupil);
      const { person } = await teacher.client.next(
        ({ type, person: who }) =>
          type === 'person-joined' && (who as { name: string }).name === lesson.pupil,
      );
      await ask(teacher, { type: 'remove-person', person: (person as { id: string }).id });
      await page.getByText(words.errors.removed.title).waitFor();
      return page;
    },
  },
  {
    name: 'removed-by-co-host',
    async open(stage) {
      const { page } = await openAsCoHost(stage);
      const { words } = stage;
      await showPeople(page, stage);
      await sendAway(page, stage, minh);
      await page.getByRole('button', { name: words.people.removeYes, exact: true }).click();
      await page.getByRole('button', { name: `${words.people.readmit}: ${minh}` }).waitFor();
      await page.getByRole('button', { name: `${words.people.readmit}: ${minh}` }).scrollIntoViewIfNeeded();
      return page;
    },
  },
];

export const removeWindowViews: readonly View[] = [
  {
    name: 'remove-question',
    async open(stage) {
      const { lesson, words, size } = stage;
      const app = await stage.openApp({ nickname: lesson.teacher, chatName: lesson.chatName });
      const classmates = await stage.hostChat(app);
      await classmates.join([...lesson.classmates]);
      const { window } = app;
      if (size === 'phone') await window.getByRole('button', { name: words.common.back }).click();
      await showPeople(window, stage);
      await sendAway(window, stage, minh);
      return window;
    },
  },
  {
    name: 'host-removed',
    async open(stage) {
      const { lesson, words, size } = stage;
      const app = await stage.openApp({ nickname: lesson.teacher, chatName: lesson.chatName });
      const classmates = await stage.hostChat(app);
      await classmates.join([...lesson.classmates]);
      const { window } = app;
      const opener = window.getByRole('button', { name: words.chat.hostPanel, exact: true });
      if (size === 'phone') await window.getByRole('button', { name: words.common.back }).click();
      for (const name of [minh, 'Chi']) {
        await showPeople(window, stage);
        await sendAway(window, stage, name);
        await window.getByRole('button', { name: words.people.removeYes, exact: true }).click();
        await window
          .getByRole('dialog', { name: words.people.removeTitle(name) })
          .waitFor({ state: 'detached' });
        if (size === 'phone') await window.keyboard.press('Escape');
      }
      if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
      await window.getByText(words.access.title).click();
      await window.getByRole('button', { name: `${words.people.readmit}: ${minh}` }).scrollIntoViewIfNeeded();
      return window;
    },
  },
];
