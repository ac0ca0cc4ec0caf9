// What is done with messages that were sent: answered, reacted to, edited, deleted, read; with the mouse, the keyboard and
// a finger.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeHistory } from '../gallery/history.ts';
import { expect, test } from './fixture.ts';
import {
  chip,
  choose,
  composer,
  expectMessage,
  hostChat,
  menu,
  openMenu,
  said,
  say,
  timeline,
  words,
} from './people.ts';

const { write } = words;

test('a message is answered, reacted to, edited and deleted, for everyone and over a reload', async ({
  openApp,
  enter,
}) => {
  const { window: teacher } = await openApp({ nickname: 'cô Hạnh' });
  const port = await hostChat(teacher);
  const linh = await enter(port, 'Linh');
  const minh = await enter(port, 'Minh');
  await say(linh, 'Bài tập ở trang mấy');
  await expectMessage(minh, 'Bài tập ở trang mấy');

  // Answered with the mouse, in the bar that is there while one points at the message.
  await said(minh, 'Bài tập ở trang mấy').hover();
  await timeline(minh).getByRole('button', { name: write.reply, exact: true }).click();
  await expect(minh.getByText(write.replyingTo('Linh'))).toBeVisible();
  await expect(composer(minh)).toBeFocused();
  await say(minh, 'trang 12');
  await expect(minh.getByText(write.replyingTo('Linh'))).toBeHidden();
  await expect(said(linh, 'trang 12').getByText('Bài tập ở trang mấy')).toBeVisible();

  // Reactions are counted, joined and taken away; whoever points at them sees who.
  await choose(minh, 'Bài tập ở trang mấy', write.reactWith('👍'));
  await expect(chip(linh, '👍')).toHaveAccessibleName(write.reaction('👍', 1, 'Minh'));
  await chip(linh, '👍').click();
  await expect(chip(linh, '👍')).toHaveAttribute('aria-pressed', 'true');
  await expect(chip(minh, '👍')).toHaveAccessibleName(write.reaction('👍', 2, 'You and Linh'));
  await chip(minh, '👍').click();
  await expect(chip(minh, '👍')).toHaveAccessibleName(write.reaction('👍', 1, 'Linh'));

  // Edited where one writes: Up fetches the last message, Esc gives the draft back, Enter saves.
  await composer(minh).press('ArrowUp');
  await expect(composer(minh)).toHaveValue('trang 12');
  await composer(minh).press('Escape');
  await expect(composer(minh)).toHaveValue('');
  await composer(minh).press('ArrowUp');
  await composer(minh).fill('trang 14');
  await composer(minh).press('Enter');
  await expectMessage(linh, 'trang 14');
  await expect(said(linh, 'trang 14').getByText(write.edited, { exact: true })).toBeVisible();
  await expect(composer(minh)).toHaveValue('');

  // Whoever hosts sees what it said before; others are not offered that.
  await choose(teacher, 'trang 14', write.earlier);
  const earlier = teacher.getByRole('dialog', { name: write.earlier });
  await expect(earlier.getByRole('listitem').first()).toContainText('trang 12');
  await teacher.keyboard.press('Escape');
  await expect((await openMenu(linh, 'trang 14')).getByRole('button', { name: write.earlier })).toHaveCount(
    0,
  );
  await expect(menu(linh).getByRole('button', { name: write.remove })).toHaveCount(0);
  await linh.keyboard.press('Escape');
  await expect(said(linh, 'trang 14')).toBeFocused();

  // Deleted by whoever wrote it, and by whoever hosts.
  await say(minh, 'nhầm rồi');
  await expectMessage(linh, 'nhầm rồi');
  await expect(chip(minh, '👍')).toBeVisible();
  await choose(minh, 'nhầm rồi', write.remove);
  const question = minh.getByRole('dialog', { name: write.removeTitle });
  await expect(question.getByText(write.removeOwn)).toBeVisible();
  await question.getByRole('button', { name: write.remove, exact: true }).click();
  await expect(timeline(linh).getByText('nhầm rồi')).toHaveCount(0);
  await expect(timeline(linh).getByText(write.deleted)).toBeVisible();
  await choose(teacher, 'Bài tập ở trang mấy', write.remove);
  const asked = teacher.getByRole('dialog', { name: write.removeTitle });
  await expect(asked.getByText(write.removeOther('Linh'))).toBeVisible();
  await asked.getByRole('button', { name: write.remove, exact: true }).click();
  await expect(timeline(minh).getByText(write.deleted)).toHaveCount(3);

  await linh.reload();
  await expect(composer(linh)).toBeEditable();
  await expectMessage(linh, 'trang 14');
  await expect(said(linh, 'trang 14').getByText(write.edited, { exact: true })).toBeVisible();
  // The two that are gone, and the answer that quotes one of them.
  await expect(timeline(linh).getByText(write.deleted)).toHaveCount(3);
  await expect(chip(linh, '👍')).toHaveCount(0);
});

/** "câu 1" and so on, one a minute, the last of them hours ago. */
function writeSentences(folder: string, count: number): void {
  const sentences = Array.from({ length: count }, (_, index) => ({
    name: 'Mai',
    content: `câu ${String(index + 1)}`,
    minutesAgo: count + 200 - index,
  }));
  writeHistory(folder, sentences);
}

