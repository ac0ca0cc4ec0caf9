// What only shows on the smallest screens: nothing moves under a finger, and nothing touches its neighbour.
import type { Locator } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { joinAs, words } from './people.ts';

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
    const nickname = page.getByRole('textbox', { name: words.common.nickname });
    const join = page.getByRole('button', { name: words.join.joinPage });
    await expect(page.getByText(words.common.peopleHere(1))).toBeVisible();
    const before = [await boxOf(nickname), await boxOf(join)];

    await join.click();
    await expect(page.getByText(words.join.noNickname)).toBeVisible();
    expect([await boxOf(nickname), await boxOf(join)]).toEqual(before);
    await nickname.fill('An');
    await join.click();
    await expect(page.getByRole('button', { name: words.join.useName('An 2') })).toBeVisible();
    expect([await boxOf(nickname), await boxOf(join)]).toEqual(before);
  });
}

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
