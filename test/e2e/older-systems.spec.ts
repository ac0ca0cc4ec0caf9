// Older systems both ways: the window in their chats, they in its chat, and histories that move in and out.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { startClassicServer } from '../old-servers/classic.ts';
import { startWorkshopServer } from '../old-servers/workshop.ts';
import { addRows, plainHash, schema } from '../old-database.ts';
import { drawing, png } from '../pictures.ts';
import type { App } from './app.ts';
import { expect, test } from './fixture.ts';
import { composer, expectMessage, hostChat, say, timeline, words } from './people.ts';

const timestamp = '01/09/2026, 07:00:00';

async function joinByAddress(window: Page, port: number): Promise<string> {
  const address = `127.0.0.1:${String(port)}`;
  await window.getByRole('textbox', { name: words.join.address }).fill(address);
  await window.getByRole('button', { name: words.join.join, exact: true }).click();
  await expect(composer(window)).toBeEditable();
  return address;
}

async function openSettings(window: Page): Promise<Locator> {
  await window.getByRole('button', { name: words.settings.title, exact: true }).click();
  return window.getByRole('dialog', { name: words.settings.title });
}

async function closeSettings(settings: Locator): Promise<void> {
  await settings.getByRole('button', { name: words.common.close, exact: true }).click();
}

/** As a person does in the settings, choosing this file. */
async function importHistory({ window, answerFileDialogs }: App, file: string): Promise<Locator> {
  await answerFileDialogs(file);
  const settings = await openSettings(window);
  await settings.getByRole('button', { name: words.settings.importHistory }).click();
  return settings;
}

