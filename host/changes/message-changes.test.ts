// Edits, reactions and deletions, over real sockets and with real files.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultyDisk, systemError } from '../../storage/testing.ts';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { connectWire, newId, type Frame } from '../../test/wire-client.ts';
import { addRoom, ask, come, comeAsHost, say, type Person } from '../../test/people.ts';

const keyOfAn = { deviceKey: 'device-key-of-an-1' };

/** The newest page of a conversation. */
async function page(person: Person, room?: string): Promise<Frame[]> {
  return (await ask(person, { type: 'get-history', room }))['messages'] as Frame[];
}

test('an edit is heard by all, shown in pages, and kept over a restart; the first text stays in data.json', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const an = await come(first.port, 'An', keyOfAn);
  const binh = await come(first.port, 'Bình');
  const message = await say(an, 'xin chao');
  expect(await ask(an, { type: 'edit-message', message, content: 'xin chào' })).toMatchObject({
    type: 'done',
  });
  expect(await binh.client.nextOf('messages-changed')).toMatchObject({
    changes: [{ ...message, change: 'edited', content: 'xin chào' }],
    changed: { seq: 1 },
  });
  await first.close();

  const second = await temporaryHost({ dataDir });
  const chi = await come(second.port, 'Chi');
  expect(chi.joined).toMatchObject({
    messages: [{ content: 'xin chào', edited: expect.any(Number) as unknown }],
    changed: { seq: 1 },
  });
  expect(JSON.parse(readFileSync(join(dataDir, 'data.json'), 'utf8'))).toMatchObject([
    { content: 'xin chao' },
  ]);
  const host = await comeAsHost(second);
  expect(await ask(host, { type: 'get-edits', message })).toMatchObject({
    edits: [{ content: 'xin chao' }, { content: 'xin chào' }],
  });
  expect(await ask(chi, { type: 'get-edits', message })).toMatchObject({ code: 'not-allowed' });
});

test('only who sent a message edits it, and older wires, whose people nobody can tell, never do', async () => {
  const { port } = await temporaryHost();
  const an = await come(port, 'An', keyOfAn);
  const binh = await come(port, 'Bình');
  const message = await say(an, 'của An');
  const edit = { type: 'edit-message', message, content: 'của Bình' };
  expect(await ask(binh, edit)).toMatchObject({ code: 'not-yours' });
  expect(await ask(an, { ...edit, message: { ...message, id: newId() } })).toMatchObject({
    code: 'unknown-message',
  });
  expect(await ask(an, { ...edit, message: { ...message, seq: 99 } })).toMatchObject({
    code: 'unknown-message',
  });
  expect(await ask(an, { ...edit, content: '' })).toMatchObject({ code: 'bad-content' });
  const classic = await connectWire(port);
  classic.send({ type: 'name', name: 'Old' });
  await classic.nextOf('name');
  classic.send({ type: 'send', content: 'cũ' });
  const { messages } = await an.client.next(({ type, messages: sent }) =>
    type === 'messages-sent' ? (sent as Frame[]).some(({ name }) => name === 'Old') : false,
  );
  const old = (messages as Frame[]).find(({ name }) => name === 'Old');
  expect(await ask(an, { ...edit, message: { seq: old?.['seq'], id: old?.['id'] } })).toMatchObject({
    code: 'not-yours',
  });
});

test('a message that is older than ten minutes cannot be edited', async () => {
  const dataDir = temporaryFolder();
  const at = Date.now() - 11 * 60_000;
  const first = await temporaryHost({ dataDir });
  const an = await come(first.port, 'An', keyOfAn);
  await first.close();
  const line = {
    name: 'An',
    content: 'cũ',
    timestamp: '01/01/2025, 00:00:00',
    id: 'message-old',
    at,
    by: an.id,
  };
  writeFileSync(join(dataDir, 'data.json'), `[\n${JSON.stringify(line)}\n]\n`);
  const { port } = await temporaryHost({ dataDir });
  const back = await come(port, 'An', keyOfAn);
  const edit = { type: 'edit-message', message: { seq: 1, id: 'message-old' }, content: 'mới' };
  expect(await ask(back, edit)).toMatchObject({ code: 'too-late' });
});

