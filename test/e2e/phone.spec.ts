// The page on a phone: around notches, above the keyboard, lying on its side, on the home screen, and back from a pocket.
import type { BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { findCutOff } from '../gallery/layout.ts';
import { expect, test as base } from './fixture.ts';
import { composer, expectMessage, joinAs, words } from './people.ts';

const upright = { width: 390, height: 844 };
const lying = { width: 640, height: 320 };

const test = base.extend<{ newPhone: (options?: BrowserContextOptions) => Promise<BrowserContext> }>({
  newPhone: async ({ browser }, use) => {
    const phones: BrowserContext[] = [];
    await use(async (options) => {
      const phone = await browser.newContext({
        viewport: upright,
        isMobile: true,
        hasTouch: true,
        ...options,
      });
      phones.push(phone);
      return phone;
    });
    for (const phone of phones) await phone.close();
  },
});

/** A visual viewport as Safari has one, which a test makes smaller: the page keeps its size under the keyboard. */
function fakeVisualViewport(): void {
  const fake = Object.assign(new EventTarget(), {
    height: innerHeight,
    width: innerWidth,
    scale: 1,
    offsetTop: 0,
  });
  Object.defineProperty(window, 'visualViewport', { value: fake });
}

function openKeyboard(page: Page, height: number, scale = 1): Promise<void> {
  return page.evaluate(
    ([keyboard, zoom]) => {
      const viewport = window.visualViewport;
      if (viewport === null) return;
      Object.assign(viewport, { height: (innerHeight - keyboard) / zoom, scale: zoom });
      viewport.dispatchEvent(new Event('resize'));
    },
    [height, scale] as const,
  );
}

/** Enter breaks the line there. */
async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole('button', { name: words.chat.send }).click();
  await expect(composer(page)).toHaveValue('');
}

async function bottomOf(page: Page, label: string): Promise<number> {
  const box = await page.getByRole('button', { name: label, exact: true }).boundingBox();
  return (box?.y ?? Infinity) + (box?.height ?? 0);
}

test('a keyboard that lies over the page leaves the composer and the newest message in sight', async ({
  startHost,
  openPage,
  newPhone,
}) => {
  const { port } = await startHost();
  const phone = await newPhone();
  await phone.addInitScript(fakeVisualViewport);
  const page = await openPage(`http://lop9a.local:${String(port)}/`, phone);
  await joinAs(page, 'Linh');
  for (let count = 1; count <= 20; count += 1) await say(page, `tin ${String(count)}`);
  await expect(page.getByText('tin 20', { exact: true })).toBeInViewport();

  await openKeyboard(page, 336);
  const visible = upright.height - 336;
  await expect.poll(() => bottomOf(page, words.chat.send)).toBeLessThanOrEqual(visible);
  await expect
    .poll(async () => {
      const box = await page.getByText('tin 20', { exact: true }).boundingBox();
      return (box?.y ?? Infinity) + (box?.height ?? 0);
    })
    .toBeLessThanOrEqual(visible);
  // Who has zoomed in sees less, and no keyboard.
  await openKeyboard(page, 0);
  await expect.poll(() => bottomOf(page, words.chat.send)).toBeGreaterThan(visible);
  await openKeyboard(page, 0, 2);
  expect(await bottomOf(page, words.chat.send)).toBeGreaterThan(visible);
});

for (const width of [375, upright.width]) {
  test(`at ${String(width)} px a short line stays one line in the composer, beside the buttons`, async ({
    startHost,
    openPage,
    newPhone,
  }) => {
    const { port } = await startHost();
    const phone = await newPhone({ viewport: { ...upright, width } });
    const page = await openPage(`http://lop9a.local:${String(port)}/`, phone);
    await joinAs(page, 'Linh');
    const boxOf = async (text: string) => {
      await composer(page).fill(text);
      return composer(page).boundingBox();
    };
    const short = await boxOf('Em');
    expect(await boxOf('Em làm xong bài rồi')).toEqual(short);
    const send = await page.getByRole('button', { name: words.chat.send }).boundingBox();
    expect((short?.x ?? Infinity) + (short?.width ?? 0)).toBeLessThan(send?.x ?? 0);
  });
}

