// Our client and messages that were sent before: what it asks, what it waits for, and what follows for the state.
import { expect, test } from 'vitest';
import { an, binh, commandsOf, createFakeChat } from './fake-chat.ts';
import { messagesFrom } from './fake-platform.ts';
import { maxContentCodePoints } from '../protocol/limits.ts';

const second = { seq: 2, id: 'message-2' };

test('An edit goes out composed, resolves with the host’s answer, and is seen when it is told.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(1, 3));
  const edited = chat.client.edit(second, 'Việt'.normalize('NFD'));
  const [command] = commandsOf(socket, 'edit-message');
  expect(command).toMatchObject({ message: second, content: 'Việt'.normalize('NFC') });
  socket.say({
    type: 'messages-changed',
    changes: [{ ...second, change: 'edited', content: 'Việt', at: 9 }],
    changed: { seq: 1, id: 'change-1' },
  });
  socket.say({ type: 'done', replyTo: command?.id });
  expect(await edited).toEqual({ ok: true, value: null });
  expect(chat.state().messages[1]).toMatchObject({ content: 'Việt', edited: 9 });
});

test('A refusal says why, and a text that never can be one is not sent.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(1, 3));
  const removed = chat.client.remove(second);
  const replyTo = commandsOf(socket, 'delete-message')[0]?.id;
  socket.say({ type: 'refused', replyTo, command: 'delete-message', code: 'not-yours' });
  expect(await removed).toEqual({ ok: false, code: 'not-yours' });
  expect(await chat.client.edit(second, 'x'.repeat(maxContentCodePoints + 1))).toEqual({
    ok: false,
    code: 'bad-content',
  });
  expect(commandsOf(socket, 'edit-message')).toEqual([]);
});

test('Without a connection nothing waits: a change is refused at once, and one under way when it is lost.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(1, 3));
  const underWay = chat.client.react(second, '👍', true);
  socket.drop();
  expect(await underWay).toEqual({ ok: false, code: 'connection-lost' });
  expect(await chat.client.remove(second)).toEqual({ ok: false, code: 'connection-lost' });
  chat.advance(1_000);
  expect(commandsOf(chat.enter({ reset: false }), 'delete-message')).toEqual([]);
});

test('Coming back one says which change was heard of last, and what was missed is taken in.', async () => {
  const chat = createFakeChat();
  const first = await chat.joined(messagesFrom(1, 3));
  expect(commandsOf(first, 'join')[0]).not.toHaveProperty('changed');
  const changed = { seq: 7, id: 'change-7', at: 5 };
  first.say({ type: 'messages-changed', changes: [{ ...second, change: 'deleted' }], changed });
  first.drop();
  chat.advance(1_000);
  const again = chat.enter({ reset: false });
  expect(commandsOf(again, 'join')[0]).toMatchObject({ changed });
  const reacted = { seq: 3, id: 'message-3', change: 'reacted', emoji: '🎉', by: binh.id, on: true };
  again.say({ type: 'messages-changed', changes: [reacted], changed: { seq: 8, id: 'change-8' } });
  expect(chat.state().messages).toMatchObject([
    { seq: 1 },
    { deleted: true, content: '' },
    { reactions: [{ emoji: '🎉', by: [binh.id] }] },
  ]);
});

test('What is shown of an older part and what was found change with the message.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(951, 1_000));
  const shown = chat.client.showMessage(500);
  const replyTo = commandsOf(socket, 'get-history')[0]?.id;
  socket.say({
    type: 'history-page',
    replyTo,
    messages: messagesFrom(475, 524),
    hasOlder: true,
    hasNewer: true,
  });
  await shown;
  await chat.client.search('text');
  socket.say({
    type: 'messages-found',
    replyTo: commandsOf(socket, 'search-messages')[0]?.id,
    messages: messagesFrom(500, 500),
    searchedTo: 1,
    lastSeq: 1_000,
    over: true,
  });
  socket.say({
    type: 'messages-changed',
    changes: [{ seq: 500, id: 'message-500', change: 'deleted' }],
    changed: { seq: 1, id: 'change-1' },
  });
  const { view, search } = chat.state();
  expect(view?.messages[25]).toMatchObject({ seq: 500, deleted: true });
  expect(search?.hits).toMatchObject([{ seq: 500, deleted: true }]);
});