test('a deleted text is gone from both files when it is answered, and data.json stays valid with its numbers', async () => {
  const dataDir = temporaryFolder();
  const { port, close } = await temporaryHost({ dataDir });
  const an = await come(port, 'An', keyOfAn);
  await say(an, 'trước');
  const message = await say(an, 'mat khau cua toi');
  await say(an, 'sau');
  await ask(an, { type: 'edit-message', message, content: 'mật khẩu của tôi' });
  expect(await ask(an, { type: 'delete-message', message })).toMatchObject({ type: 'done' });

  const data = readFileSync(join(dataDir, 'data.json'), 'utf8');
  const changes = readFileSync(join(dataDir, 'data.changes.json'), 'utf8');
  expect(data + changes).not.toMatch(/mat khau|mật khẩu/);
  expect(JSON.parse(data)).toMatchObject([
    { content: 'trước' },
    { name: 'An', content: '', id: message.id },
    { content: 'sau' },
  ]);
  expect(JSON.parse(changes)).toHaveLength(2);
  expect(await page(an)).toMatchObject([
    { content: 'trước' },
    { ...message, content: '', deleted: true },
    { content: 'sau' },
  ]);
  expect(await ask(an, { type: 'edit-message', message, content: 'x' })).toMatchObject({
    code: 'unknown-message',
  });
  // Whoever held it comes back without another page, and hears that it is gone.
  await close();
  const again = await temporaryHost({ dataDir });
  const back = await come(again.port, 'Bình', { cursor: message });
  expect(back.joined).toMatchObject({ reset: false, messages: [{ content: 'sau' }] });
  expect(await back.client.nextOf('messages-changed')).toMatchObject({
    changes: [{ ...message, change: 'deleted' }],
    changed: { seq: 2 },
  });
});

test('whoever hosts deletes any message of a room, and none of a private talk of others', async () => {
  const running = await temporaryHost();
  const host = await comeAsHost(running);
  const room = await addRoom(host, 'Game');
  await ask(host, { type: 'set-private-messages', policy: 'everyone' });
  const an = await come(running.port, 'An');
  const binh = await come(running.port, 'Bình');
  const message = await say(an, 'bậy', room);
  expect(await ask(binh, { type: 'delete-message', message, room })).toMatchObject({ code: 'not-yours' });
  expect(await ask(host, { type: 'delete-message', message, room })).toMatchObject({ type: 'done' });
  expect(await binh.client.nextOf('messages-changed')).toMatchObject({
    room,
    changes: [{ change: 'deleted' }],
  });

  const secret = await say(an, 'riêng', `@${binh.id}`);
  for (const name of [`@${an.id}`, `@${binh.id}`]) {
    expect(await ask(host, { type: 'delete-message', message: secret, room: name })).toMatchObject({
      code: 'unknown-message',
    });
  }
  expect(await ask(an, { type: 'delete-message', message: secret, room: `@${binh.id}` })).toMatchObject({
    type: 'done',
  });
  expect(await binh.client.nextOf('messages-changed')).toMatchObject({ room: `@${an.id}` });
});

test('each person has one of each emoji on a message, and can take it away', async () => {
  const { port } = await temporaryHost();
  const an = await come(port, 'An');
  const binh = await come(port, 'Bình');
  const message = await say(an, 'hay');
  const react = { type: 'react', message, emoji: '👍', on: true };
  for (const person of [an, an, binh]) expect(await ask(person, react)).toMatchObject({ type: 'done' });
  await ask(binh, { ...react, emoji: '🇻🇳' });
  expect(await page(an)).toMatchObject([
    {
      reactions: [
        { emoji: '👍', by: [an.id, binh.id] },
        { emoji: '🇻🇳', by: [binh.id] },
      ],
    },
  ]);
  await ask(an, { ...react, on: false });
  await ask(binh, { ...react, on: false });
  expect(await page(an)).toMatchObject([{ reactions: [{ emoji: '🇻🇳' }] }]);
  for (const emoji of ['x', '', '👍👍', '<b>', 5, 'a'.repeat(10_000)]) {
    expect(await ask(an, { ...react, emoji })).toMatchObject({ code: 'bad-emoji' });
  }
});

