// Files through the whole client, with a host whose every word the test says.
import { expect, test } from 'vitest';
import type { SeatStore } from './kept-seat.ts';
import { commandsOf, createFakeChat, type FakeChat } from './fake-chat.ts';
import { createFakePlatform, type FakeSocket } from './fake-platform.ts';

const photo = { name: 'ảnh.jpg', type: 'image/jpeg', body: new Blob(['0123456789']), width: 4, height: 3 };
const brought = { id: 'id-of-a-file', name: 'ảnh.jpg', size: 10, type: 'image/jpeg', width: 4, height: 3 };
const created = { status: 201, body: JSON.stringify(brought) };

/** The host allows what was asked for last. */
function allow(socket: FakeSocket, token = 'token'): void {
  socket.say({ type: 'upload-allowed', replyTo: commandsOf(socket, 'request-upload').at(-1)?.id, token });
}

function refuse(socket: FakeSocket, code: string): void {
  const replyTo = commandsOf(socket, 'request-upload').at(-1)?.id;
  socket.say({ type: 'refused', replyTo, command: 'request-upload', code });
}

/** Lets answers of uploads arrive. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function sent(chat: FakeChat, content = ''): Promise<string> {
  const result = await chat.client.sendFile(photo, content);
  return result.ok ? result.value : expect.fail(result.code);
}

test('A file is asked for, brought to the host that was joined, and then sent with its message.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const id = await sent(chat, 'xem này');
  expect(commandsOf(socket, 'request-upload')).toMatchObject([
    { name: 'ảnh.jpg', size: 10, mediaType: 'image/jpeg' },
  ]);
  expect(commandsOf(socket, 'send-message')).toEqual([]);
  allow(socket);
  expect(chat.uploads).toMatchObject([{ url: 'http://192.168.1.5:8765/files', token: 'token' }]);
  await chat.uploads[0]?.answer(created);
  await settled();
  expect(commandsOf(socket, 'send-message')).toMatchObject([{ id, content: 'xem này', file: brought.id }]);
  socket.say({ type: 'messages-stored', messages: [{ id, seq: 1 }] });
  expect(chat.state().outbox).toEqual([]);
});

test('A file for somebody alone is asked for and sent in their talk.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const room = '@person-binh';
  await chat.client.sendFile(photo, 'chỉ bạn xem', { room });
  expect(commandsOf(socket, 'request-upload')).toMatchObject([{ room }]);
  allow(socket);
  await chat.uploads[0]?.answer(created);
  await settled();
  expect(commandsOf(socket, 'send-message')).toMatchObject([{ room, file: brought.id }]);
});

test('A file can be an answer to a message.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  await chat.client.sendFile(photo, '', { reply: { seq: 7, id: 'm7' } });
  expect(chat.state().outbox).toMatchObject([{ reply: { seq: 7, id: 'm7' } }]);
  allow(socket);
  await chat.uploads[0]?.answer(created);
  await settled();
  const reply = { seq: 7, id: 'm7' };
  expect(commandsOf(socket, 'send-message')).toMatchObject([{ reply, file: brought.id }]);
});

test('How far a file is can be seen, and is told a few times a second.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const id = await sent(chat);
  allow(socket);
  const outbox = chat.state().outbox;
  const [upload] = chat.uploads;
  upload?.onProgress(1);
  upload?.onProgress(2);
  expect(chat.state().uploads).toEqual({ [id]: 1 });
  chat.advance(100);
  upload?.onProgress(3);
  upload?.onProgress(10);
  expect(chat.state().uploads).toEqual({ [id]: 10 });
  // Rows and what is kept of the seat follow the outbox: they have no work with it.
  expect(chat.state().outbox).toBe(outbox);
  await upload?.answer(created);
  await settled();
  expect(chat.state().uploads).toEqual({});
});

test('Words that are written meanwhile do not wait for the file.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  await sent(chat);
  await chat.client.send('sooner');
  expect(commandsOf(socket, 'send-message')).toMatchObject([{ content: 'sooner' }]);
});

test('Files that were chosen together are sent in the order chosen, whichever is brought first.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const [large, small] = [await sent(chat), await sent(chat)];
  const elsewhere = await chat.client.sendFile(photo, '', { room: '@person-binh' });
  await chat.client.send('meanwhile');
  for (const { id } of commandsOf(socket, 'request-upload')) {
    socket.say({ type: 'upload-allowed', replyTo: id, token: 'token' });
  }
  await chat.uploads[1]?.answer(created);
  await settled();
  // The third one goes to somebody else, and waits for none of these.
  allow(socket);
  await chat.uploads[2]?.answer(created);
  await settled();
  expect(commandsOf(socket, 'send-message').map(({ id, content }) => content || id)).toEqual([
    'meanwhile',
    elsewhere.ok && elsewhere.value,
  ]);
  await chat.uploads[0]?.answer(created);
  await settled();
  expect(commandsOf(socket, 'send-message').slice(2)).toMatchObject([{ id: large }, { id: small }]);
});

test('A file that fails or is given up does not hold up those after it.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const ids = [await sent(chat), await sent(chat), await sent(chat)];
  const [first, second] = commandsOf(socket, 'request-upload');
  const refusal = { type: 'refused', command: 'request-upload', code: 'own-files-full' };
  socket.say({ type: 'upload-allowed', replyTo: first?.id, token: 'token' });
  socket.say({ ...refusal, replyTo: second?.id });
  allow(socket);
  await chat.uploads[1]?.answer(created);
  await settled();
  expect(commandsOf(socket, 'send-message')).toEqual([]);
  await chat.client.discard(ids[0] ?? '');
  expect(commandsOf(socket, 'send-message')).toMatchObject([{ id: ids[2] }]);
});

test('Two files are on their way at once, the next one follows.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  for (let n = 0; n < 3; n += 1) await sent(chat);
  const asked = commandsOf(socket, 'request-upload');
  expect(asked).toHaveLength(2);
  for (const { id } of asked) socket.say({ type: 'upload-allowed', replyTo: id, token: 'token' });
  await chat.uploads[0]?.answer(created);
  await settled();
  expect(commandsOf(socket, 'request-upload')).toHaveLength(3);
});

test('A cut, a token that came too late and a busy host are tried again; then the message has failed.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const id = await sent(chat);
  const answers = [null, { status: 401, body: '{"code":"upload-expired"}' }, { status: 502, body: '<html>' }];
  for (const [tries, answer] of [...answers, ...answers].entries()) {
    allow(socket);
    await chat.uploads.at(-1)?.answer(answer);
    await settled();
    expect(chat.state().outbox).toMatchObject([{ id, failure: null }]);
    chat.advance(500 * 2 ** tries);
  }
  refuse(socket, 'too-many-uploads');
  expect(chat.state().outbox).toMatchObject([{ id, failure: 'too-many-uploads' }]);
  expect(commandsOf(socket, 'request-upload')).toHaveLength(7);

  await chat.client.retry(id);
  allow(socket);
  await chat.uploads.at(-1)?.answer(created);
  await settled();
  expect(commandsOf(socket, 'send-message')).toMatchObject([{ id, file: brought.id }]);
});

test('What no other try can mend fails at once.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const id = await sent(chat);
  refuse(socket, 'own-files-full');
  expect(chat.state().outbox).toMatchObject([{ id, failure: 'own-files-full' }]);
  await chat.client.retry(id);
  allow(socket);
  await chat.uploads[0]?.answer({ status: 507, body: '{"code":"storage-full"}' });
  await settled();
  expect(chat.state().outbox).toMatchObject([{ id, failure: 'storage-full' }]);
});

test('A file that is given up stops, leaves nothing, and makes room for the next one.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const ids = [await sent(chat), await sent(chat), await sent(chat)];
  allow(socket);
  await chat.client.discard(ids[1] ?? '');
  expect(chat.uploads[0]?.signal.aborted).toBe(true);
  expect(chat.state().outbox.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
  expect(commandsOf(socket, 'request-upload')).toHaveLength(3);
  // Its answer comes to nothing.
  await chat.uploads[0]?.answer(created);
  await settled();
  expect(commandsOf(socket, 'send-message')).toEqual([]);
});

test('After a lost connection what was asked is asked again, and bytes that were on their way go on.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const carried = await sent(chat);
  allow(socket);
  const asked = await sent(chat, 'second');
  socket.drop();
  await chat.uploads[0]?.answer(created);
  await settled();
  chat.advance(chat.untilRetry());
  const again = chat.enter({ reset: false });
  expect(commandsOf(again, 'send-message')).toMatchObject([{ id: carried, file: brought.id }]);
  allow(again);
  await chat.uploads[1]?.answer({ ...created, body: JSON.stringify({ ...brought, id: 'another-file' }) });
  await settled();
  expect(commandsOf(again, 'send-message')).toMatchObject([
    { id: carried },
    { id: asked, file: 'another-file' },
  ]);
});

test('A file that the host has let go of is brought again when its message is.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const id = await sent(chat);
  allow(socket);
  await chat.uploads[0]?.answer(created);
  await settled();
  socket.say({ type: 'refused', replyTo: id, command: 'send-message', code: 'unknown-file' });
  await chat.client.retry(id);
  expect(commandsOf(socket, 'request-upload')).toHaveLength(2);
  // Another reason has nothing to do with the file.
  allow(socket);
  await chat.uploads[1]?.answer(created);
  await settled();
  socket.say({ type: 'refused', replyTo: id, command: 'send-message', code: 'storage-full' });
  await chat.client.retry(id);
  expect(commandsOf(socket, 'request-upload')).toHaveLength(2);
  expect(commandsOf(socket, 'send-message')).toHaveLength(3);
});

test('What never can be sent is refused at once.', async () => {
  const chat = createFakeChat();
  expect(await chat.client.sendFile(photo, '')).toEqual({ ok: false, code: 'not-joined' });
  await chat.joined();
  const large = { ...photo, body: new Blob([new Uint8Array(26 * 1024 * 1024)]) };
  expect(await chat.client.sendFile(large, '')).toEqual({ ok: false, code: 'file-too-large' });
  expect(await chat.client.sendFile(photo, 'x'.repeat(5_000))).toEqual({ ok: false, code: 'bad-content' });
  expect(chat.state().outbox).toEqual([]);
});

test('How large a file may be is what the host says, and never more than the protocol allows.', async () => {
  const most = 25 * 1024 * 1024;
  for (const [said, taken] of [
    [9, 9],
    [10, 10],
    [undefined, most],
    [2 * most, most],
  ] as const) {
    const chat = createFakeChat();
    void chat.join();
    chat.enter(said === undefined ? {} : { maxFileBytes: said });
    expect(chat.state().maxFileBytes).toBe(taken);
    expect(await chat.client.sendFile(photo, '')).toMatchObject(
      taken < photo.body.size ? { ok: false, code: 'file-too-large' } : { ok: true },
    );
  }
});

test('A message whose file is with the host outlives the program; bytes on their way do not, and that is said.', async () => {
  const kept = new Map<string, unknown>();
  const seats: SeatStore = {
    load: (chatUrl) => kept.get(chatUrl),
    save: (chatUrl, seat) => kept.set(chatUrl, JSON.parse(JSON.stringify(seat))),
    forget: (chatUrl) => kept.delete(chatUrl),
  };
  const fake = createFakePlatform();
  const chat = createFakeChat({ seats }, fake);
  const socket = await chat.joined();
  const id = await sent(chat);
  allow(socket);
  await sent(chat, 'its bytes are lost');
  expect(chat.client.isUploading()).toBe(true);
  await chat.uploads[0]?.answer(created);
  await settled();

  const next = createFakeChat({ seats }, fake);
  await next.joined();
  expect(next.state().outbox).toMatchObject([{ id, content: '', file: brought }]);
  expect(commandsOf(next.socket(), 'send-message')).toMatchObject([{ id, file: brought.id }]);
  expect(next.client.isUploading()).toBe(false);
});
