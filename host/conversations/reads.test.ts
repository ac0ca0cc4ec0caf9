// Who has read how far, over real sockets and with real files.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, addRoom, come, comeAsHost, say, type Person } from '../../test/people.ts';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import type { Frame } from '../../test/wire-client.ts';

const keyOfAn = { deviceKey: 'device-key-of-an-1' };

/** Marks, and waits until the host has looked at it. */
async function mark(person: Person, more: Frame): Promise<void> {
  person.client.send({ type: 'mark-read', ...more });
  await ask(person, { type: 'get-reads' });
}

test('the others hear how far somebody has read, and can ask for it', async () => {
  const { port } = await temporaryHost();
  const an = await come(port, 'An');
  const binh = await come(port, 'Bình');
  for (let n = 0; n < 3; n += 1) await say(an, `m${n}`);
  await mark(binh, { seq: 2 });
  await mark(binh, { seq: 1 });
  expect(await an.client.nextOf('reads-changed')).toMatchObject({ reads: [{ by: binh.id, seq: 2 }] });
  const reads = [{ by: binh.id, seq: 2 }];
  expect(await ask(an, { type: 'get-reads' })).toMatchObject({ type: 'reads-listed', reads });
  // Not oneself, and nothing beyond what there is.
  expect(await ask(binh, { type: 'get-reads' })).toMatchObject({ reads: [] });
  await mark(binh, { seq: 1_000_000 });
  expect(await ask(an, { type: 'get-reads' })).toMatchObject({ reads: [{ by: binh.id, seq: 3 }] });
});

test('one comes back, from another start of the host too, and is told how far one has read each conversation', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const host = await comeAsHost(first);
  const room = await addRoom(host, 'Game');
  await ask(host, { type: 'set-private-messages', policy: 'everyone' });
  const an = await come(first.port, 'An', keyOfAn);
  await say(host, 'chung');
  await say(host, 'phòng', room);
  await say(host, 'riêng', `@${an.id}`);
  await mark(an, { seq: 1 });
  await mark(an, { seq: 1, room });
  await mark(an, { seq: 1, room: `@${host.id}` });
  await first.close();
  expect(existsSync(join(dataDir, 'reads.json'))).toBe(true);

  const second = await temporaryHost({ dataDir });
  const back = await come(second.port, 'An', keyOfAn);
  expect(back.joined).toMatchObject({
    positions: [
      { room: 'main', lastSeq: 1, read: 1 },
      { room, lastSeq: 1, read: 1 },
    ],
    talks: [{ room: `@${host.id}`, read: 1 }],
  });
});

test('what is said in a room that one has never opened is news on every visit, and read by nobody', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const host = await comeAsHost(first);
  await say(host, 'trước');
  const an = await come(first.port, 'An', keyOfAn);
  const room = await addRoom(host, 'Game');
  await say(host, 'phòng', room);
  await say(host, 'chung');
  expect(await ask(host, { type: 'get-reads' })).toMatchObject({ reads: [] });
  await an.client.close();
  await first.close();

  const second = await temporaryHost({ dataDir });
  const back = await come(second.port, 'An', keyOfAn);
  // Before the first visit there was one message, and none in the room.
  expect(back.joined).toMatchObject({
    positions: [
      { room: 'main', lastSeq: 2, read: 1 },
      { room, lastSeq: 1, read: 0 },
    ],
  });
  await mark(back, { seq: 1, room });
  await back.client.close();
  expect((await come(second.port, 'An', keyOfAn)).joined).toMatchObject({ positions: [{}, { read: 1 }] });
});

test('whoever keeps it to themselves is not seen, and is known to themselves all the same', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const an = await come(first.port, 'An');
  const binh = await come(first.port, 'Bình', keyOfAn);
  await say(an, 'một');
  await mark(binh, { seq: 1, hidden: true });
  expect(await ask(an, { type: 'get-reads' })).toMatchObject({ reads: [] });
  await first.close();

  const { port } = await temporaryHost({ dataDir });
  expect(await ask(await come(port, 'An'), { type: 'get-reads' })).toMatchObject({ reads: [] });
  const back = await come(port, 'Bình', keyOfAn);
  expect(back.joined).toMatchObject({ positions: [{ room: 'main', read: 1 }] });
});

test('whoever hosts can switch it off for all', async () => {
  const running = await temporaryHost();
  const host = await comeAsHost(running);
  const an = await come(running.port, 'An');
  await say(an, 'một');
  expect(await ask(host, { type: 'set-read-marks', shown: false })).toMatchObject({ type: 'done' });
  expect(await an.client.nextOf('arranged')).toMatchObject({ readMarks: false });
  await mark(host, { seq: 1 });
  expect(await ask(an, { type: 'get-reads' })).toMatchObject({ reads: [] });
  expect(await ask(an, { type: 'set-read-marks', shown: true })).toMatchObject({ code: 'not-allowed' });
});

test('nobody learns who has read a private talk of others', async () => {
  const running = await temporaryHost();
  const host = await comeAsHost(running);
  await ask(host, { type: 'set-private-messages', policy: 'everyone' });
  const an = await come(running.port, 'An');
  const binh = await come(running.port, 'Bình');
  await say(an, 'riêng', `@${binh.id}`);
  await mark(binh, { seq: 1, room: `@${an.id}` });
  expect(await an.client.nextOf('reads-changed')).toMatchObject({ room: `@${binh.id}`, reads: [{ seq: 1 }] });
  await host.client.settled();
  expect(host.client.frames.map(({ type }) => type)).not.toContain('reads-changed');
  for (const room of [`@${an.id}`, `@${binh.id}`]) {
    expect(await ask(host, { type: 'get-reads', room })).toMatchObject({ reads: [] });
  }
});

test('a file of marks that cannot be read is as good as none', async () => {
  const dataDir = temporaryFolder();
  for (const text of ['{', '[]', '{"conversations":{"main":{"x":-1,"y":"z"},"b":5}}']) {
    writeFileSync(join(dataDir, 'reads.json'), text);
    const { port, close } = await temporaryHost({ dataDir });
    const an = await come(port, 'An');
    expect(await ask(an, { type: 'get-reads' })).toMatchObject({ reads: [] });
    await close();
  }
});
