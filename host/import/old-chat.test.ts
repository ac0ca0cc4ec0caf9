// Databases of which nobody says that they are well made.
import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { oldDatabase, temporaryFolder } from '../../test/temporary.ts';
import { addRows, plainHash, schema } from '../../test/old-database.ts';
import { readOldChat as readChat, type OldChat } from './old-chat.ts';
import { BrokenDatabase, isDatabase, readDatabase } from './old-database.ts';

const readOldChat = (path: string): Promise<OldChat> => readDatabase(path, readChat);

const time = '2025-09-01 07:00:00';

function saidIn(entries: OldChat['main']['entries']): unknown[] {
  return entries.map(({ line }) => (JSON.parse(line) as { content: string }).content);
}

async function broken(path: string): Promise<Pick<BrokenDatabase, 'table' | 'row'>> {
  const error: unknown = await readOldChat(path).catch((thrown: unknown) => thrown);
  if (!(error instanceof BrokenDatabase)) throw new Error('it was read', { cause: error });
  return { table: error.table, row: error.row };
}

test('the room that is called like one for everybody is the main one, and case makes no other room', async () => {
  const messages = ['Game', 'Chung', 'game', null, '', 'Học tập'].map((room, index) => ({
    room,
    sender: 'an',
    message: String(index),
    created_at: time,
  }));
  const chat = await readOldChat(oldDatabase({ messages }));
  expect(chat.main.name).toBe('Chung');
  expect(saidIn(chat.main.entries).toSorted()).toEqual(['1', '3', '4']);
  expect(chat.rooms.map(({ name, entries }) => [name, saidIn(entries)])).toEqual([
    ['Game', ['0', '2']],
    ['Học tập', ['5']],
  ]);
});

test('without such a name the first room is the main one', async () => {
  const messages = ['9A', '9B', '9B'].map((room) => ({ room, sender: 'an', message: 'x', created_at: time }));
  expect((await readOldChat(oldDatabase({ messages }))).main).toMatchObject({ name: '9A' });
});

test('tables and columns may be missing, and what is a number there is text here', async () => {
  const tables = 'CREATE TABLE Messages (Sender, Message)';
  const chat = await readOldChat(
    oldDatabase({ Messages: [{ Sender: 7n, Message: 1234567890123456789n }] }, tables),
  );
  expect(chat).toMatchObject({ users: [], rooms: [], talks: [], leftOut: 0 });
  expect(JSON.parse(chat.main.entries[0]?.line ?? '')).toMatchObject({
    name: '7',
    content: '1234567890123456789',
    at: 0,
  });
});

test('a message without a time stays behind the one before it, and no time of a stranger is out of bounds', async () => {
  const times = [time, null, 'soon', '9e99', '-5', 1e18];
  const messages = times.map((created_at) => ({ sender: 'an', message: 'x', created_at }));
  const at = Date.UTC(2025, 8, 1, 7);
  const chat = await readOldChat(oldDatabase({ messages }));
  expect(chat.main.entries.map((entry) => entry.at)).toEqual(times.map(() => at));
});

test('ids stay the same when rows are added, numbers change, and the same was said twice', async () => {
  const twin = { room: 'Chung', sender: 'an', message: 'ha', created_at: time };
  const path = oldDatabase({ messages: [twin, twin] });
  const ids = (chat: OldChat): unknown[] => chat.main.entries.map(({ id }) => id);
  const before = ids(await readOldChat(path));
  expect(new Set(before).size).toBe(2);
  addRows(path, { messages: [{ ...twin, message: 'mới' }] }, 'UPDATE messages SET id = id + 100');
  expect(ids(await readOldChat(path)).slice(0, 2)).toEqual(before);
});

test('names that could disturb a line are shown without what disturbs, and long texts come in pieces', async () => {
  const text = 'ă'.repeat(9000);
  const chat = await readOldChat(
    oldDatabase({
      messages: [
        { room: 'Chung\u202e\n', sender: 'An\u202e\u0000', message: text, created_at: time },
        { room: 'x'.repeat(5000), sender: '\u0007', message: 'b', created_at: time },
        { room: 'Chung', sender: 'y'.repeat(5000), message: ' \n ', created_at: time },
      ],
    }),
  );
  const pieces = chat.main.entries.map(({ line }) => JSON.parse(line) as Record<string, string>);
  expect(pieces.map(({ name }) => name)).toEqual(['An', 'An', 'An']);
  expect(pieces.map(({ content }) => content).join('')).toBe(text);
  expect(chat.rooms).toMatchObject([{ name: 'x'.repeat(40) }]);
  expect(chat.leftOut).toBe(1);
});

