// One lesson from its beginning to the next: a host in the window and three people in browsers, with accounts, rooms,
// pictures and files, a private talk, and all that is done with messages; then everyone reloads, and the host starts anew.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { png } from '../pictures.ts';
import { expect, test } from './fixture.ts';
import { freePort } from './free-port.ts';
import { expectShown, give, sendFiles, sendSheet } from './giving-files.ts';
import {
  addRooms,
  allowTalks,
  chip,
  choose,
  composer,
  expectMessage,
  hostChat,
  joinAs,
  keepName,
  nickname,
  openMenu,
  openSettings,
  password,
  place,
  pressJoin,
  said,
  say,
  sayTo,
  timeline,
  words,
  writeIn,
  writeTo,
} from './people.ts';

const { access, accounts, errors, rooms, write } = words;

const tech = 'Công nghệ';
const game = 'Game';

/** Everything that is in a folder and below it, as one text. */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

/** Answers `yes` in the question whether a message is to be deleted. */
async function remove(page: Page, text: string): Promise<void> {
  await choose(page, text, write.remove);
  const question = page.getByRole('dialog', { name: write.removeTitle });
  await question.getByRole('button', { name: write.remove, exact: true }).click();
  await expect(said(page, text)).toHaveCount(0);
}

function person(page: Page, name: string): Locator {
  return page
    .getByRole('list', { name: words.chat.showPeople })
    .getByRole('listitem')
    .filter({ hasText: name });
}

/** What is written is kept by the host. */
async function expectNothingWaits(page: Page): Promise<void> {
  await expect(timeline(page).getByRole('img', { name: words.chat.sending })).toHaveCount(0);
}

// Browsers write every connection that fails on the console.
test.use({ expectedErrors: [/WebSocket connection to .* failed|ERR_CONNECTION/] });

