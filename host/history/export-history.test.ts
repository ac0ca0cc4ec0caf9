import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addRoom, ask, come, comeAsHost, say } from '../../test/people.ts';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import type { Host } from '../host.ts';
import { importHistory } from '../import/import-history.ts';
import { exportFolder } from './export-folder.ts';
import { exportedFiles, exportHistory, type Exported, type ExportedFiles } from './export-history.ts';

const records = [
  { name: 'An', content: 'một\n<script>alert("1")</script> & \'x\'', timestamp: '01/09/2026, 07:05:00' },
  { name: 'Bình', content: 'dấu phẩy,\n{"a":1},\n', timestamp: '02/09/2026, 08:00:00', k: 1 },
];

function filesOf(exported: Exported): ExportedFiles {
  if (!exported.ok) throw new Error(exported.code);
  return exported.files;
}

async function exported(host: Host, name = 'out'): Promise<ExportedFiles> {
  return filesOf(await host.exportHistory(join(temporaryFolder(), name), 'en'));
}

/** What these bytes become as the history of a chat with one room. */
async function exportedLines(lines: () => AsyncIterable<Buffer>): Promise<ExportedFiles> {
  const dataDir = temporaryFolder();
  const room = { id: 'main', name: '', lines, now: <Message>(message: Message) => message };
  const source = { dataDir, chatName: 'x', language: 'en', rooms: [room] } as const;
  return filesOf(await exportHistory(source, join(temporaryFolder(), 'x')));
}

test('a running host exports its history as a classic data.json and as a page that is safe to open', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'data.json'), JSON.stringify(records));
  const { json, html } = await exported(await temporaryHost({ dataDir }), 'lop9a.json');
  expect(JSON.parse(readFileSync(json, 'utf8'))).toEqual(records);
  const page = readFileSync(html, 'utf8');
  expect(page).toContain('<h2 class="day">01/09/2026</h2>');
  expect(page).toContain('<b>An</b> <time>07:05</time>');
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;');
  expect(page).not.toContain('<script');
  expect(page).toContain('dấu phẩy,\n{&quot;a&quot;:1},');
  expect(page).not.toMatch(/https?:/);
});

test('lines are put together again wherever the pieces were cut', async () => {
  const bytes = Buffer.from(records.map((record) => JSON.stringify(record)).join(',\n'));
  const whole = await exportedLines(async function* () {
    yield await Promise.resolve(bytes);
  });
  const cut = await exportedLines(async function* () {
    for (let at = 0; at < bytes.length; at += 3) yield await Promise.resolve(bytes.subarray(at, at + 3));
  });
  for (const kind of ['json', 'html'] as const) {
    expect(readFileSync(cut[kind], 'utf8')).toBe(readFileSync(whole[kind], 'utf8'));
  }
});

test('an empty history is exported as one, and what was exported can be imported', async () => {
  const empty = await exported(await temporaryHost());
  expect(JSON.parse(readFileSync(empty.json, 'utf8'))).toEqual([]);
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'data.json'), JSON.stringify(records));
  const { json } = await exported(await temporaryHost({ dataDir }), 'full.html');
  expect(await importHistory(temporaryFolder(), json)).toMatchObject({ ok: true, added: 2 });
});

/** A chat in which something became of messages, in two rooms and a talk. */
async function changedChat() {
  const dataDir = temporaryFolder();
  const running = await temporaryHost({ dataDir });
  const host = await comeAsHost(running);
  await ask(host, { type: 'set-private-messages', policy: 'everyone' });
  const room = await addRoom(host, 'Game: Cờ/vua');
  await ask(host, { type: 'order-rooms', rooms: [room, 'main'] });
  const an = await come(running.port, 'An');
  await say(an, 'như cũ');
  const edited = await say(an, 'chu sai');
  await ask(an, { type: 'edit-message', message: edited, content: 'chữ đúng' });
  const deleted = await say(an, 'lỡ lời');
  await ask(an, { type: 'delete-message', message: deleted });
  const inRoom = await say(an, 'choi khong', room);
  await ask(an, { type: 'edit-message', room, message: inRoom, content: 'chơi không' });
  await say(an, 'chuyện riêng', `@${host.id}`);
  return { dataDir, running };
}