test('who comes back is told what changed since, and starts anew where the host does not know since when', async () => {
  const { port } = await temporaryHost();
  const an = await come(port, 'An', keyOfAn);
  const witness = await come(port, 'Em');
  const message = await say(an, 'một');
  await ask(an, { type: 'edit-message', message, content: 'hai' });
  const { changed } = await witness.client.nextOf('messages-changed');
  await ask(an, { type: 'react', message, emoji: '👍', on: true });

  const missedOne = await come(port, 'Bình', { cursor: message, changed });
  expect(missedOne.joined).toMatchObject({ reset: false });
  expect(await missedOne.client.nextOf('messages-changed')).toMatchObject({
    changes: [{ change: 'reacted', on: true }],
    changed: { seq: 2 },
  });
  const missedAll = await come(port, 'Chi', { cursor: message });
  expect(await missedAll.client.nextOf('messages-changed')).toMatchObject({
    changes: [{ change: 'edited' }, { change: 'reacted' }],
  });
  const lost = await come(port, 'Dũng', { cursor: message, changed: { seq: 1, id: 'another-one' } });
  expect(lost.joined).toMatchObject({ reset: true, changed: { seq: 2 }, messages: [{ content: 'hai' }] });
});

test('what a power cut left of an erasure is erased when the host opens again', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const an = await come(first.port, 'An', keyOfAn);
  const message = await say(an, 'một điều bí mật');
  for (let n = 0; n < 3; n += 1) await say(an, `sau ${n}`);
  const before = readFileSync(join(dataDir, 'data.json'));
  await ask(an, { type: 'delete-message', message });
  const after = readFileSync(join(dataDir, 'data.json'));
  await first.close();
  // Torn in the middle of the text, and not begun at all.
  const torn = before.indexOf('bí mật');
  for (const left of [Buffer.concat([after.subarray(0, torn), before.subarray(torn)]), before]) {
    writeFileSync(join(dataDir, 'data.json'), left);
    const again = await temporaryHost({ dataDir });
    const text = readFileSync(join(dataDir, 'data.json'), 'utf8');
    expect(text).not.toContain('mật');
    const records = JSON.parse(text) as Frame[];
    expect(records).toMatchObject([
      { content: '' },
      { content: 'sau 0' },
      { content: 'sau 1' },
      { content: 'sau 2' },
    ]);
    expect(readdirSync(dataDir).filter((name) => name.includes('damaged'))).toEqual([]);
    await again.close();
  }
});

test('a disk that fails refuses changes with its code, and takes them when it works again', async () => {
  const disk = faultyDisk();
  const { port } = await temporaryHost({ disk });
  const an = await come(port, 'An');
  const message = await say(an, 'một');
  await ask(an, { type: 'react', message, emoji: '👍', on: true });
  disk.faults.write = () => {
    throw systemError('ENOSPC');
  };
  const edit = { type: 'edit-message', message, content: 'hai' };
  expect(await ask(an, edit)).toMatchObject({ code: 'storage-full' });
  disk.faults.write = () => undefined;
  await expect.poll(async () => (await ask(an, edit))['type']).toBe('done');
  expect(await page(an)).toMatchObject([{ content: 'hai' }]);
});

test('a reply names the message that it answers, in the frame and in the file', async () => {
  const dataDir = temporaryFolder();
  const { port } = await temporaryHost({ dataDir });
  const an = await come(port, 'An');
  const message = await say(an, 'ai đi không?');
  an.client.send({ type: 'send-message', id: newId(), content: 'mình', reply: message });
  expect(await an.client.nextOf('messages-stored')).toMatchObject({ messages: [{ seq: 2 }] });
  expect(await page(an)).toMatchObject([{}, { content: 'mình', reply: message }]);
  expect(JSON.parse(readFileSync(join(dataDir, 'data.json'), 'utf8'))).toMatchObject([
    {},
    { reply: message },
  ]);
});
