// One person's window hosts; the others come with browsers.
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { endWords } from '../../electron/words.ts';
import { vi } from '../../renderer/i18n/vi.ts';
import { expect, test } from './fixture.ts';
import { freePort } from './free-port.ts';
import { composer, expectMessage, hostChat, joinAs, say, words } from './people.ts';

test('on a new machine one click opens a chat, and two browsers join it by nickname and one button', async ({
  openApp,
  openPage,
}) => {
  const { window: teacher } = await openApp();
  const port = await hostChat(teacher);

  const linh = await openPage(`http://localhost:${String(port)}/`);
  expect(await linh.evaluate(() => window.isSecureContext)).toBe(true);
  await joinAs(linh, 'Linh');

  // As most of a class comes: by a name or an address, which browsers do not call secure.
  const minh = await openPage(`http://lop9a.local:${String(port)}/`);
  expect(await minh.evaluate(() => window.isSecureContext)).toBe(false);
  await joinAs(minh, 'Minh');

  await say(teacher, 'Chào cả lớp');
  await say(linh, 'Em chào thầy ạ');
  await say(minh, 'Em đến rồi');
  for (const page of [teacher, linh, minh]) {
    await expectMessage(page, 'Chào cả lớp');
    await expectMessage(page, 'Em chào thầy ạ');
    await expectMessage(page, 'Em đến rồi');
  }
});

test('in Vietnamese the same click opens a chat', async ({ openApp }) => {
  const { window: teacher } = await openApp({ language: 'vi', theme: 'dark' });
  await teacher.getByRole('button', { name: vi.host.start, exact: true }).click();
  await expect(teacher.getByRole('textbox', { name: vi.chat.write })).toBeEditable();
  await expect(teacher.locator('html')).toHaveAttribute('lang', 'vi');
});

test('where the settings say so, the chat is open as soon as the app is', async ({ openApp }) => {
  const { window: teacher } = await openApp({ hostOnLaunch: true, nickname: 'Cô Hà', chatName: 'Lớp 9A' });
  await expect(composer(teacher)).toBeEditable();
  await expect(teacher.getByRole('heading', { name: 'Lớp 9A' })).toBeVisible();
});

test("another person's window joins by address and finds the chat among the recent ones afterwards", async ({
  openApp,
  startHost,
}) => {
  const { port } = await startHost();
  const { window: teacher } = await openApp({ nickname: 'Bình' });
  await teacher.getByRole('textbox', { name: words.join.address }).fill(` http://127.0.0.1:${String(port)} `);
  await teacher.getByRole('button', { name: words.join.join, exact: true }).click();
  await say(teacher, 'Bình đây');
  await expectMessage(teacher, 'Bình đây');

  const { window: other } = await openApp({
    nickname: 'Chi',
    recentChats: [{ address: `127.0.0.1:${String(port)}`, name: 'Lớp 9A', lastJoinedAt: 0 }],
  });
  await other.getByRole('button', { name: /^(?!Forget).*Lớp 9A/ }).click();
  await expectMessage(other, 'Bình đây');
});

test('a taken port is said, and the next free one is one click away', async ({ openApp, enter }) => {
  const other = createServer().listen(0);
  await once(other, 'listening');
  const taken = portOf(other);

  const { window: teacher } = await openApp({ port: taken });
  await teacher.getByRole('button', { name: words.host.start, exact: true }).click();
  await expect(teacher.getByText(words.host.portTaken(taken))).toBeVisible();
  const offer = teacher.getByRole('button', { name: /^Use port \d+$/ });
  const port = Number((await offer.textContent())?.replace(/\D/g, ''));
  await offer.click();
  await expect(composer(teacher)).toBeEditable();
  other.close();

  const linh = await enter(port, 'Linh');
  await say(linh, 'Cổng khác');
  await expectMessage(teacher, 'Cổng khác');
});

