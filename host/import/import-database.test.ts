// A chat with accounts, rooms and private talks moves in, and its people come.
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addRows, plainHash, type Rows } from '../../test/old-database.ts';
import { addRoom, ask, come, comeAsHost, logIn } from '../../test/people.ts';
import { diskUntil, oldDatabase, temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { connectWire, joinFrame } from '../../test/wire-client.ts';
import { openFolder } from '../data-folder.ts';
import { importDatabase } from './import-database.ts';
import { importHistory } from './import-history.ts';

const minute = (number: number): string => `2025-09-01 07:${String(number).padStart(2, '0')}:00`;
const people: Rows = {
  users: [
    { username: 'An', password: plainHash('hoa sen'), role: 'user' },
    { username: 'Bình', password: plainHash('hoa mai'), role: 'user' },
    { username: 'admin', password: plainHash('admin123'), role: 'admin' },
  ],
};
const chat: Rows = {
  ...people,
  messages: [
    { room: 'Chung', sender: 'An', message: 'chào cả lớp', msg_type: 'text', created_at: minute(1) },
    { room: 'Game', sender: 'Bình', message: 'chơi không', msg_type: 'text', created_at: minute(2) },
    { room: 'Chung', sender: 'Bình', message: 'uploads/lop.png', msg_type: 'image', created_at: minute(3) },
  ],
  private_messages: [
    { sender: 'An', receiver: 'Bình', message: 'bí mật', created_at: minute(4) },
    { sender: 'Bình', receiver: 'An', message: 'ừ', created_at: minute(5) },
    { sender: 'An', receiver: 'An', message: 'nhớ mua bánh', created_at: minute(6) },
  ],
};
const passwordCost = { n: 16, r: 1, p: 1 };

/** Everything below a folder by its name. What a lock leaves, and the second in which something was kept, aside. */
function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.startsWith('lock') && !name.includes('.before-') && !name.includes('.tmp-'),
  );
  return Object.fromEntries(
    names
      .toSorted()
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

test('people log in with the password that they had, and find their rooms and what they said in private', async () => {
  const dataDir = temporaryFolder();
  expect(await importHistory(dataDir, oldDatabase(chat))).toEqual({
    ok: true,
    added: 5,
    known: 0,
    aside: null,
    moved: {
      rooms: 1,
      talks: 1,
      accounts: 3,
      pictures: 0,
      picturesLeft: 1,
      administrators: ['admin'],
      namesCanBeKept: true,
      talksAreClosed: true,
      leftOutMessages: 1,
      leftOutAccounts: [],
      moreLeftOut: 0,
    },
  });

  const { port } = await temporaryHost({ dataDir, passwordCost });
  const an = await logIn(port, 'an', 'hoa sen');
  expect(an.joined).toMatchObject({
    account: { name: 'An', role: 'person' },
    arrangement: { rooms: [{ id: 'main', name: 'Chung' }, { name: 'Game' }] },
    messages: [
      { name: 'An', content: 'chào cả lớp', by: an.id, at: Date.UTC(2025, 8, 1, 7, 1) },
      { name: 'Bình', content: '🖼 lop.png' },
    ],
  });
  const bình = await logIn(port, 'Bình', 'hoa mai');
  const game = (an.joined['arrangement'] as { rooms: { id: string }[] }).rooms[1]?.id;
  expect(await ask(bình, { type: 'get-history', room: game })).toMatchObject({
    messages: [{ content: 'chơi không', by: bình.id }],
  });

  const talk = [
    { content: 'bí mật', by: an.id },
    { content: 'ừ', by: bình.id },
  ];
  expect(an.joined['talks']).toMatchObject([{ name: 'Bình', room: `@${bình.id}`, lastSeq: 2 }]);
  expect(await ask(an, { type: 'get-history', room: `@${bình.id}` })).toMatchObject({ messages: talk });
  expect(await ask(bình, { type: 'get-history', room: `@${an.id}` })).toMatchObject({ messages: talk });
  const admin = await logIn(port, 'admin', 'admin123');
  const guest = await come(port, 'Chi');
  for (const other of [admin, guest]) {
    expect(other.joined['talks']).toEqual([]);
    for (const { id } of [an, bình]) await ask(other, { type: 'get-history', room: `@${id}` });
    expect(JSON.stringify(other.client.frames)).not.toContain('bí mật');
  }

  // The old hash is gone with the first log-in.
  const accounts = readFileSync(join(dataDir, 'accounts.json'), 'utf8');
  expect(accounts).not.toContain(plainHash('hoa sen'));
  expect(accounts).toMatch(/"algorithm": "scrypt"/);
  await logIn(port, 'An', 'hoa sen');
});

test('a name that came with an account is nobody else’s', async () => {
  const dataDir = temporaryFolder();
  await importDatabase(dataDir, oldDatabase(people));
  const { port } = await temporaryHost({ dataDir, passwordCost });
  const client = await connectWire(port);
  client.send(joinFrame('AN'));
  expect(await client.nextOf('refused')).toMatchObject({ code: 'name-protected' });
});

test('importing the same again adds nothing and touches nothing; what was said there since comes', async () => {
  const dataDir = temporaryFolder();
  const path = oldDatabase(chat);
  await importDatabase(dataDir, path);
  const before = filesIn(dataDir);
  const again = await importDatabase(dataDir, path);
  expect(again).toMatchObject({
    added: 0,
    known: 5,
    moved: { rooms: 0, talks: 0, accounts: 0, pictures: 0, picturesLeft: 1 },
  });
  expect(filesIn(dataDir)).toEqual(before);

  addRows(path, { messages: [{ room: 'Game', sender: 'An', message: 'chơi', created_at: minute(9) }] });
  expect(await importDatabase(dataDir, path)).toMatchObject({ added: 1, known: 5 });
});

test('what was deleted here does not come back with the next import', async () => {
  const dataDir = temporaryFolder();
  const path = oldDatabase(chat);
  await importDatabase(dataDir, path);
  const running = await temporaryHost({ dataDir, passwordCost });
  const host = await comeAsHost(running);
  const [message] = host.joined['messages'] as { seq: number; id: string }[];
  expect(
    await ask(host, { type: 'delete-message', message: { seq: message?.seq, id: message?.id } }),
  ).toMatchObject({ type: 'done' });
  await running.close();

  expect(await importDatabase(dataDir, path)).toMatchObject({ added: 0, known: 5 });
  expect(readFileSync(join(dataDir, 'data.json'), 'utf8')).not.toContain('chào cả lớp');
});

test('what is here stays: rooms of one name are one room, and a name that is kept here is not given away', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir, passwordCost, accountMode: 'names-can-be-kept' });
  const host = await comeAsHost(first);
  const game = await addRoom(host, 'GAME');
  const owner = await come(first.port, 'AN');
  expect(await ask(owner, { type: 'register', name: 'AN', password: 'khác hẳn' })).toMatchObject({
    type: 'logged-in',
  });
  await first.close();

  expect(await importDatabase(dataDir, oldDatabase(chat))).toMatchObject({
    ok: true,
    moved: { rooms: 0, accounts: 2, leftOutAccounts: [{ name: 'An', why: 'name-taken' }] },
  });
  const { port } = await temporaryHost({ dataDir, passwordCost });
  const an = await logIn(port, 'An', 'khác hẳn');
  expect(an.joined['talks']).toEqual([]);
  expect(await ask(an, { type: 'get-history', room: game })).toMatchObject({
    messages: [{ content: 'chơi không' }],
  });
  // Whoever is left can still read what the other one said.
  const bình = await logIn(port, 'Bình', 'hoa mai');
  expect(bình.joined['talks']).toMatchObject([{ name: 'An', lastSeq: 2 }]);
});

