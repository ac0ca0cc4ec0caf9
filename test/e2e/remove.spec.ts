// Sending somebody away, as a teacher in the window and two pupils in browsers meet it.
import { expect, test } from './fixture.ts';
import { composer, expectMessage, hostChat, joinAs, say, timeline, words } from './people.ts';

const { people, errors } = words;

test('a pupil who is sent away reads on, cannot come back, and is let back in by the host', async ({
  openApp,
  openPage,
}) => {
  const { window } = await openApp({ nickname: 'cô Hạnh', chatName: 'Lớp 9A' });
  const url = `http://localhost:${String(await hostChat(window))}/`;
  const an = await openPage(url);
  await joinAs(an, 'An');
  const minh = await openPage(url);
  await joinAs(minh, 'Minh');
  await say(minh, 'phá chút cho vui');
  await expectMessage(an, 'phá chút cho vui');

  // With the keyboard alone, and not without being asked.
  const remove = window.getByRole('button', { name: people.remove('Minh') });
  await remove.focus();
  await window.keyboard.press('Enter');
  const question = window.getByRole('dialog', { name: people.removeTitle('Minh') });
  await question.getByRole('button', { name: people.removeNo }).press('Enter');
  await expect(question).toHaveCount(0);
  await expect(remove).toBeFocused();
  await expect(composer(minh)).toBeEditable();
  await window.keyboard.press('Enter');
  await question.getByRole('button', { name: people.removeYes }).press('Enter');
  await expect(remove).toHaveCount(0);
  await expect(window.getByRole('list', { name: words.chat.showPeople })).toBeFocused();

  await expect(minh.getByText(errors.removed.title)).toBeVisible();
  await expect(composer(minh)).not.toBeEditable();
  await expect(timeline(minh).getByText('phá chút cho vui')).toBeVisible();
  await expectMessage(an, 'phá chút cho vui');
  // An ordinary leave is all that the others see of it.
  await expect(timeline(an).getByText(words.chat.left(['Minh']))).toBeVisible();

  // Neither by trying again, nor anew under another name, nor by leaving first.
  await minh.getByRole('button', { name: words.chat.tryAgain }).click();
  await expect(minh.getByText(errors.removed.next)).toBeVisible();
  await minh.getByRole('button', { name: words.chat.leave, exact: true }).click();
  await minh.getByRole('button', { name: words.chat.leaveYes, exact: true }).click();
  await minh.getByRole('textbox', { name: words.common.nickname }).fill('Ai đó');
  await minh.getByRole('button', { name: words.join.joinPage }).click();
  await expect(minh.getByText(errors.removed.title)).toBeVisible();
  await expect(composer(an)).toBeEditable();

  const panel = window.getByRole('region', { name: words.panel.title });
  await panel.getByText(words.access.title).click();
  await panel.getByRole('button', { name: `${people.readmit}: Minh` }).click();
  await expect(panel.getByText(people.removed)).toHaveCount(0);
  await minh.getByRole('button', { name: words.join.joinPage }).click();
  await say(minh, 'xin lỗi cả lớp');
  await expectMessage(an, 'xin lỗi cả lớp');
});
