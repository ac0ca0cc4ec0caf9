// A file stays with the message that it was sent with, whatever the disk does and whoever tidies up meanwhile.
import { expect, onTestFinished, test } from 'vitest';
import { faultyDisk, systemError } from '../../storage/testing.ts';
import { addRoom, ask, come, comeAsHost } from '../../test/people.ts';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { allowUpload, bringFile } from '../../test/uploading.ts';
import { FileStore } from './file-store.ts';

const keyOfAn = { deviceKey: 'device-key-of-an-1' };

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

test('a message that is sent again while its room cannot be opened keeps its file', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const room = await addRoom(await comeAsHost(first), 'Game');
  const an = await come(first.port, 'An', keyOfAn);
  const bytes = Buffer.from('bài tập');
  const token = await allowUpload(an.client, bytes, { room });
  const { body } = await bringFile(first.port, token, bytes);
  const message = { type: 'send-message', id: 'message-with-file', content: '', room, file: body['id'] };
  an.client.send(message);
  await an.client.nextOf('messages-stored');
  await first.close();

  const disk = faultyDisk();
  const { port } = await temporaryHost({ dataDir, disk });
  disk.faults.identify = () => {
    throw systemError('EMFILE');
  };
  const back = await come(port, 'An', keyOfAn);
  expect(await ask(back, message)).toMatchObject({ type: 'refused', code: 'storage-failed' });
  disk.faults = {};
  expect(await ask(back, { ...message, id: 'another-message' })).toMatchObject({ code: 'unknown-file' });
});

test('a file that is sent while older ones are tidied away stays, and one that is on its way out is not sent', async () => {
  const disk = faultyDisk();
  let now = 0;
  const dataDir = temporaryFolder();
  const store = await FileStore.open({ dataDir, disk, now: () => now, unsentLifetimeMs: 1, onTrouble() {} });
  onTestFinished(() => store.close());
  const bring = async (text: string): Promise<string> => {
    const bytes = Buffer.from(text);
    const incoming = { name: 'a', mediaType: '', sizeBytes: bytes.length, by: 'An', room: 'main' };
    const received = await store.receive(incoming, once(bytes));
    return received.ok ? received.file.id : '';
  };
  const first = await bring('một');
  const second = await bring('hai');
  now = 10;
  const found: unknown[] = [];
  disk.faults.sync = () => {
    disk.faults = {};
    // The first of them is being removed.
    found.push(store.find(first, 'An', 'main', 'm1'), store.attach(second, 'm2'));
  };
  await store.removeUnsent();
  expect(found).toEqual([null, true]);
  expect([store.get(first), store.get(second)?.message]).toEqual([undefined, 'm2']);
});
