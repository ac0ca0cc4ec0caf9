// What is known of messages by their numbers, when an import puts others between them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addRows, plainHash } from '../../test/old-database.ts';
import { ask, come, comeAsHost, logIn, say, type Person } from '../../test/people.ts';
import { diskUntil, oldDatabase, temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { newId, type Frame } from '../../test/wire-client.ts';
import { importDatabase } from './import-database.ts';
import { importHistory } from './import-history.ts';

const longAgo = { name: 'Cũ', content: 'ngày xưa', timestamp: '01/09/2020, 07:00:00' };
const an = { deviceKey: 'an'.repeat(16) };
const bình = { deviceKey: 'bi'.repeat(16) };

function source(records: readonly object[]): string {
  const path = join(temporaryFolder(), 'data.json');
  writeFileSync(path, JSON.stringify(records));
  return path;
}

/** The messages with these texts, by their texts. */
function saidIn(frame: Frame): Record<string, Frame> {
  return Object.fromEntries((frame['messages'] as Frame[]).map((each) => [String(each['content']), each]));
}

async function answerTo(person: Person, to: { seq: number; id: string }, content: string): Promise<void> {
  const id = newId();
  person.client.send({ type: 'send-message', id, content, reply: { seq: to.seq, id: to.id } });
  await person.client.nextOf('messages-stored');
}

/** A chat in which everything has been done that goes by a message's number. Resolves to its folder. */
async function livelyChat(): Promise<string> {
  const dataDir = temporaryFolder();
  const running = await temporaryHost({ dataDir });
  const one = await come(running.port, 'An', an);
  const other = await come(running.port, 'Bình', bình);
  const first = await say(one, 'một');
  const second = await say(one, 'hai');
  const third = await say(one, 'ba');
  expect(await ask(other, { type: 'react', message: first, emoji: '👍', on: true })).toMatchObject({
    type: 'done',
  });
  await ask(one, { type: 'edit-message', message: second, content: 'hai, sửa rồi' });
  await answerTo(other, second, 'đáp');
  await ask(one, { type: 'delete-message', message: third });
  other.client.send({ type: 'mark-read', id: newId(), seq: second.seq });
  await other.client.settled();
  await running.close();
  return dataDir;
}

/** Everything that goes by a number points at what it pointed at before. */
async function expectTheSame(dataDir: string, shift: number): Promise<void> {
  const running = await temporaryHost({ dataDir });
  const { client, joined, id } = await come(running.port, 'Bình', bình);
  const said = saidIn(joined);
  expect(said['một']).toMatchObject({ seq: 1 + shift, reactions: [{ emoji: '👍', by: [id] }] });
  const edited = said['hai, sửa rồi'];
  expect(edited).toMatchObject({ seq: 2 + shift });
  expect(said['']).toMatchObject({ seq: 3 + shift, deleted: true });
  expect(said['đáp']).toMatchObject({ reply: { seq: 2 + shift, id: edited?.['id'] } });
  expect(joined['positions']).toMatchObject([{ room: 'main', read: 2 + shift }]);
  client.send({ type: 'search-messages', id: newId(), query: 'sửa' });
  const found = await client.nextOf('messages-found');
  expect(found['messages']).toMatchObject([{ seq: 2 + shift }]);
  client.send({ type: 'search-messages', id: newId(), query: 'ngày xưa' });
  expect((await client.nextOf('messages-found'))['messages']).toHaveLength(shift);
  await running.close();
}

test('older messages come before ours, and what was done with ours stays with them', async () => {
  const dataDir = await livelyChat();
  await expectTheSame(dataDir, 0);
  expect(await importHistory(dataDir, source([longAgo, longAgo]))).toMatchObject({ added: 2 });
  await expectTheSame(dataDir, 2);
});

test('the same goes for what comes from a database', async () => {
  const dataDir = await livelyChat();
  const messages = [{ room: 'Chung', sender: 'Cũ', message: 'ngày xưa', created_at: '2020-09-01 07:00:00' }];
  expect(await importDatabase(dataDir, oldDatabase({ messages }))).toMatchObject({ added: 1 });
  await expectTheSame(dataDir, 1);
});

test('rooms and private talks are each followed by their own numbers', async () => {
  const dataDir = temporaryFolder();
  const users = ['An', 'Bình'].map((username) => ({ username, password: plainHash('hoa sen') }));
  const inGame = { room: 'Game', sender: 'An', message: 'mới', created_at: '2025-09-01 07:00:00' };
  const inTalk = { sender: 'An', receiver: 'Bình', message: 'mới', created_at: '2025-09-01 07:00:00' };
  const inMain = { ...inGame, room: 'Chung' };
  const path = oldDatabase({ users, messages: [inMain, inGame], private_messages: [inTalk] });
  await importDatabase(dataDir, path);
  const passwordCost = { n: 16, r: 1, p: 1 };
  const first = await temporaryHost({ dataDir, passwordCost });
  const host = await comeAsHost(first);
  const game = (host.joined['arrangement'] as { rooms: { id: string; name: string }[] }).rooms.find(
    ({ name }) => name === 'Game',
  )?.id;
  await ask(host, { type: 'set-private-messages', policy: 'everyone' });
  const reader = await logIn(first.port, 'Bình', 'hoa sen');
  const talk = (reader.joined['talks'] as { room: string }[])[0]?.room;
  for (const room of [game, talk]) {
    const page = await ask(reader, { type: 'get-history', room });
    const [message] = page['messages'] as { seq: number; id: string }[];
    await ask(reader, { type: 'react', room, message: { seq: 1, id: message?.id }, emoji: '👍', on: true });
    reader.client.send({ type: 'mark-read', id: newId(), seq: 1, room });
  }
  await reader.client.settled();
  await first.close();

  const earlier = { message: 'cũ', created_at: '2020-09-01 07:00:00' };
  addRows(path, { messages: [{ ...inGame, ...earlier }], private_messages: [{ ...inTalk, ...earlier }] });
  expect(await importDatabase(dataDir, path)).toMatchObject({ added: 2 });
  const second = await temporaryHost({ dataDir, passwordCost });
  const back = await logIn(second.port, 'Bình', 'hoa sen');
  expect(back.joined).toMatchObject({
    positions: expect.arrayContaining([{ room: game, lastSeq: 2, read: 2 }]),
    talks: [{ room: talk, lastSeq: 2, read: 2 }],
  });
  for (const room of [game, talk]) {
    expect(await ask(back, { type: 'get-history', room })).toMatchObject({
      messages: [{ content: 'cũ' }, { content: 'mới', reactions: [{ by: [back.id] }] }],
    });
  }
});

test('what was news to somebody is news still, and what comes before it is not', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  await come(first.port, 'Bình', bình);
  await say(await come(first.port, 'An', an), 'mới');
  await first.close();
  expect(await importHistory(dataDir, source([longAgo]))).toMatchObject({ added: 1 });
  const back = await come((await temporaryHost({ dataDir })).port, 'Bình', bình);
  expect(back.joined['positions']).toMatchObject([{ room: 'main', lastSeq: 2, read: 1 }]);
});

