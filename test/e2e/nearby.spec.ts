// Chats find their way into the list of the devices around, over the real multicast of this machine.
import { randomUUID } from 'node:crypto';
import { openMulticast } from '../../host/nearby/multicast.ts';
import { expect, test } from './fixture.ts';
import { composer, hostChat, words } from './people.ts';

/** Containers and some build machines have a network that takes no multicast. */
const silenceMs = 2_000;

async function takesMulticast(): Promise<boolean> {
  const multicast = openMulticast(() => undefined);
  const word = randomUUID();
  try {
    return await new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), silenceMs);
      multicast.subscribe((packet) => packet.toString() === word && resolve(true));
      void multicast.send(Buffer.from(word));
    });
  } finally {
    multicast.close();
  }
}

test.beforeAll(async () => {
  test.skip(!(await takesMulticast()), 'The network of this machine takes no multicast.');
});

/** Of this run alone: the network may be anybody's. */
const nameOfOwn = (): string => `Lớp ${randomUUID().slice(0, 8)}`;

test('a hosted chat is in the list of a window nearby, one click joins it, and it is gone when it is closed', async ({
  openApp,
  startHost,
}) => {
  const chatName = nameOfOwn();
  const { window: pupil } = await openApp({ nickname: 'Linh' });
  await expect(pupil.getByRole('heading', { name: words.join.title })).toBeVisible();
  const host = await startHost(0, { chatName, announce: true });
  const entry = pupil.getByRole('list', { name: words.join.nearby }).getByRole('button', { name: chatName });
  await expect(entry).toContainText(words.join.inside(0));
  await entry.click();
  await expect(composer(pupil)).toBeEditable();
  await expect(pupil.getByRole('heading', { name: chatName })).toBeVisible();

  await pupil.getByRole('button', { name: words.chat.leave, exact: true }).click();
  await pupil.getByRole('button', { name: words.chat.leaveYes, exact: true }).click();
  await expect(entry).toBeVisible();
  await host.stop();
  await expect(entry).toHaveCount(0);
  // It was joined, so it can be joined again when it is open.
  await expect(
    pupil
      .getByRole('list', { name: words.join.recent })
      .getByRole('button', { name: chatName, exact: false })
      .first(),
  ).toBeVisible();
});

test('the chat of one window is in the list of another and not in its own, unless its host says otherwise', async ({
  openApp,
}) => {
  const chatName = nameOfOwn();
  const { window: teacher } = await openApp({ nickname: 'Cô Hà', chatName, announce: true });
  const { window: pupil } = await openApp({ nickname: 'Linh' });
  await hostChat(teacher);
  const listed = pupil.getByRole('list', { name: words.join.nearby }).getByText(chatName);
  await expect(listed).toBeVisible();

  // Out of the chat and still hosting: the way back stands at the host card.
  await teacher.getByRole('button', { name: words.chat.leave, exact: true }).click();
  await teacher.getByRole('button', { name: words.chat.leaveYes, exact: true }).click();
  await expect(teacher.getByRole('heading', { name: words.join.title })).toBeVisible();
  await teacher.getByRole('button', { name: words.welcome.settings }).click();
  await teacher.getByRole('switch', { name: words.settings.announce }).uncheck();
  await expect(listed).toHaveCount(0);
  await teacher.getByRole('switch', { name: words.settings.announce }).check();
  await expect(listed).toBeVisible();
  await teacher.getByRole('dialog').getByRole('button', { name: words.common.close }).click();
  await expect(teacher.getByRole('list', { name: words.join.nearby }).getByText(chatName)).toHaveCount(0);
});
