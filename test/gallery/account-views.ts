// The views that a class meets only where its host asks for passwords.
import type { Page } from '@playwright/test';
import { joinWire, newId } from '../wire-client.ts';
import type { Stage, StagedChat } from './stage.ts';
import type { View } from './view.ts';

const word = 'hoa phượng';
const passwordOfAn = 'hoa sen trắng';
/** What an account costs in a picture. */
const passwordCost = { n: 16, r: 1, p: 1 };

/** Somebody who is in keeps their name. */
async function keepName(port: number, name: string): Promise<void> {
  const { client } = await joinWire(port, name);
  client.send({ type: 'register', id: newId(), name, password: passwordOfAn });
  await client.nextOf('logged-in');
  await client.close();
}

async function pressJoin(page: Page, { words }: Stage): Promise<void> {
  await page.getByRole('button', { name: words.join.joinPage }).click();
}

async function typeName(page: Page, { words }: Stage, name: string): Promise<void> {
  await page.getByRole('textbox', { name: words.common.nickname }).fill(name);
}

/** A pupil who is in, with the settings open. */
async function openSettings(stage: Stage, chat: StagedChat): Promise<Page> {
  const page = await stage.enter(chat, stage.lesson.pupil);
  await page.getByRole('button', { name: stage.words.chat.settings }).click();
  await page.getByRole('heading', { name: stage.words.accounts.account }).scrollIntoViewIfNeeded();
  return page;
}

export const accountPageViews: readonly View[] = [
  {
    name: 'join-password',
    async open(stage) {
      const { words, lesson } = stage;
      const page = await stage.visit(await stage.openChat({ chatPassword: word }));
      await typeName(page, stage, lesson.pupil);
      await page.getByRole('textbox', { name: words.accounts.chatPassword }).fill('hoa mai');
      await pressJoin(page, stage);
      await page.getByText(words.errors['wrong-password'].title).waitFor();
      return page;
    },
  },
  {
    name: 'join-account',
    async open(stage) {
      const { words, lesson } = stage;
      const page = await stage.visit(await stage.openChat({ accountMode: 'accounts-only', passwordCost }));
      await typeName(page, stage, lesson.pupil);
      await page.getByRole('radio', { name: words.accounts.register }).check({ force: true });
      await page.getByLabel(words.accounts.newPassword, { exact: true }).fill('123456');
      await pressJoin(page, stage);
      await page.getByText(words.errors['bad-password'].title).waitFor();
      return page;
    },
  },
  {
    name: 'join-name-protected',
    async open(stage) {
      const { words } = stage;
      const chat = await stage.openChat({ accountMode: 'names-can-be-kept', passwordCost });
      await keepName(chat.host.port, 'An');
      const page = await stage.visit(chat);
      await typeName(page, stage, 'An');
      await pressJoin(page, stage);
      await page.getByText(words.errors['name-protected'].title).waitFor();
      return page;
    },
  },
  {
    name: 'refused-account-required',
    async open(stage) {
      const { words, lesson } = stage;
      const chat = await stage.openChat({ accountMode: 'names-can-be-kept', passwordCost });
      await chat.classmates.join([...lesson.classmates]);
      const page = await stage.enter(chat, lesson.pupil);
      const owner = await joinWire(chat.host.port, lesson.teacher, { hostKey: chat.host.hostKey });
      owner.client.send({ type: 'set-account-mode', id: newId(), mode: 'accounts-only' });
      await owner.client.nextOf('done');
      await page.reload();
      await page.getByText(words.errors['account-required'].title).waitFor();
      return page;
    },
  },
  {
    name: 'settings-keep-name',
    async open(stage) {
      const chat = await stage.openChat({ accountMode: 'names-can-be-kept', passwordCost });
      const page = await openSettings(stage, chat);
      await page.getByText(stage.words.accounts.haveAccount).click();
      return page;
    },
  },
  {
    name: 'settings-account',
    async open(stage) {
      const { words } = stage;
      const chat = await stage.openChat({ accountMode: 'names-can-be-kept', passwordCost });
      const page = await openSettings(stage, chat);
      await page.getByLabel(words.accounts.newPassword, { exact: true }).fill(passwordOfAn);
      await page.getByRole('button', { name: words.accounts.keepName }).click();
      await page.getByText(words.accounts.changePassword).first().click();
      await page.getByRole('button', { name: words.accounts.changePassword }).scrollIntoViewIfNeeded();
      return page;
    },
  },
];

export const accountWindowViews: readonly View[] = [
  {
    name: 'host-access',
    async open(stage) {
      const { lesson, words } = stage;
      const app = await stage.openApp({ nickname: lesson.teacher, chatName: lesson.chatName });
      const classmates = await stage.hostChat(app);
      const { window } = app;
      const opener = window.getByRole('button', { name: words.chat.hostPanel, exact: true });
      if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
      const label = (await window.getByRole('img', { name: /QR/ }).getAttribute('aria-label')) ?? '';
      await window.getByText(words.access.title).click();
      await window.getByRole('radio', { name: words.access.modes['names-can-be-kept'].text }).check();
      await window.getByText(words.access.noAccounts).waitFor();
      await keepName(Number(/:(\d+)/.exec(label)?.[1]), 'Ngọc Ánh');
      await classmates.join([...lesson.classmates]);
      await window.getByRole('textbox', { name: words.access.chatPassword }).fill(word);
      await window.getByRole('button', { name: words.common.save }).click();
      await window.getByRole('button', { name: words.access.refresh }).click();
      await window.getByRole('button', { name: 'Ngọc Ánh', exact: true }).click();
      await window.getByRole('button', { name: words.access.resetPassword }).click();
      await window.getByText(words.access.newPasswordNext).scrollIntoViewIfNeeded();
      return window;
    },
  },
];
