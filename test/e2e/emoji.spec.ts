// The emoji picker as people use it: looked for, gone through with keys, picked on a phone, and out of reach.
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { tabTo } from './keyboard.ts';
import { composer, expectMessage, joinAs, words } from './people.ts';

const picker = (page: Page) => page.getByRole('dialog', { name: words.emoji.title });
const search = (page: Page) => picker(page).getByRole('textbox', { name: words.emoji.search });
const cell = (page: Page, name: string) => picker(page).getByRole('gridcell', { name, exact: true });
const openButton = (page: Page) => page.getByRole('button', { name: words.emoji.insert });

/** Where the composer's caret is. */
const caret = (page: Page) =>
  composer(page).evaluate((area: HTMLTextAreaElement) => [area.selectionStart, area.selectionEnd]);

test('an emoji is found, put at the caret and sent with the keyboard alone', async ({
  startHost,
  openPage,
}) => {
  const { port } = await startHost();
  const page = await openPage(`http://lop9a.local:${String(port)}/`);
  await joinAs(page, 'Linh');
  const { keyboard } = page;
  await keyboard.type('Chào lớp');
  for (let step = 0; step < 4; step += 1) await keyboard.press('ArrowLeft');

  await tabTo(page, openButton(page));
  await keyboard.press('Enter');
  await expect(search(page)).toBeFocused();
  await keyboard.type('thumbs');
  await expect(cell(page, 'thumbs up')).toBeVisible();
  await keyboard.press('Enter');
  await expect(picker(page)).toBeHidden();
  await expect(composer(page)).toBeFocused();
  await expect(composer(page)).toHaveValue('Chào👍 lớp');
  expect(await caret(page)).toEqual([6, 6]);

  await tabTo(page, openButton(page));
  await keyboard.press('Enter');
  // What was used last stands first now; below it begin the groups.
  await expect(picker(page).getByRole('tab', { name: words.emoji.sections.recent })).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(cell(page, 'thumbs up')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(cell(page, 'grinning face')).toBeFocused();
  await keyboard.press('End');
  await keyboard.press('ArrowDown');
  await keyboard.press('Home');
  await expect(picker(page).getByRole('gridcell').and(page.locator(':focus'))).toBeInViewport();
  await keyboard.press('Control+End');
  await expect(cell(page, 'flag: Wales')).toBeFocused();
  await expect(cell(page, 'flag: Wales')).toBeInViewport();
  await expect(picker(page).getByRole('tab', { name: words.emoji.sections.flags })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await keyboard.press('Control+Home');
  await keyboard.press('ArrowUp');
  await expect(search(page)).toBeFocused();
  await keyboard.press('Escape');
  await expect(picker(page)).toBeHidden();
  await expect(composer(page)).toBeFocused();
  expect(await caret(page)).toEqual([6, 6]);

  await keyboard.press('Enter');
  await expectMessage(page, 'Chào👍 lớp');
});

test('letters typed among the emoji go to the field, and tabs and skin tones have their arrows', async ({
  startHost,
  enter,
}) => {
  const { port } = await startHost();
  const page = await enter(port, 'Linh');
  const { keyboard } = page;
  await tabTo(page, openButton(page));
  await keyboard.press('Enter');
  await tabTo(page, picker(page).getByRole('tab', { name: words.emoji.sections.smileys }));
  await keyboard.press('ArrowRight');
  await expect(picker(page).getByRole('tab', { name: words.emoji.sections.people })).toBeFocused();
  await tabTo(page, cell(page, 'waving hand'));
  await tabTo(page, picker(page).getByRole('radio', { name: 'No skin tone' }));
  await keyboard.press('ArrowRight');
  await expect(cell(page, 'waving hand')).toHaveText('👋🏻');
  await tabTo(page, cell(page, 'waving hand'), 'Shift+Tab');
  await keyboard.type('party');
  await expect(search(page)).toBeFocused();
  await expect(search(page)).toHaveValue('party');
  await keyboard.press('Enter');
  await expect(composer(page)).not.toHaveValue('');

  // Both choices are there after a reload.
  await page.reload();
  await openButton(page).click();
  await expect(picker(page).getByRole('radio', { name: 'Light', exact: true })).toBeChecked();
  await expect(picker(page).getByRole('tab', { name: words.emoji.sections.recent })).toBeVisible();
});

test('only the rows in view are in the page', async ({ startHost, enter }) => {
  const { port } = await startHost();
  const page = await enter(port, 'Linh');
  await openButton(page).click();
  await expect(cell(page, 'grinning face')).toBeVisible();
  expect(await picker(page).getByRole('gridcell').count()).toBeLessThan(300);
  await picker(page).getByRole('tab', { name: words.emoji.sections.flags }).click();
  await expect(cell(page, 'chequered flag')).toBeInViewport();
  expect(await picker(page).getByRole('gridcell').count()).toBeLessThan(300);
});

test('on a phone it is a sheet that the back button closes, and a Vietnamese word finds what it means', async ({
  startHost,
  newDevice,
  enter,
}) => {
  const { port } = await startHost();
  const phone = await newDevice({ width: 390, height: 700 });
  const page = await enter(port, 'Linh', phone);
  await page.getByRole('button', { name: words.chat.settings }).click();
  await page.getByText('Tiếng Việt').click();
  await page.goBack();
  await page.getByRole('button', { name: 'Chèn emoji' }).click();
  const sheet = page.getByRole('dialog', { name: 'Emoji' });
  await expect(async () => {
    expect(await sheet.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 700 });
  }).toPass();
  await page.goBack();
  await expect(sheet).toBeHidden();

  await page.getByRole('button', { name: 'Chèn emoji' }).click();
  await sheet.getByRole('textbox').fill('co viet nam');
  await sheet.getByRole('gridcell', { name: 'cờ: Việt Nam' }).click();
  await expect(page.getByRole('textbox', { name: 'Viết tin nhắn' })).toHaveValue('🇻🇳');
});

test.describe('while the host is gone', () => {
  test.use({ expectedErrors: [/ERR_|Failed to load/] });

  test('it is said that there are no emoji to be had, and once it is back there are', async ({
    startHost,
    enter,
  }) => {
    const { port } = await startHost();
    const page = await enter(port, 'Linh');
    await page.route(/open-.*\.js$/, (route) => route.abort());
    await openButton(page).click();
    await expect(page.getByText(words.emoji.failed)).toBeVisible();
    await page.unroute(/open-.*\.js$/);
    await openButton(page).click();
    await expect(search(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByText(words.emoji.failed)).toBeHidden();
  });
});

test('the first load of the page has none of the emoji', async ({ startHost, enter, newDevice }) => {
  const { port } = await startHost();
  const device = await newDevice();
  const fetched: string[] = [];
  device.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const page = await enter(port, 'Linh', device);
  const scripts = () => fetched.filter((path) => path.endsWith('.js'));
  expect(scripts()).toHaveLength(1);
  await openButton(page).click();
  await expect(search(page)).toBeFocused();
  expect(scripts().length).toBeGreaterThan(1);
});
