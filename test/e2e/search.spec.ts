// Looking for something said long ago, going there, reading on in both directions, and coming back.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { formatTimestamp } from '../../protocol/timestamp.ts';
import { expect, test } from './fixture.ts';
import { composer, expectMessage, joinAs, say, timeline, words } from './people.ts';

const held = 3_000;
/** Where the only message with the word stands. */
const rareAt = 1_000;

function writeLongHistory(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const at = Date.UTC(2026, 0, 5, 1);
  const lines = Array.from({ length: held }, (_, index) => {
    const seq = index + 1;
    const content = seq === rareAt ? 'Chào cả lớp, mai mình nghỉ nhé' : `câu ${String(seq)}`;
    const sentAt = at + seq * 60_000;
    const timestamp = formatTimestamp(sentAt);
    return JSON.stringify({ name: 'An', content, timestamp, id: `message-${String(seq)}`, at: sentAt });
  });
  writeFileSync(join(folder, 'data.json'), `[\n${lines.join(',\n')}\n]\n`);
}

function searchField(page: Page): Locator {
  return page.getByRole('combobox', { name: words.search.title });
}

function sentence(page: Page, seq: number): Locator {
  return timeline(page).getByText(`câu ${String(seq)}`, { exact: true });
}

/** A message near the middle of the timeline, and how many pixels below its top. */
async function inTheMiddle(page: Page): Promise<{ text: string; top: number }> {
  return timeline(page).evaluate((log) => {
    const { top, height } = log.getBoundingClientRect();
    const rows = [...log.querySelectorAll('.bubble')];
    const row = rows.find((candidate) => candidate.getBoundingClientRect().top > top + height / 2);
    return { text: row?.textContent.trim() ?? '', top: (row?.getBoundingClientRect().top ?? NaN) - top };
  });
}

async function topOf(page: Page, text: string): Promise<number> {
  const [log, row] = await Promise.all([
    timeline(page).boundingBox(),
    timeline(page).getByText(text, { exact: true }).boundingBox(),
  ]);
  return (row?.y ?? NaN) - (log?.y ?? NaN);
}

/** Turns the wheel until a row is in the timeline. */
async function wheelTo(page: Page, row: Locator, deltaY: number): Promise<void> {
  await timeline(page).hover();
  await expect(async () => {
    await page.mouse.wheel(0, deltaY);
    await expect(row).toBeInViewport({ timeout: 150 });
  }).toPass({ intervals: [0] });
}

test('a word without its accents finds a message deep in the history, and one reads on from there and comes back', async ({
  folder,
  startHost,
  enter,
}) => {
  writeLongHistory(join(folder, 'host'));
  const { port } = await startHost();
  const linh = await enter(port, 'Linh');
  await expect(sentence(linh, held)).toBeInViewport();
  const minh = await enter(port, 'Minh');

  await composer(linh).press('Control+f');
  await expect(searchField(linh)).toBeFocused();
  await searchField(linh).pressSequentially('LOP');
  const hit = linh.getByRole('option');
  await expect(hit).toHaveCount(1);
  await expect(hit.locator('mark')).toHaveText('lớp');
  await searchField(linh).press('Enter');
  const rare = timeline(linh).getByText('Chào cả lớp, mai mình nghỉ nhé');
  await expect(rare).toBeInViewport({ ratio: 1 });
  await expect(sentence(linh, rareAt - 1)).toBeInViewport();
  await expect(sentence(linh, rareAt + 1)).toBeInViewport();

  // What is said meanwhile waits at the end and is counted.
  await say(minh, 'tin mới một');
  await say(minh, 'tin mới hai');
  await expect(linh.getByRole('button', { name: words.chat.newMessages(2) })).toBeVisible();
  await expect(timeline(linh).getByText('tin mới một')).toHaveCount(0);

  await wheelTo(linh, sentence(linh, rareAt - 70), -300);
  await wheelTo(linh, sentence(linh, rareAt + 70), 300);
  await expect(rare).toHaveCount(0);

  await linh.getByRole('button', { name: words.chat.newMessages(2) }).click();
  await expect(timeline(linh).getByText('tin mới hai', { exact: true })).toBeInViewport({ ratio: 1 });
  await expectMessage(linh, 'tin mới một');
  await expect(sentence(linh, held)).toBeVisible();

  // Back to the word, whose hits are still there, and then to the composer.
  await searchField(linh).press('Enter');
  await expect(rare).toBeInViewport({ ratio: 1 });
  await searchField(linh).press('Escape');
  await expect(searchField(linh)).toHaveCount(0);
  await expect(composer(linh)).toBeFocused();
  await say(linh, 'đây rồi');
  await expect(timeline(linh).getByText('đây rồi', { exact: true })).toBeInViewport({ ratio: 1 });
});