test('An answer carries what it answers, also after a reload, which a program keeps it through.', async () => {
  const kept = new Map<string, unknown>();
  const seats = {
    load: (chatUrl: string) => kept.get(chatUrl),
    save: (chatUrl: string, seat: unknown) => void kept.set(chatUrl, structuredClone(seat)),
    forget: (chatUrl: string) => void kept.delete(chatUrl),
  };
  const chat = createFakeChat({ seats });
  const socket = await chat.joined(messagesFrom(1, 3));
  await chat.client.send('đúng rồi', { reply: second });
  expect(commandsOf(socket, 'send-message')).toMatchObject([{ content: 'đúng rồi', reply: second }]);
  expect(chat.state().outbox).toMatchObject([{ reply: second }]);
  chat.client.close();

  const reloaded = createFakeChat({ seats }, chat);
  const joining = reloaded.join();
  const again = reloaded.enter({ messages: messagesFrom(1, 3) });
  await joining;
  expect(commandsOf(again, 'send-message')).toMatchObject([{ content: 'đúng rồi', reply: second }]);
});

test('The answered message is looked up where it is held, and fetched alone where it is not.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(951, 1_000));
  const [held] = messagesFrom(960, 960);
  expect(await chat.client.findMessage({ seq: 960, id: 'message-960' })).toEqual({ ok: true, value: held });
  expect(commandsOf(socket, 'get-history')).toEqual([]);
  const found = chat.client.findMessage(second);
  const [command] = commandsOf(socket, 'get-history');
  expect(command).toMatchObject({ after: 1, limit: 1 });
  const messages = messagesFrom(2, 2);
  socket.say({ type: 'history-page', replyTo: command?.id, messages, hasOlder: true, hasNewer: true });
  expect(await found).toEqual({ ok: true, value: messages[0] });
  expect(chat.state()).toMatchObject({ view: null, messages: messagesFrom(951, 1_000) });
});

test('Earlier texts come to whoever asked for them, and to nobody who only listens.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(1, 3));
  const heard: string[] = [];
  chat.client.subscribe((update) => heard.push(JSON.stringify(update)));
  const listed = chat.client.editsOf(second);
  const edits = [{ content: 'cũ', at: 1 }];
  socket.say({ type: 'edits-listed', replyTo: commandsOf(socket, 'get-edits')[0]?.id, edits });
  expect(await listed).toEqual({ ok: true, value: edits });
  expect(heard.join('')).not.toContain('cũ');
});

test('How far the others have read is asked for and heard of, and gone where the host hides it.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(1, 3));
  const asked = chat.client.readsOf();
  const replyTo = commandsOf(socket, 'get-reads')[0]?.id;
  socket.say({ type: 'reads-listed', replyTo, reads: [{ by: binh.id, seq: 2 }] });
  expect(await asked).toEqual({ ok: true, value: null });
  socket.say({ type: 'reads-changed', reads: [{ by: binh.id, seq: 3 }] });
  socket.say({ type: 'reads-changed', room: 'another', reads: [{ by: 'chi', seq: 3 }] });
  expect(chat.state().reads).toEqual([{ by: binh.id, seq: 3 }]);
  socket.say({ type: 'arranged', rooms: [], privateMessages: 'nobody', readMarks: false });
  expect(chat.state()).toMatchObject({ reads: [], arrangement: { readMarks: false } });
});

test('How far one has read is said, with whether the others may hear of it, and never waits.', async () => {
  const chat = createFakeChat();
  await chat.client.markRead(3, false);
  const socket = await chat.joined(messagesFrom(1, 3));
  expect(commandsOf(socket, 'mark-read')).toEqual([]);
  await chat.client.markRead(3, true);
  chat.advance(10_000);
  expect(commandsOf(socket, 'mark-read')).toEqual([{ type: 'mark-read', seq: 3, hidden: true }]);
  expect(chat.state().you).toEqual(an);
});
