// Search over real sockets, with real files.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJoiner } from '../../test/joiner.ts';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { connectWire, joinWire, newId, type Frame, type WireClient } from '../../test/wire-client.ts';
import { importHistory } from '../import/import-history.ts';
import { defaultLimits } from '../options.ts';

function recordOf(seq: number, content: string): string {
  const timestamp = '05/01/2026, 07:30:00';
  return JSON.stringify({ name: 'An', content, timestamp, id: `message-${seq}`, at: seq });
}

/** A data folder in which every 100th message has the word. */
function folderWith(count: number): string {
  const folder = temporaryFolder();
  const lines = Array.from({ length: count }, (_, index) =>
    recordOf(index + 1, index % 100 === 99 ? `lớp ${index + 1}` : `câu ${index + 1}`),
  );
  writeFileSync(join(folder, 'data.json'), `[\n${lines.join(',\n')}\n]\n`);
  return folder;
}

function search(client: WireClient, query: unknown, more: Frame = {}): string {
  const id = newId();
  client.send({ type: 'search-messages', id, query, ...more });
  return id;
}

/** The hits of a search to its end, and its last event. */
async function found(client: WireClient, id: string): Promise<{ seqs: number[]; last: Frame }> {
  const seqs: number[] = [];
  for (;;) {
    const event = await client.next(({ type, replyTo }) => type === 'messages-found' && replyTo === id);
    seqs.push(...(event['messages'] as { seq: number }[]).map(({ seq }) => seq));
    if (event['over'] === true) return { seqs, last: event };
  }
}

test('a search gives the newest hits, and goes on where it stopped until everything was looked through', async () => {
  const { port } = await temporaryHost({ dataDir: folderWith(20_000) });
  const { client } = await joinWire(port, 'An');
  const first = await found(client, search(client, 'LOP', { limit: 150 }));
  expect(first.seqs).toEqual(Array.from({ length: 150 }, (_, index) => 20_000 - 100 * index));
  expect(first.last).toMatchObject({ searchedTo: 5_100, lastSeq: 20_000, over: true });
  const rest = await found(client, search(client, 'lop', { before: 5_100, limit: 150 }));
  expect(rest.seqs).toEqual(Array.from({ length: 50 }, (_, index) => 5_000 - 100 * index));
  expect(rest.last).toMatchObject({ searchedTo: 1, over: true });
});

test('who says nothing of a limit gets a page', async () => {
  const { port } = await temporaryHost({ dataDir: folderWith(20_000) });
  const { client } = await joinWire(port, 'An');
  expect((await found(client, search(client, 'lop'))).seqs).toHaveLength(50);
});

test('one finds what one has just said', async () => {
  const { port } = await temporaryHost();
  const { client } = await joinWire(port, 'An');
  client.send({ type: 'send-message', id: newId(), content: 'Đường đến trường' });
  expect((await found(client, search(client, 'duong'))).seqs).toEqual([1]);
});

test.each([
  ['nothing', ' '],
  ['something that is no text', 5],
  ['more than fits', 'a'.repeat(101)],
])('a search for %s is refused', async (_what, query) => {
  const { port } = await temporaryHost();
  const { client } = await joinWire(port, 'An');
  const id = search(client, query);
  expect(await client.nextOf('refused')).toEqual({
    type: 'refused',
    replyTo: id,
    command: 'search-messages',
    code: 'bad-query',
  });
});

test.each([
  ['query', { type: 'search-messages', id: newId() }],
  ['before', { type: 'search-messages', id: newId(), query: 'lop', before: -1 }],
  ['limit', { type: 'search-messages', id: newId(), query: 'lop', limit: 'all' }],
  ['id', { type: 'search-messages', query: 'lop' }],
])('a search with a wrong %s is no command', async (need, frame) => {
  const { port } = await temporaryHost();
  const { client } = await joinWire(port, 'An');
  client.send(frame);
  expect(await client.nextOf('protocol-error')).toMatchObject({ code: 'bad-command', need });
});

test('only who is in may search', async () => {
  const { port } = await temporaryHost();
  const client = await connectWire(port);
  client.send({ type: 'join', id: newId(), protocol: 1, nickname: '', deviceKey: newId(), cursor: null });
  await client.nextOf('refused');
  search(client, 'lop');
  expect(await client.nextOf('refused')).toMatchObject({ command: 'search-messages', code: 'not-joined' });
  client.send({ type: 'stop-search' });
  expect(await client.nextOf('refused')).toMatchObject({ command: 'stop-search', code: 'not-joined' });
});

test('a search is in one conversation, and nobody can search one that is not theirs', async () => {
  const host = await temporaryHost();
  const { client: teacher } = await joinWire(host.port, 'cô Hạnh', { hostKey: host.hostKey });
  const room = newId();
  teacher.send({ type: 'add-room', id: room, name: 'Toán' });
  await teacher.nextOf('done');
  teacher.send({ type: 'send-message', id: newId(), room, content: 'Bài tập toán' });
  teacher.send({ type: 'send-message', id: newId(), content: 'Bài tập văn' });
  const { client: an } = await joinWire(host.port, 'An');
  const inRoom = await found(an, search(an, 'bai tap', { room }));
  expect(inRoom.last).toMatchObject({ room, messages: [{ seq: 1, content: 'Bài tập toán' }] });
  const inMain = await found(an, search(an, 'bai tap'));
  expect(inMain.last).toMatchObject({ messages: [{ seq: 1, content: 'Bài tập văn' }] });
  expect(inMain.last).not.toHaveProperty('room');
  search(an, 'bai tap', { room: '@somebody-else' });
  expect(await an.nextOf('refused')).toMatchObject({ command: 'search-messages', code: 'unknown-room' });
});

