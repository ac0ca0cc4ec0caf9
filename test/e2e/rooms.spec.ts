// Rooms and private talks, as a host in the window and pupils in browsers meet them.
import type { Arrangement } from '../../protocol/events.ts';
import { come, say as sayOnWire } from '../people.ts';
import { expect, test } from './fixture.ts';
import { freePort } from './free-port.ts';
import {
  addRooms,
  allowTalks,
  choose,
  expectMessage,
  hostChat,
  joinAs,
  place,
  said,
  say,
  sayTo,
  timeline,
  words,
  writeIn,
  writeTo,
} from './people.ts';

const { rooms } = words;

test('rooms that the host adds are there for all, count what is unread, and are switched by keyboard', async ({
  openApp,
  enter,
}) => {
  const { window: teacher } = await openApp();
  const port = await hostChat(teacher);
  const linh = await enter(port, 'Linh');
  await expect(linh.getByRole('navigation')).toHaveCount(0);
  await addRooms(teacher, 'Công nghệ', 'Game');
  await expect(place(linh, 'Game')).toBeVisible();

  await place(teacher, 'Game').click();
  await sayTo(writeIn(teacher, 'Game'), 'ai chơi cờ không');
  await sayTo(writeIn(teacher, 'Game'), '@Linh chơi không');
  await expect(place(linh, 'Game')).toHaveAccessibleName(`Game ${rooms.unread(2)}, ${rooms.mentioned}`);
  await expect(timeline(linh).getByText('ai chơi cờ không')).toHaveCount(0);

  const main = writeIn(linh, rooms.main);
  await main.fill('nháp');
  await main.press('Alt+ArrowDown');
  await expect(writeIn(linh, 'Công nghệ')).toBeFocused();
  await linh.keyboard.press('Alt+ArrowDown');
  await expect(writeIn(linh, 'Game')).toBeFocused();
  await expectMessage(linh, 'ai chơi cờ không');
  await expect(linh.getByRole('heading', { level: 1 })).toHaveText('Game');
  await expect(place(linh, 'Game')).toHaveAccessibleName('Game');
  await sayTo(writeIn(linh, 'Game'), 'có ạ');
  await expectMessage(teacher, 'có ạ');
  await linh.keyboard.press('Alt+ArrowUp');
  await linh.keyboard.press('Alt+ArrowUp');
  await expect(main).toHaveValue('nháp');

  await sayTo(writeIn(teacher, 'Game'), 'đi trước nhé');
  await expect(place(linh, 'Game')).toHaveAccessibleName(`Game ${rooms.unread(1)}`);
  await place(linh, /^Game/).click();
  await expectMessage(linh, 'đi trước nhé');
  await expect(timeline(linh).getByText(words.chat.newLine, { exact: true })).toBeVisible();
  const log = await timeline(linh).innerText();
  expect(log.indexOf('có ạ')).toBeLessThan(log.indexOf(words.chat.newLine));
  expect(log.indexOf(words.chat.newLine)).toBeLessThan(log.indexOf('đi trước nhé'));
});

test('a private talk is for two alone, says where it is kept, and nobody else hears a word of it', async ({
  openApp,
  openPage,
}) => {
  const app = await openApp();
  const port = await hostChat(app.window);
  const url = `http://localhost:${String(port)}/`;
  const [linh, minh, chi] = [await openPage(url), await openPage(url), await openPage(url)];
  const heard: string[] = [];
  chi.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push(String(payload)));
  });
  await chi.reload();
  await joinAs(linh, 'Linh');
  await joinAs(minh, 'Minh');
  await joinAs(chi, 'Chi');
  await expect(linh.getByRole('button', { name: rooms.talkTo('Minh') })).toHaveCount(0);
  await allowTalks(app.window);

  await linh.getByRole('button', { name: rooms.talkTo('Minh') }).click();
  await expect(linh.getByText(/Only you and Minh get these messages/)).toBeVisible();
  await sayTo(writeTo(linh, 'Minh'), 'bí mật nhé');
  await expect(place(minh, 'Linh')).toHaveAccessibleName(`Linh ${rooms.unread(1)}`);
  await place(minh, 'Linh').click();
  await expectMessage(minh, 'bí mật nhé');
  await sayTo(writeTo(minh, 'Linh'), 'đồng ý');
  await expectMessage(linh, 'đồng ý');

  // What everyone hears comes to the third one after what was said in private.
  await place(minh, rooms.main).click();
  await say(minh, 'chào cả lớp');
  await expectMessage(chi, 'chào cả lớp');
  expect(heard.some((frame) => frame.includes('chào cả lớp'))).toBe(true);
  expect(heard.filter((frame) => /bí mật|đồng ý/.test(frame))).toEqual([]);
  await expect(chi.getByRole('navigation')).toHaveCount(0);

  await linh.reload();
  await expect(writeTo(linh, 'Minh')).toBeEditable();
  await expectMessage(linh, 'bí mật nhé');
  await expectMessage(linh, 'đồng ý');
});