/** Between the page and its host: keeps pages of the history back once it is told to, and lets one through at a time. */
async function holdPages(device: BrowserContext) {
  const kept: (() => void)[] = [];
  let keeping = false;
  await device.routeWebSocket(/.*/, (route) => {
    route.connectToServer().onMessage((frame) => {
      if (keeping && frame.toString().includes('"type":"history-page"')) kept.push(() => route.send(frame));
      else route.send(frame);
    });
  });
  return {
    keep: () => (keeping = true),
    count: () => kept.length,
    letOneThrough: () => kept.shift()?.(),
  };
}

/** Waits until the timeline moves no more: browsers turn the wheel over several frames. */
async function standsStill(page: Page): Promise<void> {
  let before = NaN;
  const isStill = async (): Promise<boolean> => {
    const now = await timeline(page).evaluate((log) => log.scrollTop);
    const still = now === before;
    before = now;
    return still;
  };
  await expect.poll(isStill).toBe(true);
}

test('pages that come at either end of an older part leave what is being read where it is', async ({
  folder,
  startHost,
  newDevice,
  enter,
}) => {
  writeLongHistory(join(folder, 'host'));
  const { port } = await startHost();
  const device = await newDevice();
  const pages = await holdPages(device);
  const page = await enter(port, 'Linh', device);
  await page.getByRole('button', { name: words.search.title, exact: true }).click();
  await searchField(page).fill('câu 2000');
  await page.getByRole('option').click();
  await expect(sentence(page, 2_000)).toBeInViewport({ ratio: 1 });

  const height = () => timeline(page).evaluate((element) => element.scrollHeight);
  await timeline(page).hover();
  pages.keep();
  for (const deltaY of [-200, 200]) {
    for (let wheel = 0; wheel < 40 && pages.count() === 0; wheel += 1) {
      await page.mouse.wheel(0, deltaY);
      await standsStill(page);
    }
    // Both ends may have been near at once: the other one's page is the next.
    expect(pages.count()).toBeGreaterThan(0);
    const { text, top } = await inTheMiddle(page);
    const heightBefore = await height();
    pages.letOneThrough();
    await expect.poll(height).toBeGreaterThan(heightBefore + 500);
    await expect.poll(async () => Math.abs((await topOf(page, text)) - top)).toBeLessThan(3);
  }
});

test('a search for nothing that was said says so, and one that was mistyped is mended', async ({
  startHost,
  enter,
}) => {
  const { port } = await startHost();
  const page = await enter(port, 'Linh');
  await say(page, 'Đường đến trường');
  await page.getByRole('button', { name: words.search.title, exact: true }).click();
  await searchField(page).fill('dduong');
  await expect(page.getByText(words.search.none, { exact: true })).toBeVisible();
  await searchField(page).fill('truong duong');
  await expect(page.getByRole('option').locator('mark')).toHaveText(['Đường', 'trường']);
});

test('while letters are composed nothing is searched, and what they become is', async ({
  startHost,
  enter,
}) => {
  const { port } = await startHost();
  const page = await enter(port, 'Linh');
  await say(page, 'tiếng Việt');
  await page.getByRole('button', { name: words.search.title, exact: true }).click();
  const session = await page.context().newCDPSession(page);
  for (const text of ['t', 'ti', 'tie', 'tiê', 'tiêng', 'tiếng']) {
    await session.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
  await session.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await expect(searchField(page)).toHaveValue('tiếng');
  await expect(page.getByText(words.search.hint)).toBeVisible();
  await session.send('Input.insertText', { text: 'tiếng' });
  await expect(page.getByRole('option')).toHaveCount(1);
});

test('on a phone the search is a sheet that makes way for the message', async ({
  folder,
  startHost,
  openPage,
  newDevice,
}) => {
  writeLongHistory(join(folder, 'host'));
  const { port } = await startHost();
  const phone = await openPage(
    `http://localhost:${String(port)}/`,
    await newDevice({ width: 390, height: 780 }),
  );
  await joinAs(phone, 'Linh');
  await phone.getByRole('button', { name: words.search.title, exact: true }).click();
  const sheet = phone.getByRole('dialog', { name: words.search.title });
  await sheet.getByRole('combobox').fill('lop');
  await sheet.getByRole('option').click();
  await expect(sheet).toHaveCount(0);
  await expect(timeline(phone).getByText('Chào cả lớp, mai mình nghỉ nhé')).toBeInViewport({ ratio: 1 });

  // What was found is there again.
  await phone.getByRole('button', { name: words.search.title, exact: true }).click();
  await expect(sheet.getByRole('option')).toHaveCount(1);
  await phone.goBack();
  await expect(sheet).toHaveCount(0);
});
