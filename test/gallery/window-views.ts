// The views that only the app has: the first screen, hosting, and the host's panel.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { RecentChat } from '../../client/desktop-port.ts';
import { canBeReleased } from '../release-page.ts';
import { connectWire } from '../wire-client.ts';
import { accountWindowViews } from './account-views.ts';
import { removeWindowViews } from './remove-views.ts';
import { roomWindowViews } from './room-views.ts';
import type { Classmates } from './classmates.ts';
import { firstWords } from './lesson.ts';
import { movingViews } from './moving-views.ts';
import { type Neighbour, neighboursVariable } from './school-network.ts';
import type { Stage, StagedApp } from './stage.ts';
import type { View } from './view.ts';

const dayMs = 86_400_000;

function recentChats({ lesson }: Stage): RecentChat[] {
  const [first, second] = lesson.otherChats;
  return [
    { address: '192.168.1.20:8765', name: first, lastJoinedAt: Date.now() - 2 * dayMs },
    { address: '192.168.1.12:8765', name: second, lastJoinedAt: Date.now() - 6 * dayMs },
  ];
}

function openTeachersApp(stage: Stage): Promise<StagedApp> {
  const { lesson } = stage;
  return stage.openApp(
    { nickname: lesson.teacher, chatName: lesson.chatName, recentChats: recentChats(stage) },
    lesson.before,
  );
}

/** The teacher's window in the middle of the lesson. */
async function hostLesson(stage: Stage): Promise<{ window: Page; classmates: Classmates }> {
  const { lesson, words } = stage;
  const app = await openTeachersApp(stage);
  const classmates = await stage.hostChat(app);
  await classmates.join([...lesson.classmates, lesson.pupil]);
  const { window } = app;
  for (const said of [...lesson.said, lesson.question]) {
    if (said.name === lesson.teacher) {
      const composer = window.getByRole('textbox', { name: words.chat.write });
      await composer.fill(said.content);
      await composer.press('Enter');
    } else {
      await classmates.say(said);
    }
    await window.getByRole('log').getByText(firstWords(said)).last().waitFor();
  }
  // The tick below the teacher's own words.
  await window.getByRole('img', { name: words.chat.sending }).waitFor({ state: 'detached' });
  return { window, classmates };
}

/** On a phone the panel is a screen of its own. */
async function showPanel({ words }: Stage, window: Page): Promise<void> {
  const opener = window.getByRole('button', { name: words.chat.hostPanel, exact: true });
  if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
}

/** A released copy that has found a newer version at its start. */
async function openOutdatedApp(stage: Stage): Promise<Page> {
  const { environment } = await stage.openReleasePage('3.1.1');
  const { teacher, chatName, before } = stage.lesson;
  const settings = { nickname: teacher, chatName, lookForUpdates: true };
  const { window } = await stage.openApp(settings, before, environment);
  await window.getByText(stage.words.updates.available('3.1.1')).waitFor();
  return window;
}

/** The first screen after a start that was refused because a file is no longer what it was. */
async function openDamaged(stage: Stage, name: string, title: string): Promise<Page> {
  const { window, chatFolder } = await openTeachersApp(stage);
  writeFileSync(join(chatFolder, name), '{"rooms":[{"id"');
  await window.getByRole('button', { name: stage.words.host.start, exact: true }).click();
  await window.getByText(title).waitFor();
  return window;
}

const updateViews: readonly View[] = [
  { name: 'update-available', open: openOutdatedApp },
  {
    name: 'settings-about',
    async open(stage) {
      const { words } = stage;
      const window = await openOutdatedApp(stage);
      await window.getByRole('button', { name: words.welcome.settings }).click();
      await window.getByRole('dialog').getByText(words.updates.autoHint).waitFor();
      await window.getByRole('dialog').getByText(words.updates.available('3.1.1')).scrollIntoViewIfNeeded();
      return window;
    },
  },
];