test('of pictures the name comes, of bytes too', async () => {
  const image = { sender: 'an', msg_type: 'IMAGE', created_at: time };
  const chat = await readOldChat(
    oldDatabase({
      messages: [
        { ...image, message: 'uploads/a.png' },
        { ...image, message: new Uint8Array([0xff, 0xd8, 0xff]) },
        { ...image, message: `data:image/png;base64,${'A'.repeat(5_000_000)}` },
      ],
    }),
  );
  expect(saidIn(chat.main.entries)).toEqual(['🖼 a.png', '🖼', '🖼 png']);
  expect(chat.pictures.size).toBe(3);
});

test('a row of bytes that are no text breaks the database there', async () => {
  const good = { sender: 'an', message: 'x', created_at: time };
  const bad = { ...good, message: new Uint8Array([0xff, 0xfe]) };
  expect(await broken(oldDatabase({ messages: [good, good, bad] }))).toEqual({ table: 'messages', row: 3 });
});

test('other databases, torn ones and made-up ones are refused', async () => {
  const none = { table: undefined, row: undefined };
  expect(await broken(oldDatabase({}, 'CREATE TABLE recipes (name)'))).toEqual(none);
  expect(await broken(oldDatabase({}, 'CREATE TABLE messages (body)'))).toMatchObject({ table: 'messages' });
  const made = join(temporaryFolder(), 'chat.db');
  writeFileSync(made, 'SQLite format 3\0 and nothing of it');
  expect(await isDatabase(made)).toBe(true);
  expect(await broken(made)).toBeDefined();
  const messages = Array.from({ length: 3000 }, () => ({ sender: 'an', message: 'x'.repeat(100) }));
  const torn = oldDatabase({ messages });
  truncateSync(torn, 100_000);
  expect(await broken(torn)).toBeDefined();
});

test('views and computed columns are not read: they are programs of whoever made the file', async () => {
  const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n';
  const view = `CREATE VIEW messages AS SELECT x AS sender, x AS message FROM (${endless})`;
  const users = 'CREATE TABLE users (username, password)';
  expect(await readOldChat(oldDatabase({}, `${view}; ${users}`))).toMatchObject({ main: { entries: [] } });
  const computed = 'CREATE TABLE users (username, password AS (hex(zeroblob(900000000))))';
  expect(await broken(oldDatabase({}, computed))).toMatchObject({ table: 'users' });
});

test('a file that gives more than it can hold is refused', async () => {
  const messages = Array.from({ length: 5000 }, () => ({ sender: 'an', message: 'x' }));
  const path = oldDatabase({ messages }, 'CREATE TABLE messages (sender, message)');
  expect((await readOldChat(path)).main.entries).toHaveLength(5000);
  addRows(path, {}, `ALTER TABLE messages ADD COLUMN room TEXT DEFAULT '${'x'.repeat(900)}'`);
  expect(await broken(path)).toMatchObject({ table: 'messages' });
});

test('the file is never written, what its server had not put into it yet is read, and no copy stays', async () => {
  const message = (text: string) => ({ room: 'Chung', sender: 'an', message: text, created_at: time });
  const path = oldDatabase({ messages: [message('một')] }, `PRAGMA journal_mode = WAL; ${schema}`);
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const server = new DatabaseSync(path);
  server.exec("INSERT INTO messages (room, sender, message) VALUES ('Chung', 'an', 'hai')");
  // As it lies there after a crash of the server: the second message is in the file beside it alone.
  const folder = temporaryFolder();
  const crashed = join(folder, 'chat.db');
  for (const ending of ['', '-wal']) copyFileSync(path + ending, crashed + ending);
  server.close();
  const before = readdirSync(folder).map((name) => readFileSync(join(folder, name)));

  const copies = (): string[] => readdirSync(tmpdir()).filter((name) => /^classic-chatbox-import/.test(name));
  const others = copies();
  expect(saidIn((await readOldChat(crashed)).main.entries)).toEqual(['một', 'hai']);
  expect(readdirSync(folder).map((name) => readFileSync(join(folder, name)))).toEqual(before);
  expect(copies().filter((name) => !others.includes(name))).toEqual([]);
  expect(existsSync(join(dirname(crashed), 'chat.db-shm'))).toBe(false);
});

test('users come as they were written', async () => {
  const users = [
    { username: 'an', password: plainHash('hoa sen'), role: 'Admin', created_at: time },
    { username: 'bình', password: 'plain', role: null, created_at: null },
  ];
  expect((await readOldChat(oldDatabase({ users }))).users).toMatchObject([
    { name: 'an', administrator: true, createdAt: Date.UTC(2025, 8, 1, 7) },
    { name: 'bình', password: 'plain', administrator: false, createdAt: null },
  ]);
});
