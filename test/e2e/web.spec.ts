// The class in browsers, with a headless host.
import type { Page } from '@playwright/test';
import { vi } from '../../renderer/i18n/vi.ts';
import { expect, test } from './fixture.ts';
import { composer, expectMessage, joinAs, say, timeline, words } from './people.ts';

for (const place of ['localhost', 'lop9a.local']) {
  test(`two people at http://${place} chat, and a reload keeps seat and history`, async ({
    startHost,
    openPage,
  }) => {
    const { port } = await startHost();
    const url = `http://${place}:${String(port)}/`;
    const linh = await openPage(url);
    await expect(linh.getByRole('heading', { name: 'Lớp 9A' })).toBeVisible();
    await joinAs(linh, 'Linh');
    const minh = await openPage(url);
    await joinAs(minh, 'Minh');
    await say(linh, 'một');
    await say(minh, 'hai');
    await expectMessage(linh, 'hai');

    await linh.reload();
    await expectInChatUnasked(linh);
    await expectMessage(linh, 'một');
    await expectMessage(linh, 'hai');
    await say(linh, 'ba');
    await expectMessage(minh, 'ba');
    // Nobody saw her go: the seat was kept.
    await expect(timeline(minh).getByText(words.chat.left(['Linh']))).toHaveCount(0);
  });
}

test('a nickname that somebody here has is refused with another one to take', async ({
  startHost,
  openPage,
  enter,
}) => {
  const { port } = await startHost();
  const url = `http://localhost:${String(port)}/`;
  await enter(port, 'Linh');
  const other = await openPage(url);
  await other.getByRole('textbox', { name: words.common.nickname }).fill('linh');
  await other.getByRole('button', { name: words.join.joinPage }).click();
  await expect(other.getByText(words.errors['nickname-taken'].title)).toBeVisible();
  await other.getByRole('button', { name: /linh 2/ }).click();
  await say(other, 'Mình là Linh khác');
  await expectMessage(other, 'Mình là Linh khác');
});

test('a new nickname and another language are taken up at once, for oneself and for the others', async ({
  startHost,
  enter,
}) => {
  const { port } = await startHost();
  const linh = await enter(port, 'Linh');
  const minh = await enter(port, 'Minh');

  await linh.getByRole('button', { name: words.chat.settings }).click();
  const settings = linh.getByRole('dialog', { name: words.settings.title });
  await settings.getByRole('textbox', { name: words.common.nickname }).fill('Linh 9A');
  await settings.getByRole('textbox', { name: words.common.nickname }).press('Enter');
  await expect(timeline(minh).getByText(words.chat.renamed('Linh', 'Linh 9A'))).toBeVisible();
  await settings.getByRole('radio', { name: 'Tiếng Việt' }).check({ force: true });
  await linh.getByRole('dialog').getByRole('button', { name: vi.common.close }).click();

  await linh.getByRole('textbox', { name: vi.chat.write }).fill('Tên mới');
  await linh.getByRole('button', { name: vi.chat.send, exact: true }).click();
  await expectMessage(minh, 'Tên mới');
  await expect(timeline(minh).getByText('Linh 9A', { exact: true })).toBeVisible();
});

test('the same browser in a second tab takes the seat, and the first tab says so and takes it back', async ({
  startHost,
  openPage,
  enter,
  newDevice,
}) => {
  const { port } = await startHost();
  const url = `http://localhost:${String(port)}/`;
  const device = await newDevice();
  const first = await enter(port, 'Linh', device);
  const second = await openPage(url, device);
  // A new tab is somebody's business until they say so; the nickname is known.
  await second.getByRole('button', { name: words.join.joinPage }).click();
  await expect(composer(second)).toBeEditable();
  await expect(first.getByText(words.chat.replaced)).toBeVisible();

  await first.getByRole('button', { name: words.chat.useHere }).click();
  await expect(second.getByText(words.chat.replaced)).toBeVisible();
  await say(first, 'Ở đây');
  await expectMessage(first, 'Ở đây');

  // Whoever reloads the second one wants to be there.
  await second.reload();
  await expectInChatUnasked(second);
  await expect(first.getByText(words.chat.replaced)).toBeVisible();
});

