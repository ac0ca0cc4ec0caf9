// The views of the page that a host serves: what the class sees, on computers and phones.
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { maxContentCodePoints } from '../../protocol/limits.ts';
import { faultyDisk, systemError } from '../../storage/testing.ts';
import { drawing } from '../pictures.ts';
import { accountPageViews } from './account-views.ts';
import { firstWords, school, type LessonFile } from './lesson.ts';
import { removePageViews } from './remove-views.ts';
import { roomPageViews } from './room-views.ts';
import type { Stage, StagedChat } from './stage.ts';
import { tapWire } from './trouble.ts';
import type { View } from './view.ts';

export function composer(page: Page, { words }: Stage) {
  return page.getByRole('textbox', { name: words.chat.write });
}

async function openClass(stage: Stage): Promise<StagedChat> {
  const chat = await stage.openChat({ history: stage.lesson.before });
  await chat.classmates.join([stage.lesson.teacher, ...stage.lesson.classmates]);
  return chat;
}

/** The smallest phone, on its side. */
const lying = { width: 640, height: 320 };

/** A pupil's page in the middle of the lesson; what the pupil says is the pupil's own. */
export async function attendLesson(
  stage: Stage,
  device?: BrowserContext,
): Promise<{ page: Page; chat: StagedChat }> {
  const { lesson } = stage;
  const chat = await openClass(stage);
  const page = await stage.enter(chat, lesson.pupil, device);
  for (const said of lesson.said) {
    if (said.name === lesson.pupil) await write(page, stage, said.content);
    else await chat.classmates.say(said);
    await page.getByRole('log').getByText(firstWords(said)).last().waitFor();
  }
  return { page, chat };
}

async function write(page: Page, stage: Stage, text: string): Promise<void> {
  await composer(page, stage).fill(text);
  await page.getByRole('button', { name: stage.words.chat.send, exact: true }).click();
}

function bytesOf({ picture, name }: LessonFile): Buffer {
  return picture ? drawing(900, 600) : Buffer.from(`${name}\n`.repeat(2_000));
}

/** As a person who presses the paper clip. */
export async function chooseFiles(page: Page, files: readonly LessonFile[]): Promise<void> {
  const chosen = files.map((file) => ({ name: file.name, mimeType: file.type, buffer: bytesOf(file) }));
  await page.locator('input[type=file]').first().setInputFiles(chosen);
  await page.getByRole('dialog').waitFor();
}

/** Somebody else shares a picture and a document, and the pupil another picture. */
async function shareFiles(stage: Stage, chat: StagedChat, page: Page): Promise<void> {
  const { files, teacher } = stage.lesson;
  for (const [index, file] of files.entries()) {
    await chat.classmates.share(teacher, file, bytesOf(file), index === 0 ? stage.lesson.draft : '');
  }
  await page.getByRole('link', { name: stage.words.files.save(files[1].name) }).waitFor();
  await chooseFiles(page, files.slice(0, 1));
  await page.getByRole('dialog').getByRole('button', { name: stage.words.files.send, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page
    .getByRole('button', { name: stage.words.files.view(files[0].name) })
    .last()
    .waitFor();
  // Until it is stored the row still changes its height, and moves what somebody presses next.
  await page
    .locator('[data-row]')
    .last()
    .getByRole('img', { name: stage.words.chat.sent, exact: true })
    .waitFor();
  await expect(async () => {
    const drawn = await page
      .locator('button img')
      .evaluateAll((images: HTMLImageElement[]) =>
        images.map((image) => image.complete && image.naturalWidth > 0),
      );
    expect(drawn.length > 0 && drawn.every(Boolean)).toBe(true);
  }).toPass();
}

/** As when another window is in front: what comes now is new. */
async function lookAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
  });
}

