// Rooms and private talks, over real sockets and with real files.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { connectWire, newId, type Frame } from '../../test/wire-client.ts';
import { addRoom, ask, come, comeAsHost, say } from '../../test/people.ts';

test('a new chat has one room; the host adds others, everyone hears of it, and it stays so', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const host = await comeAsHost(first);
  const an = await come(first.port, 'An');
  expect(an.joined).toMatchObject({
    arrangement: { rooms: [{ id: 'main', name: '' }], privateMessages: 'nobody' },
    positions: [{ room: 'main', lastSeq: 0 }],
    talks: [],
  });
  const room = await addRoom(host, 'Công nghệ');
  const rooms = [
    { id: 'main', name: '' },
    { id: room, name: 'Công nghệ' },
  ];
  expect(await an.client.nextOf('arranged')).toMatchObject({ rooms });
  await first.close();

  const second = await temporaryHost({ dataDir });
  expect((await come(second.port, 'An')).joined).toMatchObject({ arrangement: { rooms } });
});

test('what is said in a room is heard there, stands in its own file, and no older wire hears of it', async () => {
  const dataDir = temporaryFolder();
  const running = await temporaryHost({ dataDir });
  const host = await comeAsHost(running);
  const room = await addRoom(host, 'Game');
  const an = await come(running.port, 'An');
  const classic = await connectWire(running.port);
  classic.send({ type: 'name', name: 'Old' });
  await classic.nextOf('name');

  await say(an, 'chơi không', room);
  expect(await host.client.nextOf('messages-sent')).toMatchObject({
    room,
    messages: [{ seq: 1, name: 'An' }],
  });
  await say(an, 'trong phòng chung');
  await classic.next(({ type, content }) => type === 'message' || content === 'trong phòng chung');
  expect(JSON.stringify(classic.frames)).not.toContain('chơi không');

  const [file = ''] = readdirSync(join(dataDir, 'rooms'));
  expect(JSON.parse(readFileSync(join(dataDir, 'rooms', file), 'utf8'))).toMatchObject([
    { name: 'An', content: 'chơi không' },
  ]);
  expect(readFileSync(join(dataDir, 'data.json'), 'utf8')).not.toContain('chơi không');
});

test('a room can be read page by page, and whoever comes learns how far each one goes', async () => {
  const running = await temporaryHost();
  const host = await comeAsHost(running);
  const room = await addRoom(host, 'Game');
  for (let n = 1; n <= 5; n += 1) await say(host, `m${n}`, room);
  const an = await come(running.port, 'An');
  expect(an.joined).toMatchObject({
    positions: [
      { room: 'main', lastSeq: 0 },
      { room, lastSeq: 5 },
    ],
    lastSeq: 0,
  });
  expect(await ask(an, { type: 'get-history', room, limit: 2 })).toMatchObject({
    type: 'history-page',
    room,
    messages: [{ content: 'm4' }, { content: 'm5' }],
    hasOlder: true,
  });
  expect(await ask(an, { type: 'get-history', room: newId() })).toMatchObject({ code: 'unknown-room' });
});

test('a message that is sent again to a room is stored once, also after a restart', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const room = await addRoom(await comeAsHost(first), 'Game');
  const { id } = await say(await come(first.port, 'An'), 'once', room);
  await first.close();

  const second = await temporaryHost({ dataDir });
  const an = await come(second.port, 'An');
  an.client.send({ type: 'send-message', id, content: 'once', room });
  expect(await an.client.nextOf('messages-stored')).toMatchObject({ room, messages: [{ id, seq: 1 }] });
  expect(await ask(an, { type: 'get-history', room })).toMatchObject({ messages: [{ id }] });
});