function writeHistory(file: string, contents: readonly string[]): string {
  const lines = contents.map((content) => JSON.stringify({ name: 'Hạnh', content, timestamp }));
  writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`);
  return file;
}

test('the window joins a classic server by its address, says what it lacks, and chats there', async ({
  openApp,
}) => {
  const history = [{ name: 'Hạnh', content: 'Tin cũ', timestamp }];
  const server = await startClassicServer({ history });
  const app = await openApp({ nickname: 'Bình' });
  const { window } = app;
  const address = await joinByAddress(window, server.port);
  await expect(window.getByRole('heading', { name: address })).toBeVisible();
  await expect(window).toHaveTitle(address);
  await expectMessage(window, 'Tin cũ');

  await expect(window.getByText(words.chat.olderServer)).toBeVisible();
  await expect(window.getByText(words.chat.limitations['no-resume'])).toBeHidden();
  await window.getByText(words.chat.olderServerMore).click();
  await expect(window.getByText(words.chat.limitations['no-resume'])).toBeVisible();
  await expect(window.getByText(words.chat.limitations['no-rename'])).toHaveCount(0);
  await window.getByRole('button', { name: words.chat.olderServerHide }).click();
  await expect(window.getByText(words.chat.olderServer)).toHaveCount(0);

  await say(window, 'Bình đây');
  await expectMessage(window, 'Bình đây');
  expect(history.map(({ name, content }) => `${name}: ${content}`)).toEqual([
    'Hạnh: Tin cũ',
    'Bình: Bình đây',
  ]);

  await window.getByRole('button', { name: words.chat.leave }).click();
  await window.getByRole('button', { name: words.chat.leaveYes, exact: true }).click();
  await expect(window.getByRole('button', { name: words.join.forget(address) })).toBeAttached();
  await server.stop();
});

test('in a chat of a workshop server the nickname is fixed, and the settings say so', async ({ openApp }) => {
  const server = await startWorkshopServer();
  const { window } = await openApp({ nickname: 'Bình' });
  await joinByAddress(window, server.port);
  const settings = await openSettings(window);
  await expect(settings.getByRole('textbox', { name: words.common.nickname })).toBeDisabled();
  await expect(settings.getByText(words.chat.limitations['no-rename'])).toBeVisible();
  await closeSettings(settings);
  await server.stop();
});

test.describe('while a history is taken in, the chat is closed for a moment', () => {
  test.use({ expectedErrors: [/WebSocket connection to .* failed|ERR_CONNECTION/] });

  test('everyone is back by themselves and has the imported messages in their place', async ({
    openApp,
    enter,
    folder,
  }) => {
    const app = await openApp();
    const port = await hostChat(app.window);
    const linh = await enter(port, 'Linh');
    await say(linh, 'Tin mới');
    await expectMessage(app.window, 'Tin mới');

    const source = writeHistory(join(folder, 'data.json'), ['Tin cũ một', 'Tin cũ hai']);
    const settings = await importHistory(app, source);
    await expect(settings.getByText(words.settings.imported(2, 0))).toBeVisible();
    await closeSettings(settings);
    for (const page of [app.window, linh]) {
      await expect(page.getByText(words.errors['host-stopped'].title)).toBeHidden({ timeout: 20_000 });
      for (const content of ['Tin cũ một', 'Tin cũ hai', 'Tin mới']) await expectMessage(page, content);
    }
    const shown = await timeline(linh).innerText();
    expect(shown.indexOf('Tin cũ hai')).toBeLessThan(shown.indexOf('Tin mới'));
    await say(linh, 'Vẫn ở đây');
    await expectMessage(app.window, 'Vẫn ở đây');
  });
});

test('a chat with accounts moves in: its people log in as they did and find what they said', async ({
  openApp,
  openPage,
  folder,
}) => {
  const source = join(folder, 'chat.db');
  const written = { sender: 'Linh', created_at: '2025-09-01 07:00:00' };
  const image = { ...written, room: 'Chung', msg_type: 'image' };
  const rows = {
    users: [{ username: 'Linh', password: plainHash('hoa sen'), role: 'admin' }],
    messages: [
      { ...written, room: 'Chung', message: 'Tin ở máy chủ cũ' },
      { ...image, message: `data:image/png;base64,${png(40, 30).toString('base64')}` },
      { ...image, message: 'uploads/lop.png' },
      { ...image, message: 'uploads/mat.png' },
    ],
    private_messages: [{ ...written, receiver: 'Minh', message: 'riêng' }],
  };
  addRows(source, rows, schema);
  mkdirSync(join(folder, 'uploads'));
  writeFileSync(join(folder, 'uploads', 'lop.png'), drawing(320, 200));
  const app = await openApp();
  const settings = await importHistory(app, source);
  const { moved } = words.settings;
  await expect(settings.getByText(words.settings.imported(5, 0))).toBeVisible();
  for (const sentence of [
    moved.accounts(1),
    moved.pictures(2),
    moved.picturesLeft(1),
    moved.administrators(['Linh']),
    moved.talks(1),
    moved.talksAreClosed,
  ]) {
    await expect(settings.getByText(sentence)).toBeVisible();
  }
  await closeSettings(settings);

  const port = await hostChat(app.window);
  await expectMessage(app.window, 'Tin ở máy chủ cũ');
  const linh = await openPage(`http://localhost:${String(port)}/`);
  await linh.getByRole('textbox', { name: words.common.nickname }).fill('Linh');
  await linh.getByRole('button', { name: words.join.joinPage }).click();
  await linh.getByLabel(words.accounts.password, { exact: true }).fill('hoa sen');
  await linh.getByRole('button', { name: words.join.joinPage }).click();
  await expectMessage(linh, 'Tin ở máy chủ cũ');
  // It is her own still.
  await expect(timeline(linh).getByRole('img', { name: words.chat.sent }).first()).toBeVisible();
  for (const page of [app.window, linh]) {
    for (const [name, width] of [
      ['picture.png', 40],
      ['lop.png', 320],
    ] as const) {
      const shown = timeline(page)
        .getByRole('button', { name: words.files.view(name) })
        .locator('img');
      await expect(shown).toHaveJSProperty('naturalWidth', width);
    }
    await expectMessage(page, '🖼 mat.png');
  }
});

test('a broken history is refused with its line, and the chat goes on undisturbed', async ({
  openApp,
  folder,
}) => {
  const app = await openApp();
  await hostChat(app.window);
  const source = writeHistory(join(folder, 'data.json'), ['một', 'hai']);
  writeFileSync(source, readFileSync(source, 'utf8').replace('"hai"', '"hai'));
  const settings = await importHistory(app, source);
  await expect(settings.getByText(words.settings.importBrokenLine(3))).toBeInViewport({ ratio: 1 });
  await expect(settings.getByText(words.errors['import-broken'].next)).toBeInViewport({ ratio: 1 });
  await closeSettings(settings);
  await say(app.window, 'Vẫn mở');
  await expectMessage(app.window, 'Vẫn mở');
});

