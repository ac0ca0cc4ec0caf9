import { expect, test } from 'vitest';
import type { OutgoingFile } from '../../client/chat-port.ts';
import type { ErrorCode, Result } from '../../protocol/error-codes.ts';
import { Attachments, maxAttachments } from './attachments.svelte.ts';
import type { PreparedFile } from './prepare-file.ts';

function createTest(prepare?: (file: File) => Promise<PreparedFile>) {
  const sent: [string, string][] = [];
  const refusals = new Map<string, ErrorCode>();
  const kept = new Map<string, string>();
  const dropped: string[] = [];
  const asItIs = async (file: File): Promise<PreparedFile> => ({
    file: { name: file.name, type: file.type, body: file },
    isPicture: file.type.startsWith('image/'),
    untouched: false,
  });
  const attachments = new Attachments({
    port: {
      async sendFile({ name }: OutgoingFile, content: string): Promise<Result<string>> {
        const code = refusals.get(name);
        if (code !== undefined) return { ok: false, code };
        sent.push([name, content]);
        return { ok: true, value: `message of ${name}` };
      },
    },
    maxFileBytes: () => 100,
    previews: { keep: (id, url) => void kept.set(id, url), of: () => null },
    prepare: prepare ?? asItIs,
    toUrl: (body) => `url of ${String(body.size)} bytes`,
    dropUrl: (url) => dropped.push(url),
  });
  return { attachments, sent, refusals, kept, dropped };
}

const text = (name: string): File => new File(['x'], name, { type: 'text/plain' });
const photo = new File(['1234'], 'ảnh.png', { type: 'image/png' });

test('the words go with the first file, once, and a picture that was sent is kept for its row', async () => {
  const { attachments, sent, kept } = createTest();
  await attachments.add([photo, text('b.txt')]);
  attachments.caption = ' xem này ';
  await attachments.send();
  expect(sent).toEqual([
    ['ảnh.png', 'xem này'],
    ['b.txt', ''],
  ]);
  expect([...kept]).toEqual([['message of ảnh.png', 'url of 4 bytes']]);
  expect([attachments.open, attachments.caption]).toEqual([false, '']);
});

test('nothing can be sent while something is made ready', async () => {
  const ready = Promise.withResolvers<PreparedFile>();
  const { attachments, sent } = createTest(() => ready.promise);
  const adding = attachments.add([photo]);
  expect(attachments.items).toMatchObject([{ name: 'ảnh.png', file: null, preview: null }]);
  await attachments.send();
  expect(sent).toEqual([]);
  ready.resolve({
    file: { name: 'ảnh.jpg', type: 'image/jpeg', body: photo },
    isPicture: true,
    untouched: false,
  });
  await adding;
  expect(attachments.items).toMatchObject([{ name: 'ảnh.jpg', preview: 'url of 4 bytes' }]);
  expect(attachments.canSend).toBe(true);
});

test('what is too large or cannot be read says so and stays behind, the others go', async () => {
  const { attachments, sent, refusals } = createTest(async (file) => {
    if (file.name === 'folder') throw new Error('a folder');
    const body = file.name === 'large' ? new Blob([new Uint8Array(101)]) : file;
    return { file: { name: file.name, type: '', body }, isPicture: false, untouched: false };
  });
  await attachments.add(['folder', 'large', 'refused', 'good'].map(text));
  refusals.set('refused', 'outbox-full');
  await attachments.send();
  expect(sent).toEqual([['good', '']]);
  expect(attachments.items.map(({ name, failure }) => [name, failure])).toEqual([
    ['folder', 'bad-request'],
    ['large', 'file-too-large'],
    ['refused', 'outbox-full'],
  ]);
  expect(attachments.canSend).toBe(false);
});

test('what is left out is let go of, also while it is made ready', async () => {
  const ready = Promise.withResolvers<PreparedFile>();
  const { attachments, dropped } = createTest(() => ready.promise);
  const adding = attachments.add([photo]);
  attachments.clear();
  ready.resolve({ file: { name: 'a', type: '', body: photo }, isPicture: true, untouched: false });
  await adding;
  expect(attachments.items).toEqual([]);
  const second = createTest();
  await second.attachments.add([photo]);
  second.attachments.clear();
  expect(second.dropped).toEqual(['url of 4 bytes']);
  expect(dropped).toEqual([]);
});

test('a whole folder of files is too much', async () => {
  const { attachments } = createTest();
  await attachments.add(Array.from({ length: 30 }, (_, n) => text(String(n))));
  expect(attachments.items).toHaveLength(maxAttachments);
});