test('a cursor in a room gets what came after it, one that the room does not know starts anew', async () => {
  const running = await temporaryHost();
  const host = await comeAsHost(running);
  const room = await addRoom(host, 'Game');
  const ids: string[] = [];
  for (let n = 1; n <= 3; n += 1) ids.push((await say(host, `m${n}`, room)).id);

  const known = await come(running.port, 'An', { cursors: [{ room, seq: 1, id: ids[0] }] });
  expect(await known.client.nextOf('messages-sent')).toMatchObject({
    room,
    messages: [{ content: 'm2' }, { content: 'm3' }],
  });
  const lost = await come(running.port, 'Bình', { cursors: [{ room, seq: 2, id: 'another-id' }] });
  expect(await lost.client.nextOf('conversation-reset')).toMatchObject({
    room,
    messages: [{ content: 'm1' }, { content: 'm2' }, { content: 'm3' }],
  });
});

test('only who hosts arranges rooms, and an archived room is read and not written', async () => {
  const running = await temporaryHost();
  const host = await comeAsHost(running);
  const room = await addRoom(host, 'Cũ');
  await say(host, 'before', room);
  const an = await come(running.port, 'An');
  for (const command of [
    { type: 'add-room', name: 'Của An' },
    { type: 'rename-room', room, name: 'Của An' },
    { type: 'order-rooms', rooms: [room, 'main'] },
    { type: 'archive-room', room, archived: true },
    { type: 'set-private-messages', policy: 'everyone' },
  ]) {
    expect(await ask(an, command)).toMatchObject({ type: 'refused', code: 'not-allowed' });
  }
  expect(await ask(host, { type: 'archive-room', room, archived: true })).toMatchObject({ type: 'done' });
  expect(await ask(an, { type: 'send-message', room, content: 'x' })).toMatchObject({
    code: 'room-archived',
  });
  expect(await ask(an, { type: 'get-history', room })).toMatchObject({ messages: [{ content: 'before' }] });
});

test('a private talk reaches its two people and nobody else, in frames, pages, log and files', async () => {
  const dataDir = temporaryFolder();
  const lines: string[] = [];
  const running = await temporaryHost({ dataDir, onLog: ({ text }) => lines.push(text) });
  const host = await comeAsHost(running);
  await ask(host, { type: 'set-private-messages', policy: 'everyone' });
  const an = await come(running.port, 'An', { deviceKey: 'device-key-of-an-1' });
  const binh = await come(running.port, 'Bình');
  const chi = await come(running.port, 'Chi');

  await say(an, 'chỉ mình bạn', `@${binh.id}`);
  binh.client.send({ type: 'set-typing', typing: true, room: `@${an.id}` });
  expect(await binh.client.nextOf('messages-sent')).toMatchObject({
    room: `@${an.id}`,
    messages: [{ name: 'An', to: 'Bình', content: 'chỉ mình bạn' }],
  });
  expect(await an.client.nextOf('typing-changed')).toMatchObject({ room: `@${binh.id}` });
  await say(binh, 'mình đây', `@${an.id}`);

  // Whoever is not one of them asks in vain, under every name that the talk could have.
  for (const room of [`@${an.id}`, `@${binh.id}`]) {
    expect(await ask(chi, { type: 'get-history', room })).toMatchObject({ messages: [] });
  }
  expect(await ask(chi, { type: 'get-history', room: `@${newId()}` })).toMatchObject({
    code: 'unknown-room',
  });
  const late = await come(running.port, 'Dũng', {
    cursors: [{ room: `@${an.id}`, seq: 1, id: 'whatever-id' }],
  });
  for (const stranger of [host, chi, late]) {
    await stranger.client.settled();
    expect(JSON.stringify(stranger.client.frames)).not.toMatch(/chỉ mình bạn|mình đây|"by"/);
  }
  expect(lines.join('\n')).not.toMatch(/chỉ mình bạn|mình đây/);
  expect(readFileSync(join(dataDir, 'data.json'), 'utf8')).not.toContain('chỉ mình bạn');
  // Asking has made no talk.
  expect(readdirSync(join(dataDir, 'private'))).toHaveLength(1);

  // Coming back, each of the two finds it under the other's name, also when the other is away.
  await binh.client.close();
  await an.client.close();
  await running.close();
  const again = await temporaryHost({ dataDir });
  const back = await come(again.port, 'An', { deviceKey: 'device-key-of-an-1' });
  expect(back.joined).toMatchObject({ talks: [{ room: `@${binh.id}`, lastSeq: 2, name: 'Bình' }] });
  expect(await ask(back, { type: 'get-history', room: `@${binh.id}` })).toMatchObject({
    messages: [{ content: 'chỉ mình bạn' }, { content: 'mình đây' }],
  });
  // The nickname is no key to it.
  await back.client.close();
  const other = await come(again.port, 'Bình', { deviceKey: 'another-device-key' });
  expect(other.joined).toMatchObject({ talks: [] });
});