test('an answer leads to what it answers, however far back that is', async ({ folder, startHost, enter }) => {
  writeSentences(join(folder, 'host'), 200);
  const { port } = await startHost();
  const page = await enter(port, 'Linh');
  const first = said(page, 'câu 3');
  await timeline(page).focus();
  await expect(async () => {
    await page.keyboard.press('Home');
    await expect(first).toBeInViewport({ timeout: 500 });
  }).toPass();
  await choose(page, 'câu 3', write.reply);
  await say(page, 'hay quá');
  await expect(said(page, 'hay quá')).toBeInViewport();

  // After a reload the old message is not held: its words are fetched for the answer alone.
  await page.reload();
  const quote = said(page, 'hay quá').getByRole('button', { name: write.quote('Mai', 'câu 3') });
  await expect(quote).toBeVisible();
  await expect(first).toHaveCount(0);
  await quote.click();
  await expect(first).toBeInViewport();
  await expect(said(page, 'câu 2')).toBeInViewport();
  expect(readFileSync(join(folder, 'host', 'data.json'), 'utf8')).toContain('hay quá');
});

test('what becomes of a message further up leaves what is being read where it is', async ({
  folder,
  startHost,
  enter,
}) => {
  writeSentences(join(folder, 'host'), 120);
  const { port } = await startHost();
  const reader = await enter(port, 'Linh');
  const other = await enter(port, 'Minh');
  for (const page of [reader, other]) {
    await timeline(page).hover();
    await expect(async () => {
      await page.mouse.wheel(0, -400);
      await expect(said(page, 'câu 100')).toBeInViewport({ timeout: 150 });
    }).toPass({ intervals: [0] });
  }
  // Right above what is seen, where the row is in the page.
  const above = said(reader, 'câu 100');
  await above.evaluate((row) => {
    const log = row.closest('[role=log]');
    log?.scrollBy(0, row.getBoundingClientRect().bottom - log.getBoundingClientRect().top + 20);
  });
  await expect(above).not.toBeInViewport();
  const seen = said(reader, 'câu 104');
  await expect(seen).toBeInViewport();
  const top = async () => Math.round((await seen.boundingBox())?.y ?? NaN);
  const before = await top();
  await choose(other, 'câu 100', write.reactWith('👍'));
  await expect(chip(reader, '👍')).toHaveCount(1);
  await expect.poll(top).toBe(before);
});

test('one’s last message says who has seen it, unless they or the host do not want that', async ({
  openApp,
  enter,
}) => {
  const { window: teacher } = await openApp({ nickname: 'cô Hạnh' });
  const port = await hostChat(teacher);
  const linh = await enter(port, 'Linh');
  await linh.bringToFront();
  await linh.getByRole('button', { name: words.chat.settings }).click();
  await linh.getByRole('switch', { name: write.shareReads }).click();
  await linh.keyboard.press('Escape');
  const minh = await enter(port, 'Minh');
  await minh.bringToFront();
  await say(teacher, 'Các em xem bài chưa');
  await expectMessage(minh, 'Các em xem bài chưa');
  await expectMessage(linh, 'Các em xem bài chưa');
  const seen = timeline(teacher).getByRole('button', { name: new RegExp(`^${write.seenBy(1)}: Minh`) });
  await expect(seen).toBeVisible();

  await teacher.getByRole('switch', { name: write.readMarks }).click();
  await expect(seen).toHaveCount(0);
});

test.describe('while the host is gone', () => {
  test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED/] });

  test('without a connection a change is refused in words, and nothing is sent later', async ({
    folder,
    startHost,
    enter,
  }) => {
    writeHistory(join(folder, 'host'), [{ name: 'Mai', content: 'câu 1', minutesAgo: 3 }]);
    const host = await startHost();
    const page = await enter(host.port, 'Linh');
    await host.stop();
    await expect(page.getByText(words.errors['host-stopped'].title)).toBeVisible();
    await choose(page, 'câu 1', write.reactWith('🎉'));
    await expect(page.getByRole('alert').getByText(words.errors['connection-lost'].title)).toBeVisible();
  });
});

test('rows are gone through with the arrows, and a finger that rests opens the menu', async ({
  folder,
  startHost,
  enter,
  browser,
}) => {
  const history = ['một', 'hai', 'ba'].map((content) => ({ name: 'Mai', content, minutesAgo: 3 }));
  writeHistory(join(folder, 'host'), history);
  const { port } = await startHost();
  const page = await enter(port, 'Linh');
  await said(page, 'ba').focus();
  await page.keyboard.press('ArrowUp');
  await expect(said(page, 'hai')).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await expect(menu(page)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(menu(page).getByRole('button', { name: write.reactWith('❤️') })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(said(page, 'hai')).toBeFocused();

  const phone = await browser.newContext({
    viewport: { width: 390, height: 700 },
    hasTouch: true,
    isMobile: true,
  });
  const touched = await enter(port, 'Minh', phone);
  const { x = 0, y = 0 } = (await said(touched, 'hai').boundingBox()) ?? {};
  const session = await phone.newCDPSession(touched);
  const touchPoints = [{ x: x + 12, y: y + 12 }];
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await expect(menu(touched)).toBeVisible();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await menu(touched)
    .getByRole('button', { name: write.reactWith('👍') })
    .click();
  await expect(chip(page, '👍')).toBeVisible();
  await phone.close();
});