test('quitting while hosting asks, says how many are connected, and stays open after a no', async ({
  openApp,
  enter,
}) => {
  const app = await openApp();
  const port = await hostChat(app.window);
  const linh = await enter(port, 'Linh');

  await app.quit();
  await expect.poll(() => app.messageBoxes()).toEqual(['1 person is connected to this chat.']);
  await say(linh, 'Vẫn mở');
  await expectMessage(app.window, 'Vẫn mở');
});

test.describe('when a page of somebody else wants in', () => {
  test.use({ expectedErrors: [/WebSocket connection to .* failed/] });

  test('it is turned away, and let in once the host has pressed Allow', async ({ openApp, openPage }) => {
    const { window: teacher } = await openApp();
    const port = await hostChat(teacher);
    // Another server of this machine: from the internet the browser itself would ask first.
    const quiz = createHttpServer((_request, response) => response.end('quiz')).listen(0, '127.0.0.1');
    await once(quiz, 'listening');
    const origin = `http://127.0.0.1:${String(portOf(quiz))}`;
    const foreign = await openPage(origin);
    const connects = () =>
      foreign.evaluate(
        (url) =>
          new Promise<boolean>((answer) => {
            const socket = new WebSocket(url);
            socket.onopen = () => answer(true);
            socket.onerror = () => answer(false);
          }),
        `ws://localhost:${String(port)}/`,
      );

    expect(await connects()).toBe(false);
    await expect(teacher.getByText(words.panel.refused(origin))).toBeVisible();
    await teacher.getByRole('button', { name: words.panel.allow }).click();
    await expect(teacher.getByText(words.panel.refused(origin))).toBeHidden();
    expect(await connects()).toBe(true);
    quiz.close();
  });
});

test.describe('when the host goes', () => {
  test.use({ expectedErrors: [/WebSocket connection to .* failed|ERR_CONNECTION/] });

  test('closing the chat leads back to the first screen, from where it can be opened again', async ({
    openApp,
    enter,
  }) => {
    const { window: teacher } = await openApp();
    const port = await hostChat(teacher);
    const linh = await enter(port, 'Linh');
    await say(linh, 'Trước giờ nghỉ');
    await teacher.getByRole('button', { name: words.panel.stop }).click();
    await expect(teacher.getByText(words.panel.stopAsk(1))).toBeVisible();
    await teacher.getByRole('button', { name: words.panel.stopYes }).click();
    await expect(linh.getByText(words.errors['host-stopped'].title)).toBeVisible();

    await hostChat(teacher);
    await expectMessage(teacher, 'Trước giờ nghỉ');
  });

  test('quitting with a yes ends the chat, and its history is there the next time', async ({
    openApp,
    reopenApp,
    enter,
  }) => {
    const app = await openApp();
    const port = await hostChat(app.window);
    const linh = await enter(port, 'Linh');
    await say(linh, 'Hẹn mai nhé');
    await expectMessage(app.window, 'Hẹn mai nhé');

    await app.answerMessageBoxes(0);
    await app.quit();
    await app.exited;
    await expect(linh.getByText(words.errors['host-stopped'].title)).toBeVisible();

    const tomorrow = await reopenApp(app);
    await hostChat(tomorrow.window);
    await expectMessage(tomorrow.window, 'Hẹn mai nhé');
  });

  test('after an error of its own the app ends, and whoever was in the chat is back once it is open again', async ({
    openApp,
    reopenApp,
    enter,
  }) => {
    const port = await freePort();
    const app = await openApp({ port });
    await hostChat(app.window);
    const linh = await enter(port, 'Linh');
    await say(linh, 'Trước khi lỗi');
    await expectMessage(app.window, 'Trước khi lỗi');

    await app.breakDown();
    await app.exited;
    expect(app.errorBoxes).toEqual([endWords('en').title]);
    await say(linh, 'Vẫn chờ đây');

    const again = await reopenApp(app);
    await hostChat(again.window);
    for (const text of ['Trước khi lỗi', 'Vẫn chờ đây']) await expectMessage(again.window, text);
  });
});

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port');
  return address.port;
}
