// Links that lead into a chat: they ask, and join nothing by themselves.
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { expectMessage, hostChat, say, words } from './people.ts';

function question(window: Page) {
  return window.getByRole('dialog', { name: words.join.linkTitle });
}

test('a link that starts the program again asks in the window that is there, and joins after a yes', async ({
  openApp,
  startHost,
}) => {
  const { port } = await startHost();
  const app = await openApp({ nickname: 'Bình' });
  const address = `127.0.0.1:${String(port)}`;
  await app.system.startAgain('--flag', `classic-chatbox://join/${address}`);
  await expect(question(app.window)).toContainText(address);
  await question(app.window).getByRole('button', { name: words.join.joinPage }).click();
  await say(app.window, 'Bình đây');
  await expectMessage(app.window, 'Bình đây');
});

test('a link that macOS hands over asks who they are and says what is left; a no leaves all as it is', async ({
  openApp,
}) => {
  const app = await openApp({ nickname: 'Bình', chatName: 'Lớp 9A' });
  await hostChat(app.window);
  await app.system.openUrl('classic-chatbox://join/10.11.12.13:9000');
  await expect(question(app.window)).toContainText('10.11.12.13:9000');
  await expect(question(app.window)).toContainText(words.join.linkLeaves('Lớp 9A'));
  await expect(question(app.window)).toContainText(words.join.linkHosting);
  await question(app.window).getByRole('button', { name: words.join.notNow }).click();
  await expect(question(app.window)).toBeHidden();
  await say(app.window, 'Vẫn ở đây');
  await expectMessage(app.window, 'Vẫn ở đây');
});

test('a link that starts the program is asked about as soon as its window is there', async ({ openApp }) => {
  const app = await openApp({}, { args: ['classic-chatbox://join/10.11.12.13'] });
  await expect(question(app.window)).toContainText('10.11.12.13:8765');
});

test('what is no link to a chat is no question, and only brings the window forward', async ({ openApp }) => {
  const app = await openApp();
  await app.system.openUrl('classic-chatbox://join/javascript:alert(1)');
  await app.system.startAgain('classic-chatbox://elsewhere/10.0.0.1', '--join=10.0.0.1');
  await app.system.openUrl('classic-chatbox://join/10.0.0.2');
  await expect(question(app.window)).toContainText('10.0.0.2:8765');
  await expect(app.window.getByRole('dialog')).toHaveCount(1);
});