test.describe('while the host is away', () => {
  // Browsers write every connection that fails on the console.
  test.use({ expectedErrors: [/WebSocket connection to .* failed|ERR_CONNECTION/] });

  test('what is written in a room waits and goes there once the host is back, with what was said and read', async ({
    openApp,
    reopenApp,
    enter,
  }) => {
    const app = await openApp({ port: await freePort() });
    const port = await hostChat(app.window);
    const linh = await enter(port, 'Linh');
    await addRooms(app.window, 'Game');
    await place(app.window, 'Game').click();
    await sayTo(writeIn(app.window, 'Game'), 'một');
    await place(linh, 'Game').click();
    await expectMessage(linh, 'một');

    await app.answerMessageBoxes(0);
    await app.quit();
    await app.exited;
    await sayTo(writeIn(linh, 'Game'), 'hai');
    const { window: teacher } = await reopenApp(app);
    await teacher.getByRole('button', { name: words.host.start, exact: true }).click();
    await expect(place(teacher, 'Game')).toHaveAccessibleName(`Game ${rooms.unread(1)}`, { timeout: 30_000 });
    await place(teacher, 'Game').click();
    await expectMessage(teacher, 'một');
    await expectMessage(teacher, 'hai');
    await place(teacher, rooms.main).click();
    await expect(timeline(teacher).getByText('hai', { exact: true })).toHaveCount(0);
    await linh.reload();
    await expect(place(linh, 'Game')).toHaveAccessibleName('Game');
  });
});

test('whoever comes back to a room finds what they were reading', async ({ openApp, openPage }) => {
  const { window: teacher } = await openApp();
  const port = await hostChat(teacher);
  await addRooms(teacher, 'Game');
  const minh = await come(port, 'Minh');
  const { rooms: listed } = minh.joined['arrangement'] as Arrangement;
  const game = listed.find(({ name }) => name === 'Game')?.id;
  for (let n = 1; n <= 120; n += 1) await sayOnWire(minh, `câu ${String(n)}`, game);
  const linh = await openPage(`http://localhost:${String(port)}/`);
  await joinAs(linh, 'Linh', rooms.writeIn(rooms.main));
  await place(linh, 'Game').click();
  const sentence = (n: number) => timeline(linh).getByText(`câu ${String(n)}`, { exact: true });
  await expect(sentence(120)).toBeInViewport();
  await timeline(linh).hover();
  await expect(async () => {
    await linh.mouse.wheel(0, -300);
    await expect(sentence(90)).toBeInViewport({ timeout: 150 });
  }).toPass({ intervals: [0] });
  await expect(sentence(120)).not.toBeInViewport();

  await place(linh, rooms.main).click();
  await expect(timeline(linh).getByText(/^câu/)).toHaveCount(0);
  await place(linh, 'Game').click();
  await expect(sentence(90)).toBeInViewport();
  await expect(sentence(120)).not.toBeInViewport();
  await minh.client.close();
});

test('an archived room is read, and says why it takes nothing more', async ({ openApp, enter }) => {
  const { window: teacher } = await openApp();
  const linh = await enter(await hostChat(teacher), 'Linh');
  await addRooms(teacher, 'Game');
  await place(linh, 'Game').click();
  await sayTo(writeIn(linh, 'Game'), 'đã chơi');
  await teacher.getByRole('button', { name: rooms.arrange }).click();
  const sheet = teacher.getByRole('dialog', { name: rooms.arrange });
  await sheet.getByRole('button', { name: rooms.moveUp('Game') }).press('Enter');
  await sheet.getByRole('button', { name: rooms.archive('Game') }).press('Enter');
  await expect(linh.getByText(rooms.archivedNote)).toBeVisible();
  await expectMessage(linh, 'đã chơi');
  await expect(writeIn(linh, 'Game')).not.toBeEditable();
  const [first] = await linh.getByRole('navigation').getByRole('button').allInnerTexts();
  expect(first).toContain('Game');
});

test('a message in a room is reacted to and edited there, for everyone and over a reload', async ({
  openApp,
  enter,
}) => {
  const { window: teacher } = await openApp();
  const port = await hostChat(teacher);
  const linh = await enter(port, 'Linh');
  await addRooms(teacher, 'Game');
  await place(teacher, 'Game').click();
  await place(linh, 'Game').click();
  await sayTo(writeIn(linh, 'Game'), 'ai chơi cờ');
  await expectMessage(teacher, 'ai chơi cờ');

  await choose(teacher, 'ai chơi cờ', words.write.reactWith('👍'));
  const reaction = timeline(linh).getByRole('button', { name: /^👍 1/ });
  await expect(reaction).toBeVisible();

  await writeIn(linh, 'Game').press('ArrowUp');
  await expect(writeIn(linh, 'Game')).toHaveValue('ai chơi cờ');
  await sayTo(writeIn(linh, 'Game'), 'ai chơi cờ vua');
  await expect(said(teacher, 'ai chơi cờ vua')).toBeVisible();

  await linh.reload();
  await expect(writeIn(linh, 'Game')).toBeEditable();
  await expect(said(linh, 'ai chơi cờ vua')).toBeVisible();
  await expect(reaction).toBeVisible();
  await place(linh, words.rooms.main).click();
  await expect(reaction).toHaveCount(0);
});