test('what one computer exports, another imports: nothing is lost, and nothing comes twice', async ({
  openApp,
  openPage,
  folder,
}) => {
  const file = join(folder, 'Lớp 9A.json');
  const old = await openApp();
  await hostChat(old.window);
  await say(old.window, 'Một & <hai>');
  await expectMessage(old.window, 'Một & <hai>');
  await old.answerFileDialogs(file);
  const settings = await openSettings(old.window);
  await settings.getByRole('button', { name: words.settings.exportHistory }).click();
  await expect(settings.getByText(words.settings.exportedJson(file))).toBeVisible();
  await expect(settings.getByText(words.settings.exportedWhat(1))).toBeVisible();
  await closeSettings(settings);
  const page = await openPage(pathToFileURL(join(folder, 'Lớp 9A.html')).href);
  await expect(page.getByText('Một & <hai>')).toBeVisible();

  // Without hosting, from the first screen.
  const next = await openApp();
  const imported = await importHistory(next, file);
  await expect(imported.getByText(words.settings.imported(1, 0))).toBeVisible();
  await imported.getByRole('button', { name: words.settings.importHistory }).click();
  await expect(imported.getByText(words.settings.imported(0, 1))).toBeVisible();
  await closeSettings(imported);
  await hostChat(next.window);
  await expectMessage(next.window, 'Một & <hai>');
});

test('a closed file dialog does nothing and says nothing', async ({ openApp }) => {
  const { window } = await openApp();
  const settings = await openSettings(window);
  for (const name of [words.settings.importHistory, words.settings.exportHistory]) {
    await settings.getByRole('button', { name }).click();
    await expect(settings.getByRole('button', { name })).toBeEnabled();
  }
  await expect(settings.getByRole('status')).toBeEmpty();
  await expect(settings.getByRole('alert')).toHaveCount(0);
});

test('the old HTTP interface answers once it is switched on, and what it sends is in the chat', async ({
  openApp,
  request,
}) => {
  const { window: teacher } = await openApp();
  const port = await hostChat(teacher);
  const send = (content: string) =>
    request.get(`http://localhost:${String(port)}/send/`, { params: { name: 'Máy cũ', content } });
  expect((await send('Chưa bật')).status()).toBe(404);

  await teacher.getByText(words.panel.olderTitle).click();
  await expect(teacher.getByText(words.panel.legacyHttpWhy)).toBeVisible();
  const legacyHttp = teacher.getByRole('switch', { name: words.panel.legacyHttp });
  await expect(legacyHttp).not.toBeChecked();
  await legacyHttp.check();
  await expect.poll(async () => (await send('Đã bật')).status()).toBe(200);
  await expectMessage(teacher, 'Đã bật');
  await expect(timeline(teacher).getByText('Chưa bật')).toHaveCount(0);

  await legacyHttp.uncheck();
  await expect.poll(async () => (await send('Đã tắt')).status()).toBe(404);
});

test.describe('when a classic web page is opened from a file', () => {
  test.use({ expectedErrors: [/WebSocket connection to .* failed/] });

  test('it is refused with a warning of what else allowing lets in, and one click lets it in', async ({
    openApp,
    openPage,
    folder,
  }) => {
    const { window: teacher } = await openApp();
    const port = await hostChat(teacher);
    const file = join(folder, 'classic.html');
    writeFileSync(file, '<!doctype html><meta charset="utf-8"><title>Chat</title>');
    const page = await openPage(pathToFileURL(file).href);
    const registers = () => page.evaluate(registerAsClassicPage, `ws://localhost:${String(port)}/`);

    expect(await registers()).toBe('refused');
    await expect(teacher.getByText(words.panel.refusedFile)).toBeVisible();
    await expect(teacher.getByText(words.panel.refusedFileRisk)).toBeVisible();
    await expect(teacher.getByText('refused a web page of null')).toBeVisible();
    await teacher.getByRole('button', { name: words.panel.allow }).click();
    await expect(teacher.getByText(words.panel.refusedFile)).toBeHidden();
    expect(await registers()).toBe('registered');
    await expect(timeline(teacher).getByText(words.chat.joined(['Trang cũ']))).toBeVisible();
  });
});

/** What the classic web page says first. Runs in the page. */
function registerAsClassicPage(url: string): Promise<string> {
  return new Promise((answer) => {
    const socket = new WebSocket(url);
    socket.onopen = () => socket.send(JSON.stringify({ type: 'name', name: 'Trang cũ' }));
    socket.onerror = () => answer('refused');
    socket.onmessage = ({ data }) => {
      const frame: { type?: unknown; status?: unknown } = JSON.parse(String(data));
      if (frame.type === 'name') answer(frame.status === true ? 'registered' : 'name refused');
    };
  });
}