for (const hosting of [true, false]) {
  test(`with${hosting ? '' : 'out'} a host, messages leave as they are now, rooms in files of their own, talks not`, async () => {
    const { dataDir, running } = await changedChat();
    if (!hosting) await running.close();
    const folder = temporaryFolder();
    const path = join(folder, 'lop9a');
    const from = { dataDir, chatName: 'Lớp 9A', language: 'vi' } as const;
    const { json, html, rooms } = filesOf(
      hosting ? await running.exportHistory(path, 'vi') : await exportFolder(from, path),
    );
    expect(rooms).toBe(2);
    expect(readdirSync(folder).toSorted()).toEqual(['lop9a.Game  Cờ vua.json', 'lop9a.html', 'lop9a.json']);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject([
      { name: 'An', content: 'như cũ' },
      { name: 'An', content: 'chữ đúng' },
      { name: 'An', content: 'Tin này đã bị xóa', deleted: true },
    ]);
    expect(JSON.parse(readFileSync(join(folder, 'lop9a.Game  Cờ vua.json'), 'utf8'))).toMatchObject([
      { content: 'chơi không' },
    ]);

    const page = readFileSync(html, 'utf8');
    expect(page).toMatch(/<small>đã sửa<\/small><br>chữ đúng<\/p>/);
    expect(page).toContain('<i>Tin này đã bị xóa</i>');
    expect(page).toContain('<h2 id="room-1">Game: Cờ/vua</h2>');
    expect(page).toContain('<h2 id="room-2">Chung</h2>');
    expect(page).toContain('Tin nhắn riêng');
    for (const gone of ['chu sai', 'lỡ lời', 'choi khong', 'chuyện riêng']) {
      for (const name of readdirSync(folder)) {
        expect(readFileSync(join(folder, name), 'utf8')).not.toContain(gone);
      }
    }

    // What was deleted here is so where it is taken in.
    const next = temporaryFolder();
    expect(await importHistory(next, json)).toMatchObject({ ok: true, added: 3 });
    const { joined } = await come((await temporaryHost({ dataDir: next })).port, 'Chi');
    expect(joined).toMatchObject({ messages: [{}, { content: 'chữ đúng' }, { content: '', deleted: true }] });
  });
}

test('the words of a message with a file are the last ones, and its link stays', async () => {
  const file = { id: 'id-of-a-file', name: 'a.png', size: 9, type: 'image/png' };
  const record = {
    name: 'An',
    content: 'xem\na.png\nhttp://host/files/id-of-a-file/a.png',
    id: 'message-1',
    at: 1_790_000_000_000,
    text: 'xem',
    file,
  };
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'data.json'), JSON.stringify([record]));
  const change = {
    change: 'edited',
    content: 'xem đây',
    seq: 1,
    message: 'message-1',
    id: 'change-1',
    at: 1,
    by: 'x',
  };
  writeFileSync(join(dataDir, 'data.changes.json'), JSON.stringify([change]));
  const { json } = await exported(await temporaryHost({ dataDir }));
  expect(JSON.parse(readFileSync(json, 'utf8'))).toEqual([
    { ...record, content: 'xem đây\na.png\nhttp://host/files/id-of-a-file/a.png', text: 'xem đây' },
  ]);
});

test('rooms whose names are one as the name of a file get two files', async () => {
  const running = await temporaryHost();
  const host = await comeAsHost(running);
  for (const name of ['a/b', 'a:b', 'A b']) await addRoom(host, name);
  const folder = temporaryFolder();
  await running.exportHistory(join(folder, 'x'), 'en');
  expect(readdirSync(folder).toSorted()).toEqual([
    'x.A b 3.json',
    'x.a b 2.json',
    'x.a b.json',
    'x.html',
    'x.json',
  ]);
});

const from = (dataDir: string) => ({ dataDir, chatName: 'x', language: 'en' }) as const;