test('private messages are off until the host allows them, with everyone or with the host alone', async () => {
  const running = await temporaryHost();
  const host = await comeAsHost(running);
  const an = await come(running.port, 'An');
  const binh = await come(running.port, 'Bình');
  const toBinh = { type: 'send-message', room: `@${binh.id}`, content: 'x' };
  const toHost = { type: 'send-message', room: `@${host.id}`, content: 'x' };

  expect(await ask(an, toBinh)).toMatchObject({ code: 'private-off' });
  expect(await ask(an, toHost)).toMatchObject({ code: 'private-off' });
  await ask(host, { type: 'set-private-messages', policy: 'with-host' });
  expect(await ask(an, toBinh)).toMatchObject({ code: 'private-off' });
  await say(an, 'thưa cô', `@${host.id}`);
  await say(host, 'cô đây', `@${an.id}`);
});

test('nobody talks in private with themselves, or with somebody who is nobody beyond a connection', async () => {
  const running = await temporaryHost();
  const host = await comeAsHost(running);
  await ask(host, { type: 'set-private-messages', policy: 'everyone' });
  const classic = await connectWire(running.port);
  classic.send({ type: 'name', name: 'Old' });
  await classic.nextOf('name');
  const an = await come(running.port, 'An');
  const old = (an.joined['people'] as Frame[]).find((person) => person['name'] === 'Old');
  for (const id of [an.id, String(old?.['id'])]) {
    expect(await ask(an, { type: 'send-message', room: `@${id}`, content: 'x' })).toMatchObject({
      code: 'unknown-room',
    });
  }
});

test('an arrangement and read marks that an editor has saved with a byte order mark count as they are', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const host = await comeAsHost(first);
  const room = await addRoom(host, 'Game');
  const an = await come(first.port, 'An', { deviceKey: 'device-key-of-an-1' });
  await say(an, 'một', room);
  an.client.send({ type: 'mark-read', seq: 1, room });
  await ask(an, { type: 'get-reads', room });
  await first.close();
  for (const name of ['rooms.json', 'reads.json']) {
    const path = join(dataDir, name);
    writeFileSync(path, `\ufeff${readFileSync(path, 'utf8')}`);
  }
  const { port } = await temporaryHost({ dataDir });
  const back = await come(port, 'An', { deviceKey: 'device-key-of-an-1' });
  expect(back.joined).toMatchObject({ positions: [{ room: 'main' }, { room, lastSeq: 1, read: 1 }] });
});

test('a room whose file cannot be opened is refused, and the chat goes on', async () => {
  const dataDir = temporaryFolder();
  const running = await temporaryHost({ dataDir });
  const host = await comeAsHost(running);
  // Where the rooms would be kept stands a file.
  writeFileSync(join(dataDir, 'rooms'), '');
  const room = await addRoom(host, 'Game');
  expect(await ask(host, { type: 'send-message', room, content: 'x' })).toMatchObject({
    type: 'refused',
    code: 'storage-failed',
  });
  expect(await ask(host, { type: 'get-history', room })).toMatchObject({ code: 'storage-failed' });
  await say(host, 'in the main room');
  expect(existsSync(join(dataDir, 'data.json'))).toBe(true);
});
