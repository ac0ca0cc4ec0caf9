// Reading back: nothing that arrives, neither above nor below, moves what is being read.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeHistory } from '../gallery/history.ts';
import { expect, test } from './fixture.ts';
import { expectMessage, say, timeline, words } from './people.ts';

const count = 300;

function writeLesson(folder: string): void {
  const messages = Array.from({ length: count }, (_, index) => ({
    name: ['An', 'Bình', 'Chi'][index % 3] ?? '',
    content: `Câu ${String(index + 1)}${' dài'.repeat((index % 7) * 9)}`,
    minutesAgo: (count - index) * 7,
  }));
  writeHistory(join(folder, 'host'), messages);
}

interface Reading {
  readonly text: string;
  /** Pixels to the top of the timeline. */
  readonly top: number;
  /** Of everything. */
  readonly height: number;
}

/** Where a message is: the one with this text, or else the first that is whole on the screen. */
function reading(page: Page, text?: string): Promise<Reading> {
  return timeline(page).evaluate((log, wanted) => {
    const edge = log.getBoundingClientRect().top;
    const topOf = (bubble: Element) => bubble.getBoundingClientRect().top - edge;
    const found = [...log.querySelectorAll('.bubble')].find((bubble) =>
      wanted === undefined ? topOf(bubble) > 0 : bubble.textContent === wanted,
    );
    if (found === undefined) throw new Error(`no message ${wanted ?? ''}`);
    return { text: found.textContent, top: topOf(found), height: log.scrollHeight };
  }, text);
}

/** Puts the timeline at these pixels from its beginning, as somebody who draws its bar, until what is there stands still. */
async function scrollTo(page: Page, px: number): Promise<void> {
  await timeline(page).evaluate(async (log, top) => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const placed = () =>
      [...log.querySelectorAll('.bubble')].map((one) => one.getBoundingClientRect().top).join();
    log.scrollTop = top;
    await painted();
    for (let before = ''; before !== placed(); await painted()) before = placed();
  }, px);
}

test('a chat that is opened draws hardly more messages than fit', async ({
  folder,
  startHost,
  newDevice,
  enter,
}) => {
  const messages = Array.from({ length: 40 }, (_, index) => ({
    name: ['An', 'Bình', 'Chi'][index % 3] ?? '',
    content: `Câu ${String(index + 1)}`,
    minutesAgo: (40 - index) * 7,
  }));
  writeHistory(join(folder, 'host'), messages);
  const { port } = await startHost();
  const device = await newDevice();
  await device.addInitScript(() => {
    new MutationObserver((_, observer) => {
      const drawn = document.querySelectorAll('[role=log] .row').length;
      if (drawn === 0) return;
      observer.disconnect();
      document.documentElement.dataset.drawnFirst = String(drawn);
    }).observe(document, { childList: true, subtree: true });
  });
  const page = await enter(port, 'Linh', device);
  await expect(timeline(page).getByText('Câu 40')).toBeInViewport();
  const { drawnFirst, fit } = await timeline(page).evaluate((log) => ({
    drawnFirst: Number(document.documentElement.dataset.drawnFirst),
    fit: log.clientHeight / (log.querySelector('.row')?.clientHeight ?? NaN),
  }));
  expect(drawnFirst).toBeGreaterThan(0);
  expect(drawnFirst).toBeLessThan(fit + 4);
});

for (const where of ['where nobody has written', 'below what others have written']) {
  test(`a tall message ${where} is drawn once, from the press of Enter until it is part of the history`, async ({
    folder,
    startHost,
    enter,
  }) => {
    if (where !== 'where nobody has written') writeLesson(folder);
    const host = await startHost();
    const linh = await enter(host.port, 'Linh');
    await timeline(linh).evaluate((log) => {
      const isOwn = (node: Node) => node instanceof Element && node.querySelector('[data-row^=o]') !== null;
      new MutationObserver((changes) => {
        if (changes.some(({ removedNodes }) => [...removedNodes].some(isOwn)))
          log.dataset['removed'] = 'a row';
      }).observe(log, { childList: true, subtree: true });
    });
    await say(linh, Array.from({ length: 15 }, (_, line) => `dòng ${String(line + 1)}`).join('\n'));
    await expect(linh.getByRole('img', { name: words.chat.sent })).toBeVisible();
    expect(await timeline(linh).getAttribute('data-removed')).toBeNull();
  });
}

test('older pages come while one scrolls up, and what is being read stays where it is', async ({
  folder,
  startHost,
  enter,
}) => {
  writeLesson(folder);
  const { port } = await startHost();
  const page = await enter(port, 'Linh');
  await expect(timeline(page).getByText(`Câu ${String(count)}`)).toBeVisible();
  for (let pages = 0; pages < 2; pages += 1) {
    // What stands just above the place that is gone to has been measured then: only what comes could move anything.
    await scrollTo(page, 1_400);
    await scrollTo(page, 900);
    const before = await timeline(page).evaluate((log) => {
      // Near enough to the beginning for an older page to be asked for; it cannot come before this returns.
      log.scrollTop = 750;
      const edge = log.getBoundingClientRect().top;
      const first = [...log.querySelectorAll('.bubble')].find(
        (bubble) => bubble.getBoundingClientRect().top > edge,
      );
      if (first === undefined) throw new Error('no message');
      return {
        text: first.textContent,
        top: first.getBoundingClientRect().top - edge,
        height: log.scrollHeight,
      };
    });
    await expect.poll(async () => (await reading(page)).height).toBeGreaterThan(before.height + 500);
    await expect
      .poll(async () => Math.abs((await reading(page, before.text)).top - before.top))
      .toBeLessThan(3);
  }
});

test('what arrives while one reads further up is counted below, and one press leads there', async ({
  folder,
  startHost,
  enter,
}) => {
  writeLesson(folder);
  const { port } = await startHost();
  const linh = await enter(port, 'Linh');
  const minh = await enter(port, 'Minh');
  await expect(timeline(linh).getByText(`Câu ${String(count)}`)).toBeVisible();
  await timeline(linh).hover();
  await linh.mouse.wheel(0, -900);
  await expect(linh.getByRole('button', { name: words.chat.toNewest })).toBeVisible();
  const before = await reading(linh);
  await say(minh, 'một');
  await expect(linh.getByRole('button', { name: words.chat.newMessages(1) })).toBeVisible();
  await say(minh, 'hai');
  const jump = linh.getByRole('button', { name: words.chat.newMessages(2) });
  await expect(jump).toBeVisible();
  expect(await reading(linh)).toMatchObject({ text: before.text, top: before.top });
  await jump.click();
  await expectMessage(linh, 'hai');
  await expect(timeline(linh).getByText('hai', { exact: true })).toBeInViewport();
  await expect(jump).toBeHidden();
});