export const windowViews: readonly View[] = [
  ...accountWindowViews,
  ...movingViews,
  ...roomWindowViews,
  ...removeWindowViews,
  ...(canBeReleased ? updateViews : []),
  {
    name: 'welcome',
    open: async (stage) => (await openTeachersApp(stage)).window,
  },
  {
    name: 'welcome-nearby',
    async open(stage) {
      const { lesson, words } = stage;
      const [first, second] = lesson.otherChats;
      const neighbours: readonly Neighbour[] = [
        { name: lesson.chatName, address: '192.168.1.9', people: 28 },
        { name: second, address: '192.168.1.12', people: 1 },
        { name: `${first} ${lesson.longName}`, address: '192.168.1.41', people: 0 },
      ];
      const { window } = await stage.openApp(
        { nickname: lesson.pupil, recentChats: recentChats(stage) },
        [],
        { [neighboursVariable]: JSON.stringify(neighbours) },
      );
      await window.getByText(words.join.inside(28)).waitFor();
      await window.getByText(words.join.inside(0)).waitFor();
      return window;
    },
  },
  {
    name: 'welcome-first-time',
    open: async (stage) => (await stage.openApp()).window,
  },
  {
    name: 'welcome-no-answer',
    async open(stage) {
      const { window } = await openTeachersApp(stage);
      const { join, errors } = stage.words;
      // The discard port, where nobody listens.
      await window.getByRole('textbox', { name: join.address }).fill('127.0.0.1:9');
      await window.getByRole('button', { name: join.join, exact: true }).click();
      await window.getByText(errors['no-answer'].title).waitFor();
      return window;
    },
  },
  {
    name: 'welcome-port-taken',
    async open(stage) {
      const other = createServer().listen(0);
      await once(other, 'listening');
      const address = other.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      const { lesson, words } = stage;
      const { window } = await stage.openApp({ nickname: lesson.teacher, chatName: lesson.chatName, port });
      await window.getByRole('button', { name: words.host.start, exact: true }).click();
      await window.getByText(words.host.portTaken(port)).waitFor();
      other.close();
      return window;
    },
  },
  {
    name: 'welcome-accounts-damaged',
    open: (stage) => openDamaged(stage, 'accounts.json', stage.words.errors['accounts-damaged'].title),
  },
  {
    name: 'welcome-rooms-damaged',
    open: (stage) => openDamaged(stage, 'rooms.json', stage.words.errors['rooms-damaged'].title),
  },
  {
    name: 'host-alone',
    async open(stage) {
      const { lesson } = stage;
      const app = await stage.openApp({ nickname: lesson.teacher, chatName: lesson.chatName });
      await stage.hostChat(app);
      return app.window;
    },
  },
  {
    name: 'host-chat',
    async open(stage) {
      const { window, classmates } = await hostLesson(stage);
      const { lesson, words } = stage;
      await window.getByRole('textbox', { name: words.chat.write }).fill(lesson.draft);
      classmates.type('Minh');
      await window.getByText(words.chat.typing(['Minh'], 0)).waitFor();
      return window;
    },
  },
  {
    name: 'earlier-texts',
    async open(stage) {
      const { lesson, words } = stage;
      const { window, classmates } = await hostLesson(stage);
      const { name, content } = lesson.question;
      const message = await classmates.heard(name, content);
      for (const text of [lesson.longMessage, lesson.answer]) {
        await classmates.ask(name, { type: 'edit-message', message, content: text });
      }
      const edited = window.getByRole('log').getByRole('group').filter({ hasText: lesson.answer });
      await edited.focus();
      await window.keyboard.press('Enter');
      await window.getByRole('button', { name: words.write.earlier, exact: true }).click();
      await window.getByRole('dialog').getByText(words.write.earlierWhat).waitFor();
      return window;
    },
  },
  {
    name: 'host-panel-help',
    async open(stage) {
      const { window } = await hostLesson(stage);
      await showPanel(stage, window);
      await window.getByText(stage.words.panel.helpTitle).click();
      return window;
    },
  },
  {
    name: 'host-panel-log',
    async open(stage) {
      const { words } = stage;
      const { window } = await hostLesson(stage);
      await showPanel(stage, window);
      const label = (await window.getByRole('img', { name: /QR/ }).getAttribute('aria-label')) ?? '';
      const port = Number(/:(\d+)/.exec(label)?.[1]);
      const origin = 'http://quiz.lop9a.example';
      await connectWire(port, '/', { origin }).catch(() => undefined);
      await window.getByText(words.panel.refused(origin)).scrollIntoViewIfNeeded();
      await window.getByRole('button', { name: words.panel.legendTitle }).click();
      await window.getByRole('button', { name: words.panel.copyDataFile }).scrollIntoViewIfNeeded();
      return window;
    },
  },
  {
    name: 'host-stop',
    async open(stage) {
      const { words } = stage;
      const { window } = await hostLesson(stage);
      await showPanel(stage, window);
      await window.getByRole('button', { name: words.panel.stop }).click();
      await window.getByRole('button', { name: words.panel.stopYes }).waitFor();
      return window;
    },
  },
  {
    name: 'settings-window',
    async open(stage) {
      const { window } = await openTeachersApp(stage);
      await window.getByRole('button', { name: stage.words.welcome.settings }).click();
      await window.getByRole('dialog').waitFor();
      return window;
    },
  },
  {
    name: 'join-link',
    async open(stage) {
      const { lesson, words } = stage;
      const app = await stage.openApp({ nickname: lesson.teacher, chatName: lesson.chatName });
      await stage.hostChat(app);
      await app.system.startAgain('classic-chatbox://join/192.168.1.20');
      await app.window.getByRole('dialog', { name: words.join.linkTitle }).waitFor();
      return app.window;
    },
  },
  {
    name: 'join-link-first-time',
    async open(stage) {
      const { words } = stage;
      const app = await stage.openApp();
      await app.system.startAgain('classic-chatbox://join/wss://chat.truong-thcs-nguyen-du.example/lop-9a');
      await app.window.getByRole('dialog', { name: words.join.linkTitle }).waitFor();
      await app.window.getByRole('button', { name: words.join.joinPage }).last().click();
      await app.window.getByText(words.join.noNickname).waitFor();
      return app.window;
    },
  },
];