test('accounts that cannot come are named with the reason, and the first of two names wins', async () => {
  const users = [
    { username: 'An', password: plainHash('hoa sen') },
    { username: 'an', password: plainHash('kẻ trộm') },
    { username: ' ', password: plainHash('hoa sen') },
    { username: 'x'.repeat(900), password: plainHash('hoa sen') },
    { username: 'Bình', password: '$2b$12$abcdefghijklmnopqrstuv' },
    { username: 'Chi', password: null },
    ...Array.from({ length: 30 }, (_, index) => ({ username: `n${String(index)}`, password: '' })),
  ];
  const imported = await importDatabase(temporaryFolder(), oldDatabase({ users }));
  expect(imported).toMatchObject({ ok: true, moved: { accounts: 1, moreLeftOut: 15 } });
  const leftOut = imported.ok ? imported.moved.leftOutAccounts : [];
  expect(leftOut.slice(0, 5)).toEqual([
    { name: 'an', why: 'name-taken' },
    { name: ' ', why: 'bad-name' },
    { name: `${'x'.repeat(40)}…`, why: 'bad-name' },
    { name: 'Bình', why: 'bad-password' },
    { name: 'Chi', why: 'bad-password' },
  ]);
});

test('more rooms than a chat can have are left out and counted', async () => {
  const dataDir = temporaryFolder();
  const messages = Array.from({ length: 103 }, (_, index) => {
    return { room: `phòng ${String(index)}`, sender: 'An', message: 'x', created_at: minute(1) };
  });
  expect(await importDatabase(dataDir, oldDatabase({ messages }))).toMatchObject({
    added: 100,
    moved: { rooms: 99, leftOutMessages: 3 },
  });
  expect((await come((await temporaryHost({ dataDir })).port, 'An')).joined).toMatchObject({ lastSeq: 1 });
});

