// Pictures and files: pasted, dropped, chosen, given up, cut on the way, looked at.
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Page } from '@playwright/test';
import { gif, png, secretWords, specks, withExif } from '../pictures.ts';
import { expect, test } from './fixture.ts';
import { expectShown, give, keptFiles, picture, sendFiles, sendSheet } from './giving-files.ts';
import { composer, hostChat, joinAs, say, timeline, words } from './people.ts';

/** A JPEG of a browser's own making with what a phone would have noted in it. */
async function photo(page: Page, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    ([wide, high]) => {
      const canvas = document.createElement('canvas');
      canvas.width = wide;
      canvas.height = high;
      const context = canvas.getContext('2d');
      if (context) context.fillRect(0, 0, wide / 2, high);
      return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
    },
    [width, height] as const,
  );
  return withExif(Buffer.from(base64, 'base64'));
}

for (const place of ['localhost', 'lop9a.local']) {
  test(`at http://${place} a pasted photo is seen by the others, small and without the place where it was taken`, async ({
    startHost,
    openPage,
  }) => {
    const host = await startHost();
    const url = `http://${place}:${String(host.port)}/`;
    const linh = await openPage(url);
    await joinAs(linh, 'Linh');
    const minh = await openPage(url);
    await joinAs(minh, 'Minh');
    const taken = await photo(linh, 3000, 1500);
    expect(taken.includes('Exif')).toBe(true);
    await give(linh, 'paste', { name: 'image.jpg', type: 'image/jpeg', bytes: taken });
    await sendSheet(linh, 1).getByRole('textbox', { name: words.files.caption }).fill('ở sân trường');
    await sendFiles(linh);
    for (const page of [linh, minh]) {
      await expectShown(page, 'image.jpg');
      await expect(timeline(page).getByText('ở sân trường', { exact: true })).toHaveCount(1);
    }
    await expect(linh.getByRole('img', { name: words.chat.sent })).toBeVisible();
    const [kept = Buffer.alloc(0)] = keptFiles(host.folder);
    expect(kept.includes('Exif') || kept.includes('GPS') || kept.includes(secretWords)).toBe(false);
    const size = await picture(minh, 'image.jpg')
      .locator('img')
      .evaluate(async (element: HTMLImageElement) => {
        await element.decode();
        return [element.naturalWidth, element.naturalHeight];
      });
    expect(size).toEqual([2048, 1024]);

    // It is there after a reload as well.
    await linh.reload();
    await expectShown(linh, 'image.jpg');
  });
}

test('a dropped file is offered, sent, and saved by somebody else as it was', async ({
  startHost,
  enter,
}) => {
  const host = await startHost();
  const linh = await enter(host.port, 'Linh');
  const minh = await enter(host.port, 'Minh');
  const bytes = Buffer.from('<script>alert(1)</script>');
  await give(linh, 'drop', { name: 'bài 7.html', type: 'text/html', bytes });
  await sendFiles(linh);
  await expect(timeline(minh).getByText('bài 7.html', { exact: true })).toBeVisible();
  const [saved] = await Promise.all([
    minh.waitForEvent('download'),
    timeline(minh)
      .getByRole('link', { name: words.files.save('bài 7.html') })
      .click(),
  ]);
  expect(saved.suggestedFilename()).toBe('bài 7.html');
  expect(readFileSync(await saved.path())).toEqual(bytes);
});

test('a drawing that was packed well does not grow on its way, and loses nothing', async ({
  startHost,
  openPage,
}) => {
  const host = await startHost();
  const linh = await openPage(`http://localhost:${String(host.port)}/`);
  await joinAs(linh, 'Linh');
  const drawn = specks(900, 700);
  await give(linh, 'paste', { name: 'màn hình.png', type: 'image/png', bytes: drawn });
  await sendFiles(linh);
  await expectShown(linh, 'màn hình.webp');
  await expect(linh.getByRole('img', { name: words.chat.sent })).toBeVisible();
  const [kept = Buffer.alloc(0)] = keptFiles(host.folder);
  expect(kept.includes('VP8L')).toBe(true);
  expect(kept.length).toBeLessThan(drawn.length);
});