test('a folder in which no host is running is exported too, one in use is not', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'data.json'), JSON.stringify(records));
  const files = filesOf(await exportFolder(from(dataDir), join(temporaryFolder(), 'x')));
  expect(JSON.parse(readFileSync(files.json, 'utf8'))).toEqual(records);
  await temporaryHost({ dataDir });
  expect(await exportFolder(from(dataDir), join(temporaryFolder(), 'x'))).toEqual({
    ok: false,
    code: 'folder-locked',
  });
});

test('an erasure that a power cut came into is a deletion in the export of a folder, and no other message is lost', async () => {
  const dataDir = temporaryFolder();
  const running = await temporaryHost({ dataDir });
  const an = await come(running.port, 'An');
  const message = await say(an, 'một điều bí mật');
  await say(an, 'sau');
  const before = readFileSync(join(dataDir, 'data.json'));
  await ask(an, { type: 'delete-message', message });
  await running.close();
  const torn = before.indexOf('bí mật');
  const after = readFileSync(join(dataDir, 'data.json'));
  writeFileSync(join(dataDir, 'data.json'), Buffer.concat([after.subarray(0, torn), before.subarray(torn)]));
  const { json } = filesOf(await exportFolder(from(dataDir), join(temporaryFolder(), 'x')));
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject([
    { id: message.id, content: 'This message was deleted', deleted: true },
    { content: 'sau' },
  ]);
});

test('a folder without a history is not exported, and nothing is made in it or of it', async () => {
  const out = temporaryFolder();
  const empty = temporaryFolder();
  const missing = join(temporaryFolder(), 'chat');
  for (const dataDir of [empty, missing]) {
    const refused = { ok: false, code: 'export-not-found' };
    expect(await exportFolder(from(dataDir), join(out, 'x'))).toEqual(refused);
  }
  expect([...readdirSync(empty), ...readdirSync(out)]).toEqual([]);
  expect(existsSync(missing)).toBe(false);
});

test('what a chat is kept in is not written over, under whichever name', async () => {
  const dataDir = temporaryFolder();
  const running = await temporaryHost({ dataDir });
  const host = await comeAsHost(running);
  const an = await come(running.port, 'An');
  await say(an, 'x', await addRoom(host, 'changes'));
  const before = readFileSync(join(dataDir, 'rooms.json'));
  const link = join(temporaryFolder(), 'link');
  symlinkSync(dataDir, link, 'junction');
  const [roomFile = ''] = readdirSync(join(dataDir, 'rooms'));
  const taken = [
    join(dataDir, 'data.json'),
    join(dataDir, 'rooms'),
    join(link, 'data.html'),
    join(dataDir, 'rooms', roomFile),
  ];
  const refused = { ok: false, code: 'export-over-history' };
  for (const path of taken) expect(await running.exportHistory(path, 'en')).toEqual(refused);
  await running.close();
  for (const path of taken) expect(await exportFolder(from(dataDir), path)).toEqual(refused);
  expect(readFileSync(join(dataDir, 'rooms.json'))).toEqual(before);
  expect(await exportFolder(from(dataDir), join(dataDir, 'data.old.json'))).toMatchObject({ ok: true });
});

test('the two files share a name, whatever ending was asked for', () => {
  const both = { json: '/x/lop 9a.json', html: '/x/lop 9a.html' };
  for (const path of ['/x/lop 9a', '/x/lop 9a.json', '/x/lop 9a.html'])
    expect(exportedFiles(path)).toEqual(both);
  expect(exportedFiles('/x/2026.11').json).toBe('/x/2026.11.json');
});

test('a message with a file is exported with the name of the file', async () => {
  const file = { id: 'id-of-a-file', name: '<ảnh>.png', size: 9, type: 'image/png' };
  const record = { name: 'An', content: 'xem\nhttp://host', text: 'xem', at: 1_790_000_000_000, file };
  const { html } = await exportedLines(async function* () {
    yield await Promise.resolve(Buffer.from(JSON.stringify(record)));
  });
  expect(readFileSync(html, 'utf8')).toContain('xem\n[_ảnh_.png]</p>');
});
