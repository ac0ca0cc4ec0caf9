// Accounts and the chat's password, as a class in browsers and a host in the window meet them.
import { expect, test } from './fixture.ts';
import {
  composer,
  expectMessage,
  hostChat,
  joinAs,
  keepName,
  nickname,
  openSettings,
  password,
  pressJoin,
  say,
  timeline,
  words,
} from './people.ts';

const { accounts, access, errors } = words;

test('a name that was kept with a password is nobody else’s, comes along to another browser, and outlives a reload', async ({
  startHost,
  openPage,
  enter,
}) => {
  const { port } = await startHost(0, { flags: ['--accounts', 'names-can-be-kept'] });
  const url = `http://localhost:${String(port)}/`;
  const linh = await enter(port, 'Linh');
  await say(linh, 'một');
  await keepName(linh, 'Linh', 'hoa sen');

  const other = await openPage(url);
  await nickname(other).fill('linh');
  await pressJoin(other);
  await expect(other.getByText(errors['name-protected'].title)).toBeVisible();
  await password(other, accounts.password).fill('hoa mai');
  await pressJoin(other);
  await expect(other.getByText(errors['wrong-log-in'].title)).toBeVisible();
  await password(other, accounts.password).fill('hoa sen');
  await pressJoin(other);
  await expect(composer(other)).toBeEditable();
  await expect(linh.getByText(words.chat.replaced)).toBeVisible();
  // What she said in the other browser is her own here, too.
  await expect(timeline(other).getByRole('img', { name: words.chat.sent })).toBeVisible();

  await other.reload();
  await expect(composer(other)).toBeEditable();
  await expect((await openSettings(other)).getByText(accounts.loggedInAs('Linh'))).toBeVisible();
});

test('where accounts are needed one makes one on the way in, and whoever logs out is a stranger again', async ({
  startHost,
  openPage,
}) => {
  const { port } = await startHost(0, { flags: ['--accounts', 'accounts-only'] });
  const url = `http://localhost:${String(port)}/`;
  const page = await openPage(url);
  await nickname(page).fill('Linh');
  await page.getByRole('radio', { name: accounts.register }).check({ force: true });
  const field = password(page, accounts.newPassword);
  await expect(field).toHaveAttribute('autocomplete', 'new-password');
  await expect(nickname(page)).toHaveAttribute('autocomplete', 'username');
  await field.fill('123456');
  await field.press('Enter');
  await expect(page.getByText(errors['bad-password'].title)).toBeVisible();
  await field.fill('hoa sen');
  await field.press('Enter');
  await expect(composer(page)).toBeEditable();

  const settings = await openSettings(page);
  await settings.getByText(accounts.changePassword).first().click();
  await password(page, accounts.oldPassword).fill('hoa sen');
  await password(page, accounts.newPassword).fill('hoa cúc vàng');
  await settings.getByRole('button', { name: accounts.changePassword }).click();
  await expect(settings.getByText(accounts.passwordChanged)).toBeVisible();
  await settings.getByRole('button', { name: accounts.logOut }).click();

  await nickname(page).fill('Linh');
  await pressJoin(page);
  await expect(page.getByText(errors['account-required'].title)).toBeVisible();
  await password(page, accounts.password).fill('hoa cúc vàng');
  await pressJoin(page);
  await expect(composer(page)).toBeEditable();
  expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain('hoa');
});

test('who keeps guessing a password has to wait', async ({ startHost, openPage }) => {
  const { port } = await startHost(0, { flags: ['--accounts', 'accounts-only'] });
  const page = await openPage(`http://localhost:${String(port)}/`);
  await nickname(page).fill('Linh');
  for (let tries = 0; tries < 7; tries += 1) {
    await password(page, accounts.password).fill(`guess ${String(tries)}`);
    await pressJoin(page);
    await expect(page.getByRole('button', { name: words.join.joinPage })).toBeEnabled();
    await expect(
      page.getByText(errors[tries < 6 ? 'wrong-log-in' : 'try-later'].title, { exact: false }),
    ).toBeVisible();
  }
});

test('the host sets a password: the code carries it, others are asked, and a new one is given to who forgot theirs', async ({
  openApp,
  openPage,
}) => {
  const { window } = await openApp({ nickname: 'cô Hạnh', chatName: 'Lớp 9A' });
  const port = await hostChat(window);
  const url = `http://localhost:${String(port)}/`;
  const panel = window.getByRole('region', { name: words.panel.title });
  await panel.getByText(access.title).click();
  await panel.getByRole('textbox', { name: access.chatPassword }).fill('hoa sữa');
  await panel.getByRole('button', { name: words.common.save }).click();
  await expect(panel.getByRole('switch', { name: access.inCode })).toBeChecked();
  await expect(panel.getByRole('img', { name: /^QR/ })).toHaveAttribute('aria-label', /#.*password=hoa/);
  await panel.getByRole('radio', { name: access.modes['names-can-be-kept'].text }).check();

  const scanned = await openPage(`${url}#password=${encodeURIComponent('hoa sữa')}`);
  await expect(password(scanned, accounts.chatPassword)).toHaveCount(0);
  expect(scanned.url()).toBe(url);
  await joinAs(scanned, 'Linh');
  await scanned.reload();
  await expect(composer(scanned)).toBeEditable();

  const typed = await openPage(url);
  await nickname(typed).fill('Minh');
  await password(typed, accounts.chatPassword).fill('hoa mai');
  await pressJoin(typed);
  await expect(typed.getByText(errors['wrong-password'].title)).toBeVisible();
  await password(typed, accounts.chatPassword).fill('hoa sữa');
  await pressJoin(typed);
  await say(typed, 'vào rồi');
  await expectMessage(scanned, 'vào rồi');

  // Another tab of a browser that has said it is not asked.
  const secondTab = await openPage(url, scanned.context());
  await expect(secondTab.getByRole('heading', { name: 'Lớp 9A' })).toBeVisible();
  await expect(password(secondTab, accounts.chatPassword)).toHaveCount(0);
  await pressJoin(secondTab);
  await expectMessage(secondTab, 'vào rồi');

  const settings = await keepName(typed, 'Minh', 'hoa sen');
  await panel.getByRole('button', { name: access.refresh }).click();
  await panel.getByRole('button', { name: 'Minh' }).click();
  await panel.getByRole('button', { name: access.resetPassword }).click();
  const made = (await panel.locator('code').textContent()) ?? '';
  expect(made).toMatch(/^\w{4}-\w{4}-\w{4}$/);

  // He is logged out; the name is his with the new password.
  await settings.getByRole('button', { name: words.common.close }).click();
  await expect(typed.getByText(errors['name-protected'].title)).toBeVisible();
  await password(typed, accounts.password).fill(made);
  await typed.getByRole('button', { name: words.chat.comeBack }).click();
  await expect(composer(typed)).toBeEditable();
  await expect((await openSettings(typed)).getByText(accounts.temporary)).toBeVisible();
});
