import { expect, test } from 'vitest';
import { commandsOf, createFakeChat } from './fake-chat.ts';
import { joinedClassic } from './fake-older.ts';
import { messagesFrom } from './fake-platform.ts';

test('A search is asked of the host, and goes on from where it stopped.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  await chat.client.search('Lớp');
  const [first] = commandsOf(socket, 'search-messages');
  expect(first).toMatchObject({ query: 'Lớp', limit: 50 });
  expect(chat.state().search).toMatchObject({ query: 'Lớp', running: true, whole: true });
  const hits = messagesFrom(700, 700);
  const event = { type: 'messages-found', lastSeq: 1_000, over: true };
  socket.say({ ...event, replyTo: first?.id, messages: hits, searchedTo: 700 });
  await chat.client.searchOn();
  const [, second] = commandsOf(socket, 'search-messages');
  expect(second).toMatchObject({ query: 'Lớp', before: 700 });
  socket.say({ ...event, replyTo: second?.id, messages: messagesFrom(5, 5), searchedTo: 1 });
  expect(chat.state().search?.hits.map(({ seq }) => seq)).toEqual([700, 5]);
  await chat.client.searchOn();
  expect(commandsOf(socket, 'search-messages')).toHaveLength(2);
});

test('Stopping tells the host while it searches, and forgets the hits.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  await chat.client.search('Lớp');
  await chat.client.stopSearch();
  expect(commandsOf(socket, 'stop-search')).toHaveLength(1);
  expect(chat.state().search).toBeNull();
  await chat.client.stopSearch();
  expect(commandsOf(socket, 'stop-search')).toHaveLength(1);
});

test('What cannot be searched for, or not now, says so.', async () => {
  const chat = createFakeChat();
  await chat.client.search('Lớp');
  expect(chat.state().search).toMatchObject({ running: false, failure: 'connection-lost' });
  await chat.joined();
  await chat.client.search(' ');
  expect(chat.state().search).toMatchObject({ running: false, failure: 'bad-query' });
});

test('A host that cannot search yet leaves what is held here.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(1, 120));
  await chat.client.search('TEXT 100');
  const [asked] = commandsOf(socket, 'search-messages');
  socket.say({ type: 'protocol-error', replyTo: asked?.id, code: 'unknown-command', command: null });
  const { search } = chat.state();
  expect(search).toMatchObject({ whole: false, running: false, failure: null });
  expect(search?.hits).toEqual(messagesFrom(100, 100));
  expect(search).toMatchObject({ searchedTo: 1, lastSeq: 120 });
});

test('What is held is searched page by page.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(1, 120));
  await chat.client.search('text');
  const [asked] = commandsOf(socket, 'search-messages');
  socket.say({ type: 'refused', replyTo: asked?.id, command: 'search-messages', code: 'unknown-command' });
  const seqs = () => chat.state().search?.hits.map(({ seq }) => seq) ?? [];
  expect(seqs()).toEqual(
    messagesFrom(71, 120)
      .map(({ seq }) => seq)
      .toReversed(),
  );
  await chat.client.searchOn();
  await chat.client.searchOn();
  expect(seqs()).toEqual(
    messagesFrom(1, 120)
      .map(({ seq }) => seq)
      .toReversed(),
  );
  expect(commandsOf(socket, 'search-messages')).toHaveLength(1);
});

test('On an older wire nothing is asked of the server, and a hit among what is held can be shown.', async () => {
  const chat = createFakeChat();
  const socket = await joinedClassic(chat, [
    { name: 'Binh', content: 'Chào cả lớp', second: 1 },
    { name: 'Binh', content: 'mai nghỉ', second: 2 },
  ]);
  const sent = socket.sent.length;
  await chat.client.search('lop');
  const { search } = chat.state();
  expect(search).toMatchObject({ whole: false, running: false, hits: [{ content: 'Chào cả lớp' }] });
  expect(await chat.client.showMessage(search?.hits[0]?.seq ?? 0)).toEqual({ ok: true, value: true });
  expect(await chat.client.showMessage(1_000)).toEqual({ ok: true, value: false });
  expect(socket.sent).toHaveLength(sent);
});
