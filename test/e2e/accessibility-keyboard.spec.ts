// The whole chat without a mouse: nothing here clicks.
import { join } from 'node:path';
import { writeHistory } from '../gallery/history.ts';
import { expect, test } from './fixture.ts';
import { expectVisibleFocus, press, tabTo } from './keyboard.ts';
import { composer, expectMessage, timeline, words } from './people.ts';

test('a teacher hosts, writes, copies the address, changes the language and leaves with the keyboard alone', async ({
  openApp,
}) => {
  const { window: teacher } = await openApp();
  const { keyboard } = teacher;
  const button = (name: string) => teacher.getByRole('button', { name, exact: true });

  await tabTo(teacher, teacher.getByRole('textbox', { name: words.common.nickname }));
  await keyboard.type('cô Hạnh');
  await press(teacher, button(words.host.start));
  await expect(composer(teacher)).toBeFocused();
  await expectVisibleFocus(teacher);
  await keyboard.type('Chào cả lớp');
  await keyboard.press('Enter');
  await expectMessage(teacher, 'Chào cả lớp');

  await press(teacher, teacher.getByRole('button', { name: /^Copy .*:\d+$/ }).first());
  await expect(teacher.getByText(words.common.copied)).toBeVisible();
  await keyboard.press('Escape');
  await expect(teacher.getByRole('heading', { name: words.panel.title })).toBeHidden();
  await press(teacher, button(words.chat.hostPanel), 'Shift+Tab');
  await expect(teacher.getByRole('heading', { name: words.panel.title })).toBeVisible();

  await press(teacher, button(words.chat.showPeople));
  await expect(button(words.chat.showPeople)).toHaveAttribute('aria-expanded', 'false');
  await keyboard.press('Enter');
  await expect(button(words.chat.showPeople)).toHaveAttribute('aria-expanded', 'true');

  await press(teacher, button(words.chat.settings));
  const settings = teacher.getByRole('dialog');
  await tabTo(teacher, settings.getByRole('radio', { name: 'English' }));
  await keyboard.press('ArrowRight');
  await expect(teacher.locator('html')).toHaveAttribute('lang', 'vi');
  await keyboard.press('ArrowLeft');
  await expect(teacher.locator('html')).toHaveAttribute('lang', 'en');
  await keyboard.press('Escape');
  await expect(settings).toBeHidden();
  await expect(button(words.chat.settings)).toBeFocused();

  await press(teacher, button(words.chat.leave));
  await press(teacher, button(words.chat.leaveYes));
  await expect(teacher.getByRole('heading', { name: words.panel.title })).toBeVisible();
  await expect(composer(teacher)).toBeHidden();
});

test('a pupil joins, reads the oldest messages, answers a mention and leaves with the keyboard alone', async ({
  folder,
  startHost,
  openPage,
}) => {
  const count = 160;
  writeHistory(
    join(folder, 'host'),
    Array.from({ length: count }, (_, index) => ({
      name: 'An',
      content: `Câu ${String(index + 1)}`,
      minutesAgo: (count - index) * 10,
    })),
  );
  const { port } = await startHost();
  const url = `http://localhost:${String(port)}/`;
  const minh = await openPage(url);
  await minh.keyboard.type('Minh');
  await minh.keyboard.press('Enter');
  await expect(composer(minh)).toBeFocused();

  const linh = await openPage(url);
  await expect(linh.getByRole('textbox', { name: words.common.nickname })).toBeFocused();
  await expectVisibleFocus(linh);
  await linh.keyboard.type('Linh');
  await linh.keyboard.press('Enter');
  await expect(composer(linh)).toBeFocused();

  await tabTo(linh, timeline(linh), 'Shift+Tab');
  await expect(async () => {
    await linh.keyboard.press('Home');
    await expect(timeline(linh).getByText('Câu 1', { exact: true })).toBeInViewport({ timeout: 300 });
  }).toPass();

  await tabTo(linh, composer(linh));
  await linh.keyboard.type('@mi');
  await expect(linh.getByRole('option', { name: 'Minh' })).toBeVisible();
  await linh.keyboard.press('Tab');
  await linh.keyboard.type('xem câu 1 nhé ');
  await press(linh, linh.getByRole('button', { name: words.emoji.insert }));
  await expect(linh.getByRole('textbox', { name: words.emoji.search })).toBeFocused();
  await linh.keyboard.type('party');
  await expect(linh.getByRole('gridcell', { name: 'party popper' })).toBeVisible();
  await linh.keyboard.press('ArrowDown');
  await expectVisibleFocus(linh);
  await linh.keyboard.press('Enter');
  await expect(composer(linh)).toBeFocused();
  await linh.keyboard.press('Enter');
  await expect(timeline(minh).getByText(/^@Minh xem câu 1 nhé \p{Emoji_Presentation}$/u)).toBeVisible();

  await press(linh, linh.getByRole('button', { name: words.chat.leave, exact: true }), 'Shift+Tab');
  await linh.keyboard.press('Escape');
  await expect(linh.getByText(words.chat.leaveAsk(0))).toBeHidden();
  await press(linh, linh.getByRole('button', { name: words.chat.leave, exact: true }));
  await press(linh, linh.getByRole('button', { name: words.chat.leaveYes, exact: true }));
  await expect(linh.getByRole('button', { name: words.join.joinPage })).toBeVisible();
});