export const pageViews: readonly View[] = [
  ...accountPageViews,
  ...roomPageViews,
  ...removePageViews,
  {
    name: 'join',
    async open(stage) {
      const { lesson, words } = stage;
      const chat = await openClass(stage);
      const page = await stage.visit(chat);
      await page.getByText(words.common.peopleHere(lesson.classmates.length + 1)).waitFor();
      await page.getByRole('textbox').fill(lesson.pupil);
      return page;
    },
  },
  {
    name: 'join-on-its-side',
    async open(stage) {
      const { lesson, words } = stage;
      const page = await stage.visit(await openClass(stage));
      await page.setViewportSize(lying);
      await page.getByText(words.common.peopleHere(lesson.classmates.length + 1)).waitFor();
      return page;
    },
  },
  {
    name: 'chat-on-its-side',
    async open(stage) {
      const { page } = await attendLesson(stage);
      await page.setViewportSize(lying);
      await write(page, stage, stage.lesson.short[0]);
      await page.getByRole('img', { name: stage.words.chat.sent }).last().waitFor();
      return page;
    },
  },
  {
    name: 'join-name-taken',
    async open(stage) {
      const { words } = stage;
      const page = await stage.visit(await openClass(stage));
      await page.getByRole('textbox').fill('An');
      await page.getByRole('button', { name: words.join.joinPage }).click();
      await page.getByRole('button', { name: words.join.useName('An 2') }).waitFor();
      return page;
    },
  },
  {
    name: 'join-closed',
    async open(stage) {
      const { words, lesson } = stage;
      const chat = await openClass(stage);
      const page = await stage.visit(chat);
      await chat.classmates.close();
      await chat.host.close();
      await page.getByRole('textbox').fill(lesson.pupil);
      await page.getByRole('button', { name: words.join.joinPage }).click();
      await page.getByText(words.join.waiting).waitFor();
      return page;
    },
  },
  {
    name: 'first-message',
    async open(stage) {
      const { words, lesson } = stage;
      const chat = await stage.openChat();
      await chat.classmates.join([lesson.teacher, ...lesson.classmates]);
      const page = await stage.enter(chat, lesson.pupil);
      await page.getByText(words.chat.empty).waitFor();
      return page;
    },
  },
  {
    name: 'chat',
    async open(stage) {
      const { lesson, words } = stage;
      const { page, chat } = await attendLesson(stage);
      await lookAway(page);
      await chat.classmates.say(lesson.praise);
      await page.getByText(words.chat.newLine, { exact: true }).waitFor();
      for (const name of ['An', 'Minh', 'Dũng', 'Khánh Ngọc']) chat.classmates.type(name);
      // A phone has room for their number only.
      const names = page.getByText(words.chat.typing(['An', 'Minh', 'Dũng'], 1));
      await names.or(page.getByText(words.chat.typingMany(4))).waitFor();
      return page;
    },
  },
  {
    name: 'mention',
    async open(stage) {
      const { page } = await attendLesson(stage);
      await composer(page, stage).pressSequentially('@');
      await page.getByRole('listbox').waitFor();
      return page;
    },
  },
  {
    name: 'reconnecting',
    async open(stage) {
      const { lesson, words } = stage;
      const device = await stage.openDevice();
      const wire = await tapWire(device);
      const { page } = await attendLesson(stage, device);
      await wire.cut(4000);
      await page.getByText(words.errors['connection-lost'].title).waitFor();
      await write(page, stage, lesson.short[0]);
      return page;
    },
  },
  {
    name: 'host-closed',
    async open(stage) {
      const { words } = stage;
      const { page, chat } = await attendLesson(stage);
      await chat.classmates.close();
      await chat.host.close();
      await page.getByText(words.errors['host-stopped'].title).waitFor();
      return page;
    },
  },
  ...(['nickname-taken', 'version-too-old'] as const).map((code): View => ({
    name: `refused-${code}`,
    async open(stage) {
      const device = await stage.openDevice();
      const wire = await tapWire(device);
      const { page } = await attendLesson(stage, device);
      await wire.refuse(code);
      await page.getByRole('alert').getByText(stage.words.errors[code].title).waitFor();
      return page;
    },
  })),
  {
    name: 'replaced',
    async open(stage) {
      const device = await stage.openDevice();
      const { page, chat } = await attendLesson(stage, device);
      await stage.enter(chat, stage.lesson.pupil, device);
      await page.bringToFront();
      await page.getByRole('button', { name: stage.words.chat.useHere }).waitFor();
      return page;
    },
  },
  {
    name: 'not-sent',
    async open(stage) {
      const { lesson, words } = stage;
      const disk = faultyDisk();
      const chat = await stage.openChat({ history: lesson.before, disk });
      await chat.classmates.join([lesson.teacher, ...lesson.classmates]);
      const page = await stage.enter(chat, lesson.pupil);
      disk.faults.write = () => {
        throw systemError('ENOSPC');
      };
      for (const text of lesson.short) await write(page, stage, text);
      await page.getByRole('button', { name: words.chat.retry }).nth(1).waitFor();
      return page;
    },
  },
  {
    name: 'long-words',
    async open(stage) {
      const { lesson } = stage;
      const chat = await stage.openChat({
        history: lesson.before,
        chatName: `${lesson.chatName} ${lesson.longName}`,
      });
      await chat.classmates.join([lesson.longName, ...lesson.classmates]);
      const page = await stage.enter(chat, lesson.pupil);
      await chat.classmates.say({ name: lesson.longName, content: lesson.longMessage });
      await write(page, stage, lesson.longMessage);
      await page.getByRole('img', { name: stage.words.chat.sent }).waitFor();
      chat.classmates.type(lesson.longName);
      await page.getByText(stage.words.chat.typing([lesson.longName], 0)).waitFor();
      return page;
    },
  },
  {
    name: 'too-long',
    async open(stage) {
      const { page } = await attendLesson(stage);
      const text = stage.lesson.short[0].repeat(200);
      await composer(page, stage).fill(text);
      await page.getByText(stage.words.chat.tooLong([...text].length - maxContentCodePoints)).waitFor();
      return page;
    },
  },
  {
    name: 'people-300',
    async open(stage) {
      const { lesson } = stage;
      const chat = await openClass(stage);
      await chat.classmates.join(school.slice(0, 293));
      const page = await stage.enter(chat, lesson.pupil);
      await showPeople(page, stage);
      return page;
    },
  },
  {
    name: 'old-history',
    async open(stage) {
      const { lesson, words } = stage;
      const names = [...lesson.classmates, lesson.teacher];
      const history = Array.from({ length: 240 }, (_, index) => ({
        name: names[index % names.length] ?? '',
        content: lesson.old(index + 1),
        minutesAgo: (240 - index) * 3 * 24 * 60,
      }));
      const chat = await stage.openChat({ history });
      await chat.classmates.join([lesson.teacher, ...lesson.classmates]);
      const page = await stage.enter(chat, lesson.pupil);
      const log = page.getByRole('log');
      await log.getByText(lesson.old(240)).waitFor();
      await log.focus();
      // Each press leads to the oldest page that is there, and has the one before it fetched.
      await expect(async () => {
        await page.keyboard.press('Home');
        await expect(log.getByText(lesson.old(1), { exact: true })).toBeInViewport({ timeout: 200 });
      }).toPass({ timeout: 15_000 });
      await chat.classmates.say(lesson.praise);
      await page.getByText(words.chat.newMessages(1)).waitFor();
      return page;
    },
  },
  {
    name: 'files',
    async open(stage) {
      const { page, chat } = await attendLesson(stage);
      await shareFiles(stage, chat, page);
      return page;
    },
  },
  {
    name: 'files-uploading',
    async open(stage) {
      const device = await stage.openDevice();
      // The host is slow today: nothing of a file gets through.
      await device.route('**/files', () => undefined);
      const { page } = await attendLesson(stage, device);
      await chooseFiles(page, stage.lesson.files.slice(1, 2));
      await page
        .getByRole('dialog')
        .getByRole('button', { name: stage.words.files.send, exact: true })
        .click();
      await page.getByRole('progressbar').waitFor();
      return page;
    },
  },
  {
    name: 'files-sending',
    async open(stage) {
      const { page } = await attendLesson(stage);
      await chooseFiles(page, [
        ...stage.lesson.files,
        { name: 'IMG_0421.HEIC', type: 'image/heic', picture: false },
      ]);
      await page.getByText(stage.words.files.untouched).waitFor();
      return page;
    },
  },
  {
    name: 'files-too-large',
    async open(stage) {
      const { lesson, words } = stage;
      const limits = { maxFileBytes: 30_000 };
      const page = await stage.enter(await stage.openChat({ history: lesson.before, limits }), lesson.pupil);
      await chooseFiles(page, lesson.files);
      await page.getByText(words.files.tooLarge(limits.maxFileBytes)).waitFor();
      return page;
    },
  },
  {
    name: 'picture',
    async open(stage) {
      const { page, chat } = await attendLesson(stage);
      await shareFiles(stage, chat, page);
      await page
        .getByRole('button', { name: stage.words.files.view(stage.lesson.files[0].name) })
        .first()
        .click();
      await page.getByRole('dialog').getByRole('img').waitFor();
      return page;
    },
  },
  {
    name: 'files-large-text',
    async open(stage) {
      const { page, chat } = await attendLesson(stage);
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      await shareFiles(stage, chat, page);
      return page;
    },
  },
  {
    name: 'leave',
    async open(stage) {
      const { page } = await attendLesson(stage);
      await page.getByRole('button', { name: stage.words.chat.leave, exact: true }).click();
      await page.getByText(stage.words.chat.leaveAsk(0)).waitFor();
      return page;
    },
  },
  {
    name: 'settings-page',
    async open(stage) {
      const { page } = await attendLesson(stage);
      await page.getByRole('button', { name: stage.words.chat.settings }).click();
      await page.getByRole('dialog').waitFor();
      return page;
    },
  },
  {
    name: 'search',
    async open(stage) {
      const { page } = await attendLesson(stage);
      await openSearch(page, stage);
      await searchField(page, stage).fill(stage.lesson.search.found);
      await page.getByRole('option').nth(1).waitFor();
      return page;
    },
  },
  {
    name: 'search-empty',
    async open(stage) {
      const { page } = await attendLesson(stage);
      await openSearch(page, stage);
      await page.getByText(stage.words.search.hint).waitFor();
      return page;
    },
  },
  {
    name: 'search-nothing-found',
    async open(stage) {
      const { page } = await attendLesson(stage);
      await openSearch(page, stage);
      await searchField(page, stage).fill(stage.lesson.search.notFound);
      await page.getByText(stage.words.search.none, { exact: true }).waitFor();
      return page;
    },
  },
  {
    name: 'search-shown',
    async open(stage) {
      const { lesson, words } = stage;
      const chat = await stage.openChat({
        history: Array.from({ length: 400 }, (_, index) => ({
          name: lesson.classmates[index % 3] ?? '',
          content: lesson.old(index + 1),
          minutesAgo: 60 * 24 * 3 + 400 - index,
        })),
      });
      await chat.classmates.join([lesson.teacher, ...lesson.classmates]);
      const page = await stage.enter(chat, lesson.pupil);
      await openSearch(page, stage);
      await searchField(page, stage).fill('123');
      await page.getByRole('option').click();
      await page.getByRole('log').getByText(lesson.old(123)).waitFor();
      await chat.classmates.say(lesson.praise);
      await page.getByRole('button', { name: words.chat.newMessages(1) }).waitFor();
      return page;
    },
  },
  {
    name: 'large-text',
    async open(stage) {
      const { page } = await attendLesson(stage);
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      return page;
    },
  },
];

async function openSearch(page: Page, { words }: Stage): Promise<void> {
  await page.getByRole('button', { name: words.search.title, exact: true }).click();
}

function searchField(page: Page, { words }: Stage) {
  return page.getByRole('combobox', { name: words.search.title });
}

/** Beside the messages, or as a sheet on a phone. */
async function showPeople(page: Page, { words }: Stage): Promise<void> {
  const people = page.getByRole('button', { name: words.chat.showPeople, exact: true });
  if ((await people.getAttribute('aria-expanded')) === 'false') await people.click();
}