test('three people and a host go through all that a chat has, and find it again after a reload and a new start', async ({
  openApp,
  reopenApp,
  openPage,
}) => {
  // Some hundred steps on five screens.
  test.setTimeout(240_000);
  const app = await openApp({ nickname: 'cô Hạnh', chatName: 'Lớp 9A', port: await freePort() });
  const url = `http://localhost:${String(await hostChat(app.window))}/`;
  const teacher = app.window;
  const [firstDevice, linh, minh, chi] = [
    await openPage(url),
    await openPage(url),
    await openPage(url),
    await openPage(url),
  ];
  /** Every frame that the third person gets, over all connections. */
  const heard: string[] = [];
  chi.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push(String(payload)));
  });

  await test.step('Linh keeps her name with a password, and is the same person on another device', async () => {
    await teacher.getByText(access.title).click();
    await teacher.getByRole('radio', { name: access.modes['names-can-be-kept'].text }).check();
    await joinAs(firstDevice, 'Linh');
    await say(firstDevice, 'em là Linh');
    await keepName(firstDevice, 'Linh', 'hoa sen trắng');

    await nickname(linh).fill('Linh');
    await pressJoin(linh);
    await expect(linh.getByText(errors['name-protected'].title)).toBeVisible();
    await password(linh, accounts.password).fill('hoa sen trắng');
    await pressJoin(linh);
    await expect(composer(linh)).toBeEditable();
    await expect(firstDevice.getByText(words.chat.replaced)).toBeVisible();
    // Her own, here as well.
    await expect(said(linh, 'em là Linh').and(linh.getByRole('group', { name: /^You,/ }))).toBeVisible();
    await firstDevice.close();
    await joinAs(minh, 'Minh');
    await joinAs(chi, 'Chi');
  });

  await test.step('the host adds two rooms and makes Linh a co-host, who keeps order in them', async () => {
    await addRooms(teacher, tech, game);
    for (const page of [linh, minh, chi]) await expect(place(page, game)).toBeVisible();
    await expect(linh.getByRole('button', { name: rooms.arrange })).toHaveCount(0);
    const panel = teacher.getByRole('region', { name: words.panel.title });
    await panel.getByRole('button', { name: access.refresh }).click();
    await panel.getByRole('button', { name: 'Linh' }).click();
    await panel.getByRole('button', { name: access.makeCoHost }).click();
    await expect(linh.getByRole('button', { name: rooms.arrange })).toBeVisible();
    await expect(person(minh, 'Linh').getByRole('img', { name: words.chat.coHost })).toBeVisible();
    await expect(person(minh, 'Hạnh').getByRole('img', { name: words.chat.host })).toBeVisible();
    await expect(minh.getByRole('button', { name: rooms.arrange })).toHaveCount(0);
  });

  await test.step('a picture is pasted in one room and a file dropped in the other', async () => {
    for (const page of [linh, minh]) await place(page, tech).click();
    await writeIn(linh, tech).focus();
    await give(linh, 'paste', { name: 'sơ đồ.png', type: 'image/png', bytes: png(400, 300) });
    await sendSheet(linh, 1).getByRole('textbox', { name: words.files.caption }).fill('sơ đồ của em');
    await sendFiles(linh);
    await expectShown(minh, 'sơ đồ.png');
    await expectNothingWaits(linh);
    await expect(place(chi, tech)).toHaveAccessibleName(`${tech} ${rooms.unread(1)}`);
    await place(minh, game).click();
    await writeIn(minh, game).focus();
    await give(minh, 'drop', {
      name: 'luật chơi.txt',
      type: 'text/plain',
      bytes: Buffer.from('không gian lận'),
    });
    await sendFiles(minh);
    await place(chi, game).click();
    const [saved] = await Promise.all([
      chi.waitForEvent('download'),
      timeline(chi)
        .getByRole('link', { name: words.files.save('luật chơi.txt') })
        .click(),
    ]);
    expect(readFileSync(await saved.path(), 'utf8')).toBe('không gian lận');
  });

  await test.step('two talk in private once the host allows it, and nobody else hears a word', async () => {
    await expect(minh.getByRole('button', { name: rooms.talkTo('Linh') })).toHaveCount(0);
    await allowTalks(teacher);
    await minh.getByRole('button', { name: rooms.talkTo('Linh') }).click();
    await sayTo(writeTo(minh, 'Linh'), 'quà cho cô nhé');
    await expect(place(linh, 'Minh')).toHaveAccessibleName(`Minh ${rooms.unread(1)}`);
    await place(linh, 'Minh').click();
    await expectMessage(linh, 'quà cho cô nhé');
    await give(linh, 'paste', { name: 'quà.png', type: 'image/png', bytes: png(60, 40) });
    await sendFiles(linh);
    await expectShown(minh, 'quà.png');
    await expect(chi.getByText(rooms.talks)).toHaveCount(0);
    await expect(teacher.getByText(rooms.talks)).toHaveCount(0);
  });

  await test.step('messages are answered, with a picture too, reacted to, edited and deleted', async () => {
    await place(teacher, tech).click();
    await choose(teacher, 'sơ đồ của em', write.reply);
    await sayTo(writeIn(teacher, tech), 'vẽ rõ lắm');
    await choose(teacher, 'sơ đồ của em', write.reactWith('👍'));
    await place(minh, tech).click();
    await expect(chip(minh, '👍')).toHaveAccessibleName(write.reaction('👍', 1, 'cô Hạnh'));
    await chip(minh, '👍').click();
    await expect(chip(teacher, '👍')).toHaveAccessibleName(write.reaction('👍', 2, 'You and Minh'));

    await choose(minh, 'vẽ rõ lắm', write.reply);
    await give(minh, 'paste', { name: 'bản của em.png', type: 'image/png', bytes: png(50, 50) });
    await expect(sendSheet(minh, 1).getByText(write.replyingTo('cô Hạnh'))).toBeVisible();
    await sendFiles(minh);
    await expect(minh.getByText(write.replyingTo('cô Hạnh'))).toHaveCount(0);
    await expectShown(teacher, 'bản của em.png');
    await expect(said(teacher, 'bản của em.png').getByText('vẽ rõ lắm')).toBeVisible();

    // From the window, whose page reaches no network, likewise; a picture is answered as well as a word.
    await choose(teacher, 'bản của em.png', write.reply);
    await give(teacher, 'drop', { name: 'bản của cô.png', type: 'image/png', bytes: png(70, 50) });
    await sendFiles(teacher);
    await expect(said(minh, 'bản của cô.png').getByText('bản của em.png', { exact: true })).toBeVisible();

    await choose(teacher, 'vẽ rõ lắm', write.edit);
    await sayTo(writeIn(teacher, tech), 'vẽ rất rõ');
    await expect(said(minh, 'vẽ rất rõ').getByText(write.edited, { exact: true })).toBeVisible();

    await sayTo(writeIn(minh, tech), 'đáp án là bảy');
    await sayTo(writeIn(minh, tech), 'đáp án là tám');
    await expectNothingWaits(minh);
    await remove(minh, 'đáp án là bảy');
    // By the co-host, who also sees what was said before; others are offered neither.
    await place(linh, tech).click();
    await expect(said(linh, 'đáp án là tám')).toBeVisible();
    await choose(linh, 'vẽ rất rõ', write.earlier);
    await expect(linh.getByRole('dialog', { name: write.earlier }).getByText('vẽ rõ lắm')).toBeVisible();
    await linh.keyboard.press('Escape');
    await remove(linh, 'đáp án là tám');
    const offered = await openMenu(minh, 'vẽ rất rõ');
    await expect(offered.getByRole('button', { name: write.reply })).toBeVisible();
    await expect(offered.getByRole('button', { name: write.remove })).toHaveCount(0);
    await minh.keyboard.press('Escape');
    await expect(timeline(minh).getByText(write.deleted)).toHaveCount(2);
  });

  /** What stands in the first of the two rooms, for everybody who looks at its end. */
  async function expectTech(page: Page): Promise<void> {
    // From the end upwards: only the rows around what is seen are on the page.
    await expect(timeline(page).getByText(write.deleted)).toHaveCount(2);
    await expect(timeline(page).getByText('đáp án')).toHaveCount(0);
    await expectShown(page, 'bản của em.png');
    await expect(said(page, 'bản của em.png').getByText('vẽ rất rõ')).toBeVisible();
    await expect(said(page, 'vẽ rất rõ').getByText(write.edited, { exact: true })).toBeVisible();
    await expect(said(page, 'vẽ rất rõ').getByText('sơ đồ của em')).toBeVisible();
    await expectShown(page, 'sơ đồ.png');
    await expect(chip(page, '👍')).toHaveAccessibleName(/^👍 2/);
  }

  async function expectTalk(page: Page): Promise<void> {
    await expectMessage(page, 'quà cho cô nhé');
    await expectShown(page, 'quà.png');
  }

  await test.step('after a reload everyone is where they were, under their name, with what was said and read', async () => {
    for (const page of [teacher, linh]) {
      await page.reload();
      await expect(writeIn(page, tech)).toBeEditable();
      await expectTech(page);
    }
    await place(minh, 'Linh').click();
    await minh.reload();
    await expect(writeTo(minh, 'Linh')).toBeEditable();
    await expectTalk(minh);
    await chi.reload();
    await expect(writeIn(chi, game)).toBeEditable();
    await expect(timeline(chi).getByText('luật chơi.txt', { exact: true })).toBeVisible();
    for (const name of [tech, game, rooms.main]) await expect(place(minh, name)).toHaveAccessibleName(name);
    await expect(place(chi, tech)).toHaveAccessibleName(new RegExp(`^${tech} \\d+ unread`));
    await expect((await openSettings(linh)).getByText(accounts.loggedInAs('Linh'))).toBeVisible();
    await linh.keyboard.press('Escape');
    await expect(person(chi, 'Chi')).toContainText(words.chat.you);
  });

  await app.answerMessageBoxes(0);
  await app.quit();
  await app.exited;

  await test.step('what was deleted is in no file of the host', async () => {
    const kept = everythingIn(join(app.userData, 'chat'));
    expect(kept).toContain('vẽ rất rõ');
    expect(kept).not.toContain('đáp án là');
    expect(kept).not.toContain('hoa sen');
  });

  await test.step('what is written while the host is away waits where it was written', async () => {
    await expect(linh.getByText(errors['host-stopped'].title)).toBeVisible();
    await sayTo(writeIn(linh, tech), 'cô đi đâu rồi');
    await sayTo(writeTo(minh, 'Linh'), 'gói quà đi');
    await sayTo(writeIn(chi, game), 'chờ cô');
    await give(minh, 'paste', { name: 'nơ.png', type: 'image/png', bytes: png(30, 30) });
    await sendFiles(minh);
    await expect(timeline(chi).getByRole('img', { name: words.chat.sending })).toHaveCount(1);
  });

  const { window: again } = await reopenApp(app);
  await again.getByRole('button', { name: words.host.start, exact: true }).click();

  await test.step('once the host is back so is everyone, and each message has come once', async () => {
    await expect(writeIn(again, rooms.main)).toBeEditable();
    for (const page of [linh, minh, chi]) {
      await expect(page.getByText(words.errors['host-stopped'].title)).toBeHidden({ timeout: 60_000 });
      await expectNothingWaits(page);
    }
    await place(again, new RegExp(`^${tech}`)).click();
    await expectMessage(again, 'cô đi đâu rồi');
    await expectTech(again);
    await place(again, new RegExp(`^${game}`)).click();
    await expectMessage(again, 'chờ cô');
    await place(again, rooms.main).click();
    await expectMessage(again, 'em là Linh');
    for (const text of ['cô đi đâu rồi', 'gói quà đi', 'chờ cô']) {
      await expect(timeline(again).getByText(text)).toHaveCount(0);
    }
    await expectMessage(linh, 'cô đi đâu rồi');
    await expectTech(linh);
    await place(linh, /^Minh/).click();
    for (const page of [minh, linh]) {
      await expectMessage(page, 'gói quà đi');
      await expectShown(page, 'nơ.png');
      await expectTalk(page);
    }
    await expect(linh.getByRole('button', { name: rooms.arrange })).toBeVisible();
    await sayTo(writeTo(linh, 'Minh'), 'gói rồi');
    await expectMessage(minh, 'gói rồi');
    // What everyone hears comes to the third one after what was said in private.
    await place(chi, rooms.main).click();
    await sayTo(writeIn(again, rooms.main), 'chào các em');
    await expectMessage(chi, 'chào các em');
  });

  await test.step('the third person has never heard what was private', async () => {
    expect(heard.some((frame) => frame.includes('chào các em'))).toBe(true);
    expect(heard.filter((frame) => /quà|gói/.test(frame))).toEqual([]);
  });
});