test('a broken row is said with its table, and nothing is changed', async () => {
  const dataDir = temporaryFolder();
  const broken = {
    ...chat,
    private_messages: [{ sender: 'An', receiver: new Uint8Array([0xff]), message: 'x' }],
  };
  expect(await importDatabase(dataDir, oldDatabase(broken))).toEqual({
    ok: false,
    code: 'import-broken',
    table: 'private_messages',
    line: 1,
  });
  expect(readdirSync(dataDir)).toEqual([]);
});

test('wherever an import breaks off, all of it is here at the next opening or nothing, and the same again makes it whole', async () => {
  const path = oldDatabase(chat);
  const whole = temporaryFolder();
  await importDatabase(whole, path, { now: 0 });
  const outcomes: number[] = [];
  for (let broken = true; broken;) {
    const dataDir = temporaryFolder();
    const disk = diskUntil(outcomes.length);
    broken = await importDatabase(dataDir, path, { now: 0, disk }).then(
      () => false,
      () => true,
    );
    ((await openFolder(dataDir)) as { release(): void }).release();
    outcomes.push(Object.keys(filesIn(dataDir)).length);
    expect(filesIn(dataDir)).toEqual(outcomes.at(-1) === 0 ? {} : filesIn(whole));
    expect(await importDatabase(dataDir, path, { now: 0 })).toMatchObject({ ok: true });
    expect(filesIn(dataDir)).toEqual(filesIn(whole));
  }
  // The main room, another one, a talk, the rooms and the accounts are made, then the list of them; then they move.
  expect(outcomes).toEqual([0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5]);
});

test('a folder in which a host is running is refused', async () => {
  const dataDir = temporaryFolder();
  await temporaryHost({ dataDir });
  expect(await importHistory(dataDir, oldDatabase(chat))).toEqual({ ok: false, code: 'folder-locked' });
});

test('a folder that is named like a database is no database', async () => {
  const folder = join(temporaryFolder(), 'chat.db');
  mkdirSync(folder);
  expect(await importHistory(temporaryFolder(), folder)).toEqual({ ok: false, code: 'import-not-found' });
});