test('what comes behind ours touches neither what was done with them nor its file', async () => {
  const dataDir = await livelyChat();
  const files = ['data.changes.json', 'reads.json'];
  const before = files.map((name) => readFileSync(join(dataDir, name)));
  const later = { ...longAgo, timestamp: '01/09/2060, 07:00:00' };
  expect(await importHistory(dataDir, source([later]))).toMatchObject({ added: 1 });
  expect(files.map((name) => readFileSync(join(dataDir, name)))).toEqual(before);
  expect(readdirSync(dataDir).filter((name) => name.includes('changes.json.'))).toEqual([]);
});

test('messages of a server without ids keep what was done with them', async () => {
  const dataDir = temporaryFolder();
  const timestamps = ['01/09/2026, 07:00:00', '01/09/2026, 09:00:00'];
  const classic = timestamps.map((timestamp) => ({ name: 'An', content: 'ha', timestamp, k: [1] }));
  await importHistory(dataDir, source(classic));
  const running = await temporaryHost({ dataDir });
  const host = await comeAsHost(running);
  const [first, second] = host.joined['messages'] as { seq: number; id: string }[];
  for (const message of [first, second]) {
    await ask(host, {
      type: 'react',
      message: { seq: message?.seq, id: message?.id },
      emoji: '👍',
      on: true,
    });
  }
  await answerTo(host, { seq: 1, id: first?.id ?? '' }, 'đáp');
  await running.close();

  const between = { ...longAgo, timestamp: '01/09/2026, 08:00:00' };
  await importHistory(dataDir, source([longAgo, between]));
  const { joined } = await comeAsHost(await temporaryHost({ dataDir }));
  expect(joined['messages']).toMatchObject([
    { content: 'ngày xưa' },
    { content: 'ha', id: first?.id, reactions: [{ emoji: '👍' }] },
    { content: 'ngày xưa' },
    { content: 'ha', id: second?.id, reactions: [{ emoji: '👍' }] },
    { content: 'đáp', reply: { seq: 2, id: first?.id } },
  ]);
  // They are known all the same when they come once more, and what else their server wrote is there.
  expect(readFileSync(join(dataDir, 'data.json'), 'utf8').match(/"k":\[1\]/g)).toHaveLength(2);
});

test('answers that come with a history answer the same message here, new or known', async () => {
  const there = [
    { name: 'An', content: 'biết rồi', timestamp: '01/09/2026, 07:00:00' },
    { name: 'An', content: 'mới', timestamp: '01/09/2026, 08:00:00', id: 'a-message-of-theirs' },
  ];
  const known = there[0];
  const theirs = temporaryFolder();
  await importHistory(theirs, source(there));
  const running = await temporaryHost({ dataDir: theirs });
  const person = await come(running.port, 'An', an);
  for (const [seq, message] of (person.joined['messages'] as { id: string }[]).entries()) {
    await answerTo(person, { seq: seq + 1, id: message.id }, `đáp ${String(seq + 1)}`);
  }
  await running.close();

  const dataDir = temporaryFolder();
  await importHistory(dataDir, source([longAgo, known ?? {}]));
  await importHistory(dataDir, theirs);
  const { joined } = await come((await temporaryHost({ dataDir })).port, 'An', an);
  const said = saidIn(joined);
  for (const [answer, answered] of [
    ['đáp 1', 'biết rồi'],
    ['đáp 2', 'mới'],
  ] as const) {
    expect(said[answer]?.['reply']).toEqual({ seq: said[answered]?.['seq'], id: said[answered]?.['id'] });
  }
});

test('wherever an import breaks off, everything is as it was or as it shall be', async () => {
  const seen = new Set<string>();
  for (let steps = 0; ; steps += 1) {
    const dataDir = await livelyChat();
    const disk = diskUntil(steps);
    const messages = [{ sender: 'Cũ', message: 'ngày xưa', created_at: '2020-09-01 07:00:00' }];
    const broken = await importDatabase(dataDir, oldDatabase({ messages }), { disk }).then(
      () => false,
      () => true,
    );
    const running = await temporaryHost({ dataDir });
    const shift = Number((await come(running.port, 'Bình', bình)).joined['lastSeq']) - 4;
    await running.close();
    seen.add(`${String(broken)} ${String(shift)}`);
    await expectTheSame(dataDir, shift);
    if (!broken) break;
  }
  expect([...seen]).toEqual(['true 0', 'true 1', 'false 1']);
});