test('nothing to read or press is under a notch, a rounded corner or the bar of gestures', async ({
  startHost,
  openPage,
  newPhone,
}) => {
  const { port } = await startHost();
  const phone = await newPhone({ viewport: { width: 844, height: 390 } });
  const page = await openPage(`http://lop9a.local:${String(port)}/`, phone);
  const devtools = await phone.newCDPSession(page);
  const insets = { top: 20, left: 47, right: 47, bottom: 21 };
  await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets });
  const outside = () =>
    page.evaluate(({ top, left, right, bottom }) => {
      const root = document.querySelector('dialog[open]') ?? document;
      return [...root.querySelectorAll('button, input, textarea, h1, h2')].flatMap((element) => {
        if (!element.checkVisibility()) return [];
        const box = element.getBoundingClientRect();
        const free =
          box.left >= left &&
          box.right <= innerWidth - right &&
          box.top >= top &&
          box.bottom <= innerHeight - bottom;
        return free ? [] : [element.outerHTML.slice(0, 80)];
      });
    }, insets);
  expect(await outside()).toEqual([]);
  await joinAs(page, 'Linh');
  await expect.poll(outside).toEqual([]);
  await page.setViewportSize({ width: 500, height: 500 });
  await page.getByRole('button', { name: words.chat.showPeople }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect.poll(outside).toEqual([]);
});

test('a phone on its side shows all of the page that there is to see, and messages above the composer', async ({
  startHost,
  openPage,
  newPhone,
}) => {
  const { port } = await startHost();
  const page = await openPage(`http://lop9a.local:${String(port)}/`, await newPhone({ viewport: lying }));
  await expect(page.getByRole('heading', { name: 'Lớp 9A' })).toBeVisible();
  await expect(page.getByRole('button', { name: words.join.joinPage })).toBeInViewport({ ratio: 1 });
  expect(await findCutOff(page)).toEqual([]);
  await joinAs(page, 'Linh');
  await say(page, 'Chào cả lớp');
  await expect(page.getByText('Chào cả lớp', { exact: true })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: words.chat.send })).toBeInViewport({ ratio: 1 });
  expect(await findCutOff(page)).toEqual([]);
  await page.getByRole('button', { name: words.chat.settings }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await findCutOff(page)).toEqual([]);
});

test('everything to press is large enough for a finger, and no field makes the phone zoom in', async ({
  startHost,
  openPage,
  newPhone,
}) => {
  const { port } = await startHost();
  const page = await openPage(`http://lop9a.local:${String(port)}/`, await newPhone());
  const small = () =>
    page.evaluate(() =>
      // What is in a label is pressed with it.
      [
        ...document.querySelectorAll('button, input:not(.unseen, label > *), textarea, a, label:has(input)'),
      ].flatMap((element) => {
        if (!element.checkVisibility()) return [];
        const { width, height } = element.getBoundingClientRect();
        const isField = element.matches('input:not([type=radio], [type=checkbox]), textarea');
        // The frame around a field counts: a tap on it is one into the field.
        const tall = isField ? (element.parentElement?.getBoundingClientRect().height ?? 0) : height;
        const zooms = isField && parseFloat(getComputedStyle(element).fontSize) < 16;
        return tall >= 43.5 && width >= 43.5 && !zooms
          ? []
          : [`${element.outerHTML.slice(0, 90)} ${width}x${tall}`];
      }),
    );
  await expect(page.getByRole('heading', { name: 'Lớp 9A' })).toBeVisible();
  expect(await small()).toEqual([]);
  await joinAs(page, 'Linh');
  await say(page, 'Chào cả lớp');
  expect(await small()).toEqual([]);
  await page.getByRole('button', { name: words.chat.settings }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await small()).toEqual([]);
});