test('several files go at once, each can be left out, and a GIF keeps moving but loses its comment', async ({
  startHost,
  enter,
}) => {
  const host = await startHost();
  const linh = await enter(host.port, 'Linh');
  const minh = await enter(host.port, 'Minh');
  await linh
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') },
      { name: 'move.gif', mimeType: 'image/gif', buffer: gif() },
      { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
    ]);
  await expect(sendSheet(linh, 3).getByText(words.files.untouched)).toBeVisible();
  await linh.getByRole('button', { name: words.files.remove('a.txt') }).click();
  await sendFiles(linh, 2);
  // Linh's own page shows both before they are sent; what somebody else sees is kept.
  await expectShown(minh, 'move.gif');
  await expect(timeline(minh).getByText('broken.png')).toBeVisible();
  const moving = keptFiles(host.folder).find((bytes) => bytes.subarray(0, 3).toString() === 'GIF');
  expect(moving?.includes('NETSCAPE2.0')).toBe(true);
  expect(moving?.includes(secretWords)).toBe(false);
});

/** Between a page and its host: lets so many bytes of an upload through and swallows the rest, and cuts it. */
async function startBottleneck(port: number) {
  const sockets = new Set<Socket>();
  const uploads = new Set<Socket>();
  let limit = Infinity;
  const server = createServer((client) => {
    const host = connect({ port, host: '127.0.0.1' });
    for (const socket of [client, host]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    let isUpload = false;
    let passed = 0;
    client.on('data', (chunk: Buffer) => {
      isUpload ||= chunk.subarray(0, 11).toString() === 'POST /files';
      passed += chunk.length;
      if (isUpload) uploads.add(client);
      if (!isUpload || passed <= limit) host.write(chunk);
    });
    host.pipe(client);
    client.on('close', () => host.destroy());
    host.on('close', () => client.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    holdUploadsAfter: (bytes: number) => (limit = bytes),
    /** Cuts the uploads, and lets everything through from now on. */
    cut() {
      limit = Infinity;
      for (const client of uploads) client.destroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Does not get smaller on its way. */
function noise(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (index * 7919 + (index >> 3) * 104_729) & 0xff));
}

test.describe('over a bad network', () => {
  // A cut upload is a failed request to the console.
  test.use({ expectedErrors: [/ERR_|Failed to load resource/] });

  test('an upload that is cut is brought again from its beginning, and what was written meanwhile did not wait', async ({
    startHost,
    enter,
  }) => {
    const host = await startHost();
    const network = await startBottleneck(host.port);
    const linh = await enter(network.port, 'Linh');
    const minh = await enter(host.port, 'Minh');
    const bytes = noise(3_000_000);
    network.holdUploadsAfter(200_000);
    await give(linh, 'drop', { name: 'bài.zip', type: 'application/zip', bytes });
    await sendFiles(linh);
    await expect(linh.getByRole('progressbar')).toBeVisible();
    await say(linh, 'tệp đang lên');
    await expect(timeline(minh).getByText('tệp đang lên', { exact: true })).toBeVisible();
    await expect(timeline(minh).getByText('bài.zip')).toHaveCount(0);

    network.cut();
    await expect(timeline(minh).getByText('bài.zip', { exact: true })).toBeVisible();
    await expect(linh.getByRole('progressbar')).toHaveCount(0);
    expect(keptFiles(host.folder).map((kept) => kept.equals(bytes))).toEqual([true]);
    network.close();
  });

  test('one sees the picture that one sends while it is on its way, and it stands still whatever comes meanwhile', async ({
    startHost,
    enter,
  }) => {
    const host = await startHost();
    const network = await startBottleneck(host.port);
    const linh = await enter(network.port, 'Linh');
    const minh = await enter(host.port, 'Minh');
    network.holdUploadsAfter(200);
    await give(linh, 'paste', { name: 'bảng.png', type: 'image/png', bytes: png(400, 300) });
    await sendFiles(linh);
    await expect(linh.getByRole('progressbar')).toBeVisible();
    await expectShown(linh, 'bảng.png');
    const shown = await picture(linh, 'bảng.png').locator('img').elementHandle();
    await say(minh, 'cho xem với');
    await expect(timeline(linh).getByText('cho xem với', { exact: true })).toBeVisible();

    network.cut();
    await expect(picture(minh, 'bảng.png')).toBeVisible();
    await expect(linh.getByRole('img', { name: words.chat.sent })).toBeVisible();
    expect(await shown?.evaluate((image) => image.isConnected)).toBe(true);
    network.close();
  });

  test('an upload that is given up leaves nothing, here and at the host', async ({ startHost, enter }) => {
    const host = await startHost();
    const network = await startBottleneck(host.port);
    const linh = await enter(network.port, 'Linh');
    network.holdUploadsAfter(200_000);
    await give(linh, 'drop', { name: 'bài.zip', type: 'application/zip', bytes: noise(3_000_000) });
    await sendFiles(linh);
    await expect(linh.getByRole('progressbar')).toBeVisible();
    await linh.getByRole('button', { name: words.files.stop }).click();
    await expect(timeline(linh).getByText('bài.zip')).toHaveCount(0);
    await expect(async () => expect(keptFiles(host.folder)).toHaveLength(0)).toPass();
    await say(linh, 'thôi vậy');
    network.close();
  });
});

test('pictures are looked at one after the other, larger and smaller, by keys alone', async ({
  startHost,
  enter,
}) => {
  const { port } = await startHost();
  const linh = await enter(port, 'Linh');
  const pictures = ['một', 'hai'].map((name, index) => ({
    name: `${name}.png`,
    type: 'image/png',
    bytes: png(600 + index, 400),
  }));
  await give(linh, 'paste', ...pictures);
  await sendFiles(linh, 2);
  // Before both are stored their rows still change.
  const lastRow = linh.locator('[data-row]').last();
  await expect(lastRow.getByRole('img', { name: words.chat.sent, exact: true })).toBeVisible();
  await expectShown(linh, 'hai.png');
  await picture(linh, 'một.png').focus();
  await linh.keyboard.press('Enter');
  const viewer = linh.getByRole('dialog', { name: /một\.png/ });
  await expect(viewer.getByRole('img', { name: 'một.png' })).toBeVisible();
  const width = async () => (await linh.getByRole('dialog').getByRole('img').boundingBox())?.width ?? 0;
  const before = await width();
  await linh.keyboard.press('+');
  expect(await width()).toBeGreaterThan(before);
  await linh.keyboard.press('0');
  expect(await width()).toBe(before);
  await linh.keyboard.press('ArrowRight');
  await expect(linh.getByRole('dialog', { name: /hai\.png/ })).toBeVisible();
  await linh.keyboard.press('ArrowLeft');
  await expect(viewer).toBeVisible();
  const [saved] = await Promise.all([
    linh.waitForEvent('download'),
    viewer.getByRole('link', { name: words.files.save('một.png') }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('một.png');
  await linh.keyboard.press('Escape');
  await expect(linh.getByRole('dialog')).toHaveCount(0);
  await expect(picture(linh, 'một.png')).toBeFocused();
});

test('a picture that comes late does not move what is being read', async ({
  startHost,
  enter,
  newDevice,
}) => {
  const host = await startHost();
  const linh = await enter(host.port, 'Linh');
  const slow = await newDevice();
  const arrived = Promise.withResolvers<undefined>();
  await slow.route('**/files/*/*', async (route) => {
    await arrived.promise;
    await route.continue();
  });
  const minh = await enter(host.port, 'Minh', slow);
  await say(linh, 'xem hình dưới đây');
  await give(linh, 'paste', { name: 'bảng.png', type: 'image/png', bytes: png(400, 300) });
  await sendFiles(linh);
  await expect(picture(minh, 'bảng.png')).toBeVisible();
  const read = timeline(minh).getByText('xem hình dưới đây', { exact: true });
  const top = async () => (await read.boundingBox())?.y;
  const before = await top();
  expect(before).toBeDefined();
  arrived.resolve(undefined);
  await expectShown(minh, 'bảng.png');
  expect(await top()).toBe(before);
});

test('the window sends and shows pictures though its page reaches no network', async ({ openApp, enter }) => {
  const { window } = await openApp({ nickname: 'Hạnh' });
  const port = await hostChat(window);
  const minh = await enter(port, 'Minh');
  await composer(window).focus();
  await give(window, 'paste', { name: 'bảng.png', type: 'image/png', bytes: png(40, 30) });
  await sendFiles(window);
  await expectShown(minh, 'bảng.png');
  await give(minh, 'paste', { name: 'vở.png', type: 'image/png', bytes: png(50, 30) });
  await sendFiles(minh);
  await expectShown(window, 'vở.png');
});