test('a message is found by the text that it has now, and not at all once it is deleted', async () => {
  const { port } = await temporaryHost();
  const { client } = await joinWire(port, 'An');
  const [first, second] = [newId(), newId()];
  for (const id of [first, second]) {
    client.send({ type: 'send-message', id, content: 'Mai kiểm tra' });
    await client.nextOf('messages-stored');
  }
  const edit = { message: { seq: 1, id: first }, content: 'Mai nghỉ học' };
  client.send({ type: 'edit-message', id: newId(), ...edit });
  await client.nextOf('done');
  expect((await found(client, search(client, 'kiem tra'))).seqs).toEqual([2]);
  const { last } = await found(client, search(client, 'nghi hoc'));
  expect(last).toMatchObject({ messages: [{ seq: 1, content: 'Mai nghỉ học' }] });
  client.send({ type: 'delete-message', id: newId(), message: { seq: 2, id: second } });
  await client.nextOf('done');
  expect((await found(client, search(client, 'kiem tra'))).seqs).toEqual([]);
});

test('a newer search ends the older one, and stopping ends it too; the chat goes on', async () => {
  const { port } = await temporaryHost({ dataDir: folderWith(50_000) });
  const { client } = await joinWire(port, 'An');
  const older = search(client, 'nowhere');
  const newer = search(client, '"neither"');
  await found(client, newer);
  search(client, 'nowhere');
  client.send({ type: 'stop-search', id: newId() });
  const page = newId();
  client.send({ type: 'get-history', id: page, limit: 1 });
  await client.next(({ type, replyTo }) => type === 'history-page' && replyTo === page);
  const last = search(client, '50000');
  expect((await found(client, last)).seqs).toEqual([50_000]);
  const ended = client.frames.filter(({ type, over }) => type === 'messages-found' && over === true);
  expect(ended.map(({ replyTo }) => replyTo)).toEqual([newer, last]);
  expect(client.frames.some(({ replyTo, over }) => replyTo === older && over === true)).toBe(false);
});

test('people who search at once, more than may, all get their answers, while others chat', async () => {
  expect(defaultLimits.concurrentSearches).toBe(2);
  const { port } = await temporaryHost({
    dataDir: folderWith(20_000),
    limits: { concurrentSearches: 1 },
  });
  const { client: talker } = await joinWire(port, 'Minh');
  const searchers = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => (await joinWire(port, `Pupil ${index}`)).client),
  );
  const answers = searchers.map((client) => found(client, search(client, 'lop 10000')));
  talker.send({ type: 'send-message', id: newId(), content: 'chào' });
  await talker.nextOf('messages-stored');
  for (const { seqs } of await Promise.all(answers)) expect(seqs).toEqual([10_000]);
});

test('who leaves while searching leaves nothing behind', async () => {
  const host = await temporaryHost({ dataDir: folderWith(50_000), limits: { concurrentSearches: 1 } });
  const { client: an } = await joinWire(host.port, 'An');
  search(an, 'nowhere');
  an.send({ type: 'leave', id: newId() });
  await an.closed;
  const { client: binh } = await joinWire(host.port, 'Bình');
  expect((await found(binh, search(binh, 'lop 50000'))).seqs).toEqual([50_000]);
  search(binh, 'nowhere');
  await host.close();
  expect(host.status().log.filter(({ symbol }) => symbol === '!')).toEqual([]);
});

test('a history that is replaced under a search: hits of the old one are let go of, the new one is searched', async () => {
  const dataDir = folderWith(20_000);
  const first = await temporaryHost({ dataDir });
  const an = createJoiner();
  await an.client.join({ address: `127.0.0.1:${first.port}`, nickname: 'An' });
  await an.client.search('lop');
  await an.until(({ search }) => search?.running === false && search.hits.length === 50);
  await an.client.showMessage(500);
  expect(an.state().view?.messages.some(({ seq }) => seq === 500)).toBe(true);
  await an.client.search('nowhere');
  await first.close();

  const source = join(temporaryFolder(), 'data.json');
  writeFileSync(source, `[\n${recordOf(0, 'lớp mới')}\n]\n`);
  expect(await importHistory(dataDir, source)).toMatchObject({ ok: true, added: 1 });
  await temporaryHost({ dataDir, port: first.port });
  await an.client.reconnectNow();
  // The message goes first by its time, so that all the others have new numbers.
  const back = await an.until(({ messages }) => messages.at(-1)?.seq === 20_001);
  expect(back).toMatchObject({ view: null, search: null });
  await an.until(({ connection }) => connection.name === 'joined');
  await an.client.search('lop moi');
  const { search: again } = await an.until(({ search }) => search?.running === false);
  expect(again?.hits).toMatchObject([{ seq: 1, content: 'lớp mới' }]);
});