test('on the home screen it has the name of the chat, an icon for every shape, and bars in the colour of the page', async ({
  startHost,
  openPage,
  newPhone,
  request,
}) => {
  const { port } = await startHost(0, { chatName: 'Toán 8B' });
  const url = `http://lop9a.local:${String(port)}`;
  const page = await openPage(url, await newPhone({ colorScheme: 'dark' }));
  await expect(page).toHaveTitle('Toán 8B');
  const local = `http://127.0.0.1:${String(port)}`;
  const manifest = await request.get(`${local}/manifest.webmanifest`);
  expect(manifest.headers()['content-type']).toBe('application/manifest+json');
  const { name, short_name, display, icons } = await manifest.json();
  expect([name, short_name, display]).toEqual(['Toán 8B', 'Toán 8B', 'standalone']);
  const touchIcon = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href');
  const sources = [touchIcon, ...icons.map(({ src }: { src: string }) => src)];
  expect(sources).toHaveLength(4);
  for (const source of sources) {
    const icon = await request.get(new URL(source, local).href);
    expect([icon.status(), icon.headers()['content-type']]).toEqual([200, 'image/png']);
    expect(icon.headers()['cache-control']).toContain('immutable');
  }
  // Chromium itself finds nothing to object to.
  const devtools = await page.context().newCDPSession(page);
  const { errors, url: found } = await devtools.send('Page.getAppManifest');
  expect([errors, found]).toEqual([[], `${url}/manifest.webmanifest`]);

  const bars = page.locator('meta[name="theme-color"]');
  for (const bar of await bars.all()) await expect(bar).toHaveAttribute('content', '#0f1515');
});

test('the page says plainly who can read along', async ({ startHost, openPage, newPhone }) => {
  const { port } = await startHost();
  const page = await openPage(`http://lop9a.local:${String(port)}/`, await newPhone());
  await expect(page.getByText(words.join.notEncrypted)).toBeVisible();
  await expect(page.getByText(/Everyone in the chat can read it/)).toBeVisible();
});

/** While `window.asleep` is set, no longer timer goes off: as on a page that a phone has put to sleep. */
function sleepOnDemand(): void {
  const shortMs = 400;
  const { setTimeout } = window;
  const sleeper = (callback: () => void, delayMs = 0): number =>
    setTimeout(() => {
      if (delayMs < shortMs || !('asleep' in window)) callback();
    }, delayMs);
  Object.assign(window, { setTimeout: sleeper });
}

test.describe('back from a pocket', () => {
  test.use({ expectedErrors: [/WebSocket connection to .* failed|ERR_CONNECTION/] });

  for (const [what, comeBack] of [
    ['is seen again', () => document.dispatchEvent(new Event('visibilitychange'))],
    [
      'comes out of the cache of pages',
      () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
    ],
    ['is thawed', () => document.dispatchEvent(new Event('resume'))],
    ['is on the network again', () => window.dispatchEvent(new Event('online'))],
  ] as const) {
    test(`a page that ${what} connects at once, however late its next try is`, async ({
      startHost,
      openPage,
      newPhone,
    }) => {
      const host = await startHost();
      const phone = await newPhone();
      await phone.addInitScript(sleepOnDemand);
      const page = await openPage(`http://lop9a.local:${String(host.port)}/`, phone);
      await joinAs(page, 'Linh');
      await say(page, 'trước');
      await host.stop();
      await expect(page.getByText(words.errors['host-stopped'].title)).toBeVisible();
      await page.evaluate(() => Object.assign(window, { asleep: true }));
      await expect(page.getByText(/^Next try in /)).toBeVisible();
      await startHost(host.port);
      await page.evaluate(comeBack);
      await expect(page.getByText(words.errors['host-stopped'].title)).toBeHidden();
      await expectMessage(page, 'trước');
      await say(page, 'sau');
      await expectMessage(page, 'sau');
    });
  }
});