test.describe('when the host stops and comes back', () => {
  test.use({ expectedErrors: [/WebSocket connection to .* failed|ERR_CONNECTION/] });

  test('people reconnect by themselves, the history is there, and nothing is doubled or lost', async ({
    startHost,
    enter,
  }) => {
    const host = await startHost();
    const linh = await enter(host.port, 'Linh');
    const minh = await enter(host.port, 'Minh');
    await say(linh, 'trước');
    await expectMessage(minh, 'trước');

    await host.stop();
    await expect(linh.getByText(words.errors['host-stopped'].title)).toBeVisible();
    await say(linh, 'trong lúc chờ');

    await startHost(host.port);
    for (const page of [linh, minh]) {
      // By then the next try may be some seconds away.
      await expect(page.getByText(words.errors['host-stopped'].title)).toBeHidden({ timeout: 20_000 });
      await expectMessage(page, 'trước');
      await expectMessage(page, 'trong lúc chờ');
    }
    await say(minh, 'sau');
    await expectMessage(linh, 'sau');
    await expect(timeline(linh).getByText(words.chat.left(['Minh']))).toHaveCount(0);
  });

  test('what was written meanwhile is sent even by a page that was thrown away and loaded again', async ({
    startHost,
    enter,
  }) => {
    const host = await startHost();
    const url = `http://localhost:${String(host.port)}/`;
    const linh = await enter(host.port, 'Linh');
    await host.stop();
    await expect(linh.getByText(words.errors['host-stopped'].title)).toBeVisible();
    await say(linh, 'một');
    await say(linh, 'hai');
    await linh.goto('about:blank');

    await startHost(host.port);
    await linh.goto(url);
    await expectInChatUnasked(linh);
    const minh = await enter(host.port, 'Minh');
    for (const page of [linh, minh]) {
      await expectMessage(page, 'một');
      await expectMessage(page, 'hai');
    }
    await expect(linh.getByRole('img', { name: words.chat.sending })).toHaveCount(0);
  });
});

test.describe('on a phone', () => {
  test('the people are a sheet of their own, and the composer stays on the screen', async ({
    startHost,
    openPage,
    newDevice,
  }) => {
    const { port } = await startHost();
    const url = `http://lop9a.local:${String(port)}/`;
    await joinAs(await openPage(url), 'Minh');
    const phone = await openPage(url, await newDevice({ width: 390, height: 780 }));
    await joinAs(phone, 'Linh');
    await expect(composer(phone)).toBeInViewport({ ratio: 1 });
    await expect(phone.getByRole('button', { name: words.chat.send })).toBeInViewport({ ratio: 1 });
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

    await phone.getByRole('button', { name: words.chat.showPeople }).click();
    const sheet = phone.getByRole('dialog', { name: words.chat.here(2) });
    await expect(sheet.getByText('Minh', { exact: true })).toBeInViewport({ ratio: 1 });
    await phone.getByRole('button', { name: words.common.back }).click();
    await expect(composer(phone)).toBeInViewport({ ratio: 1 });

    // The phone's own way back closes what covers the screen, and nobody falls out of the chat.
    await phone.getByRole('button', { name: words.chat.settings }).click();
    await expect(phone.getByRole('dialog', { name: words.settings.title })).toBeVisible();
    await phone.goBack();
    await expect(phone.getByRole('dialog')).toHaveCount(0);
    await expect(composer(phone)).toBeInViewport({ ratio: 1 });
  });
});

/** Nobody is asked for a nickname or pressed for a button: what is on the screen after loading is the chat. */
async function expectInChatUnasked(page: Page): Promise<void> {
  await expect(composer(page)).toBeEditable();
  await expect(page.getByRole('button', { name: words.join.joinPage })).toHaveCount(0);
}
