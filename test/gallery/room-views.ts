// The views of a chat with several rooms and private talks.
import type { Page } from '@playwright/test';
import type { Person } from '../../protocol/events.ts';
import { addRoom, ask, come, say, type Person as Guest } from '../people.ts';
import type { Stage } from './stage.ts';
import type { View } from './view.ts';

interface Class {
  readonly page: Page;
  readonly teacher: Guest;
  /** Helps to keep order. */
  readonly friend: Guest;
  /** Ids of the rooms, by their names. */
  readonly rooms: Readonly<Record<'tech' | 'games', string>>;
  /** Id of the pupil whose screen is shown. */
  readonly pupil: string;
}

/** A pupil in a chat of three rooms, in which others have said things; one of them calls the pupil. */
async function openClass(stage: Stage): Promise<Class> {
  const { lesson, words } = stage;
  const chat = await stage.openChat();
  const teacher = await come(chat.host.port, lesson.teacher, { hostKey: chat.host.hostKey });
  const [, tech = '', games = ''] = words.rooms.suggestions;
  const rooms = { tech: await addRoom(teacher, tech), games: await addRoom(teacher, games) };
  await ask(teacher, { type: 'set-private-messages', policy: 'everyone' });
  const [friendName = ''] = lesson.classmates;
  const friend = await come(chat.host.port, friendName);
  await makeCoHost(teacher, friend, friendName);
  await chat.classmates.join(lesson.classmates.slice(1));
  for (const { name, content } of lesson.before) {
    if (name === lesson.teacher) await say(teacher, content);
  }
  const page = await stage.enter(chat, lesson.pupil);
  const { person } = await friend.client.next(
    (frame) => frame['type'] === 'person-joined' && (frame['person'] as Person).name === lesson.pupil,
  );
  for (const { name, content } of lesson.said) {
    await say(name === lesson.teacher ? teacher : friend, content, rooms.tech);
  }
  await say(friend, lesson.praise.content, rooms.games);
  return { page, teacher, friend, rooms, pupil: (person as Person).id };
}

/** They take a password for their name, and the teacher lets them keep order. */
async function makeCoHost(teacher: Guest, friend: Guest, name: string): Promise<void> {
  await ask(teacher, { type: 'set-account-mode', mode: 'names-can-be-kept' });
  await ask(friend, { type: 'register', name, password: 'hoa sen trắng' });
  await ask(teacher, { type: 'set-co-host', account: friend.id, coHost: true });
}

/** The list of rooms and people: beside the messages, or in a sheet on a phone. */
async function showPlaces(page: Page, { size, words }: Stage): Promise<void> {
  if (size !== 'phone') return;
  // Its name also says how much is unread.
  await page.getByRole('button', { name: words.chat.showPeople }).click();
}

/** Opens a room or a talk by its name. */
async function openPlace(page: Page, stage: Stage, name: string): Promise<void> {
  await showPlaces(page, stage);
  const places = page.getByRole('navigation', { name: stage.words.rooms.title });
  await places.getByRole('button', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** The second room, in which some things were said. */
async function openTech(page: Page, stage: Stage): Promise<void> {
  await openPlace(page, stage, stage.words.rooms.suggestions[1] ?? '');
  await page.getByRole('log').locator('.bubble').nth(3).waitFor();
}

async function openTalk(stage: Stage): Promise<Page> {
  const { page, friend, pupil, rooms } = await openClass(stage);
  const { lesson, words } = stage;
  const [name = ''] = lesson.classmates;
  await say(friend, lesson.said[2]?.content ?? '', `@${pupil}`);
  await openPlace(page, stage, name);
  await page.getByText(words.rooms.talkNote(name, lesson.teacher)).waitFor();
  await page.getByRole('textbox', { name: words.rooms.writeTo(name) }).fill(lesson.short[0]);
  await page.getByRole('button', { name: words.chat.send, exact: true }).click();
  await page.getByRole('img', { name: words.chat.sent }).waitFor();
  await say(friend, lesson.said[3]?.content ?? '', rooms.games);
  return page;
}

export const roomPageViews: readonly View[] = [
  {
    name: 'rooms',
    async open(stage) {
      const { page } = await openClass(stage);
      await showPlaces(page, stage);
      await page.getByText(stage.words.rooms.mentioned).waitFor({ state: 'attached' });
      return page;
    },
  },
  {
    name: 'room',
    async open(stage) {
      const { page } = await openClass(stage);
      await openTech(page, stage);
      return page;
    },
  },
  { name: 'private-talk', open: openTalk },
  {
    name: 'room-archived',
    async open(stage) {
      const { page, teacher, rooms } = await openClass(stage);
      await openTech(page, stage);
      await ask(teacher, { type: 'archive-room', room: rooms.tech, archived: true });
      await page.getByText(stage.words.rooms.archivedNote).waitFor();
      return page;
    },
  },
];

export const roomWindowViews: readonly View[] = [
  {
    name: 'arrange-rooms',
    async open(stage) {
      const { lesson, words, size } = stage;
      const app = await stage.openApp({ nickname: lesson.teacher, chatName: lesson.chatName });
      await stage.hostChat(app);
      const { window } = app;
      if (size === 'phone') {
        await window.getByRole('button', { name: words.common.back }).click();
        await window.getByRole('button', { name: words.chat.showPeople }).click();
      }
      await window.getByRole('button', { name: words.rooms.add }).click();
      const sheet = window.getByRole('dialog', { name: words.rooms.arrange });
      for (const name of words.rooms.suggestions.slice(1)) {
        await sheet.getByRole('button', { name, exact: true }).click();
        await sheet.getByRole('button', { name: words.rooms.add }).click();
        await sheet.getByRole('button', { name: words.rooms.archive(name) }).waitFor();
      }
      const [, tech = '', games = ''] = words.rooms.suggestions;
      await sheet.getByRole('button', { name: words.rooms.archive(games) }).click();
      await sheet.getByRole('button', { name: words.rooms.rename(tech) }).click();
      await sheet.getByRole('button', { name: words.rooms.reopen(games) }).waitFor();
      return window;
    },
  },
  {
    name: 'host-privacy',
    async open(stage) {
      const { lesson, words } = stage;
      const app = await stage.openApp({ nickname: lesson.teacher, chatName: lesson.chatName });
      const classmates = await stage.hostChat(app);
      await classmates.join([...lesson.classmates]);
      const { window } = app;
      const opener = window.getByRole('button', { name: words.chat.hostPanel, exact: true });
      if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
      await window.getByText(words.rooms.privateMessages).first().click();
      const choice = window.getByRole('radio', { name: words.rooms.policies['with-host'].text });
      await choice.check();
      await choice.scrollIntoViewIfNeeded();
      return window;
    },
  },
];
