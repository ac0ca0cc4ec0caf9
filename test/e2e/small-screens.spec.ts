// What only shows on small screens: nothing moves under a finger, nothing touches its neighbour, and what one came for is
// in sight.
import type { Locator } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { hostChat, joinAs, nickname, words } from './people.ts';

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`${String(locator)} is not there`);
  return box;
}

for (const [width, height] of [
  [320, 480],
  [390, 844],
] as const) {
  test(`the join form stays where it is when the name is missing or taken (${String(width)} px)`, async ({
    startHost,
    openPage,
    enter,
    newDevice,
  }) => {
    const { port } = await startHost();
    const url = `http://localhost:${String(port)}/`;
    await enter(port, 'An');
    const page = await openPage(url, await newDevice({ width, height }));
    const name = nickname(page);
    const join = page.getByRole('button', { name: words.join.joinPage });
    await expect(page.getByText(words.common.peopleHere(1))).toBeVisible();
    const before = [await boxOf(name), await boxOf(join)];

    await join.click();
    await expect(page.getByText(words.join.noNickname)).toBeVisible();
    expect([await boxOf(name), await boxOf(join)]).toEqual(before);
    await name.fill('An');
    await join.click();
    await expect(page.getByRole('button', { name: words.join.useName('An 2') })).toBeVisible();
    expect([await boxOf(name), await boxOf(join)]).toEqual(before);
  });
}

test('the first screen of the window stays where it is when the name is missing', async ({ openApp }) => {
  const { window } = await openApp();
  const join = window.getByRole('button', { name: words.join.join, exact: true });
  await window.getByRole('textbox', { name: words.join.address }).fill('192.168.1.5');
  const before = await boxOf(join);
  await join.click();
  await expect(window.getByText(words.join.noNickname)).toBeVisible();
  expect(await boxOf(join)).toEqual(before);
});

test('with text at 200 % on 320 px the signs of the header stand apart', async ({
  startHost,
  openPage,
  newDevice,
}) => {
  const { port } = await startHost();
  const page = await openPage(
    `http://localhost:${String(port)}/`,
    await newDevice({ width: 320, height: 640 }),
  );
  await joinAs(page, 'An');
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  const signs = page.locator('header svg');
  const boxes = await Promise.all((await signs.all()).map(boxOf));
  expect(boxes.length).toBeGreaterThan(2);
  boxes.slice(1).forEach((box, index) => {
    const before = boxes[index];
    expect(box.x - ((before?.x ?? 0) + (before?.width ?? 0))).toBeGreaterThanOrEqual(12);
  });
});

/** What a small laptop leaves of its 768 pixels to a page, below the bars of a browser and above those of the system. */
const laptop = { width: 1366, height: 600 };

test('on a small laptop a long list of chats leaves the button that opens one in sight', async ({
  openApp,
}) => {
  const recentChats = Array.from({ length: 8 }, (_, index) => ({
    address: `192.168.1.${String(index + 20)}:8765`,
    name: `9A${String(index)}`,
    lastJoinedAt: 0,
  }));
  const { window } = await openApp({ recentChats });
  await window.setViewportSize(laptop);
  await expect(window.getByRole('button', { name: /^9A0/ })).toBeInViewport();
  await expect(window.getByRole('button', { name: words.host.start, exact: true })).toBeInViewport({
    ratio: 1,
  });
});

test('on a small laptop the button to come in is in sight where an account is asked for', async ({
  startHost,
  openPage,
  newDevice,
}) => {
  const { port } = await startHost(0, { flags: ['--accounts', 'accounts-only'] });
  const page = await openPage(`http://localhost:${String(port)}/`, await newDevice(laptop));
  await page.getByRole('radio', { name: words.accounts.register }).check({ force: true });
  await expect(page.getByRole('button', { name: words.join.joinPage })).toBeInViewport({ ratio: 1 });
});

test('a question on a phone leaves in sight what it is about', async ({ openApp, enter }) => {
  const { window } = await openApp();
  const port = await hostChat(window);
  await enter(port, 'An');
  await window.getByRole('button', { name: words.panel.close }).click();
  await window.setViewportSize({ width: 390, height: 844 });
  await window.getByRole('button', { name: words.chat.showPeople, exact: true }).click();
  await window.getByRole('button', { name: words.people.remove('An') }).click();
  const question = window.getByRole('dialog', { name: words.people.removeTitle('An') });
  const { y, height } = await boxOf(question);
  expect(y).toBeGreaterThan(100);
  expect(y + height).toBeLessThan(744);
  // It is not a page of its own, from where one would go back.
  await expect(question.getByRole('button', { name: words.common.back })).toHaveCount(0);
  await question.getByRole('button', { name: words.common.close }).click();
  await expect(question).toHaveCount(0);
});
