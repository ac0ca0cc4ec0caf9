// The rooms and private talks on the screen: what is listed, what switching does, and what whoever hosts can arrange.
import { flushSync } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import type { ChatState } from '../../client/chat-state.ts';
import { emptyConversation } from '../../client/conversation-state.ts';
import type { Person } from '../../protocol/events.ts';
import { button, press, pressKey, render, settle, type } from '../testing/render.ts';
import { ChatModel } from './chat-model.svelte.ts';
import ChatView from './ChatView.svelte';
import { an, createTestChat, message, you } from './testing.ts';

beforeEach(() => localStorage.clear());

const game = 'room-game';
const talk = `@${an.id}`;
const host: Person = { ...you, host: true };
const arrangement = {
  rooms: [
    { id: 'main', name: '' },
    { id: game, name: 'Game' },
  ],
  privateMessages: 'everyone',
  readMarks: true,
} as const;
const oneRoom = { ...arrangement, rooms: [{ id: 'main', name: '' }], privateMessages: 'nobody' } as const;

/** A chat with the room Game, of which nothing is held, but for what `change` says. */
function setUp(change: Partial<ChatState> = {}) {
  const chat = createTestChat({
    lastSeq: 1,
    read: 1,
    arrangement,
    conversations: [{ ...emptyConversation, room: game, name: '' }],
    ...change,
  });
  const calls: string[] = [];
  const note = async (call: string) => {
    calls.push(call);
    return { ok: true, value: null } as const;
  };
  chat.port.markRead = async (seq, _hidden, room) => {
    calls.push(`read ${room ?? ''} ${String(seq)}`);
    chat.emit({ type: 'read', seq, ...(room !== undefined && { room }) });
  };
  chat.port.send = (content, { room } = {}) => note(`send ${room ?? ''} ${content}`);
  chat.port.search = async (query, room) => void calls.push(`search ${room ?? ''} ${query}`);
  const { rooms } = chat.port;
  const port = Object.assign(chat.port, {
    rooms: {
      ...rooms,
      open: (room: string) => note(`open ${room}`),
      add: async (name: string) => {
        calls.push(`add ${name}`);
        return { ok: true, value: 'room-new' } as const;
      },
      order: (order: readonly string[]) => note(`order ${order.join(' ')}`),
      rename: (room: string, name: string) => note(`rename ${room} ${name}`),
      archive: (room: string, archived: boolean) => note(`archive ${room} ${String(archived)}`),
    },
  });
  const model = new ChatModel(port);
  const view = render(ChatView, { chat: model, onOpenSettings: () => undefined });
  const sayIn = (room: string, ...messages: ReturnType<typeof message>[]) => {
    chat.hear({ type: 'messages-sent', room, messages });
    flushSync();
  };
  return { ...chat, chat: model, view, calls, sayIn };
}

const listed = (view: HTMLElement) =>
  [...view.querySelectorAll('nav li button')].map(({ textContent }) =>
    textContent.replace(/\s+/g, ' ').trim(),
  );

const area = (view: HTMLElement): HTMLTextAreaElement => {
  const found = view.querySelector('textarea');
  if (found === null) throw new Error('no composer');
  return found;
};

function write(view: HTMLElement, text: string) {
  area(view).value = text;
  area(view).dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

test('a chat of one room shows nothing of rooms, to whoever does not host it', () => {
  const { view } = setUp({ arrangement: oneRoom, conversations: [] });
  expect(view.querySelector('nav')).toBeNull();
  expect(view.textContent).not.toContain('Add room');
  expect(area(view).placeholder).toBe('Write a message');
  expect(setUp({ arrangement: null, conversations: [], you: host }).view.textContent).not.toContain(
    'Add room',
  );
  expect(button(setUp({ arrangement: oneRoom, conversations: [], you: host }).view, 'Add room')).toBeTruthy();
});

test('what is said in another room is counted there, with a mark where one is meant', async () => {
  const { view, sayIn } = setUp();
  expect(listed(view)).toEqual(['General', 'Game']);
  sayIn(game, message(1), { ...message(2), content: '@Bình vào chơi' });
  expect(listed(view)[1]).toBe('Game @ 2 2 unread messages, mentions you');
});

test('opening a room shows what was said there, reads it, and the header has its name', async () => {
  const { view, calls, sayIn } = setUp();
  sayIn(game, message(1), message(2));
  const [, room] = view.querySelectorAll<HTMLElement>('nav li button');
  await press(room ?? view);
  expect(view.querySelector('h1')?.textContent).toBe('Game');
  expect(calls).toContain(`read ${game} 2`);
  expect(listed(view)[1]).toBe('Game');
  write(view, 'chào');
  await pressKey(area(view), 'Enter');
  expect(calls).toContain(`send ${game} chào`);
});

test('the newest page is fetched of a room that is opened for the first time', async () => {
  const { chat, calls, connect } = setUp({
    conversations: [{ ...emptyConversation, room: game, name: '', lastSeq: 60, read: 58 }],
  });
  chat.open(game);
  expect(calls).toContain(`open ${game}`);
  calls.length = 0;
  connect({ name: 'joined', address: 'x' });
  expect(calls).toContain(`open ${game}`);
});

test('a line stands before what is unread, and is gone the next time', () => {
  const messages = [message(1), message(2), message(3)];
  const { chat } = setUp({
    conversations: [{ ...emptyConversation, room: game, name: '', messages, lastSeq: 3, read: 1 }],
  });
  const lines = () => chat.timeline.rows.map(({ kind }) => kind).filter((kind) => kind !== 'day');
  chat.open(game);
  expect(lines()).toEqual(['message', 'new', 'message', 'message']);
  flushSync();
  chat.open('main');
  chat.open(game);
  expect(lines()).toEqual(['message', 'message', 'message']);
});

test('Alt and the arrow keys go from room to room, and every room keeps its draft', async () => {
  const { chat, view } = setUp();
  write(view, 'nháp chung');
  await pressKey(area(view), 'ArrowDown', { altKey: true });
  expect(chat.room).toBe(game);
  expect(area(view).value).toBe('');
  expect(area(view).placeholder).toBe('Write in Game');
  write(view, 'nháp chơi');
  await pressKey(area(view), 'ArrowDown', { altKey: true });
  expect(chat.room).toBe(game);
  await pressKey(area(view), 'ArrowUp', { altKey: true });
  expect(area(view).value).toBe('nháp chung');
  await pressKey(area(view), 'ArrowDown', { altKey: true });
  expect(area(view).value).toBe('nháp chơi');
});

test('leaving lets go of the drafts of all rooms', async () => {
  const { chat, view } = setUp();
  chat.open(game);
  flushSync();
  write(view, 'nháp chơi');
  chat.open('main');
  flushSync();
  await press(button(view, 'Leave the chat'));
  await press(button(view, 'Leave'));
  expect(localStorage.length).toBe(0);
});

test('a person’s row opens a private talk, which says who can read it', async () => {
  const { chat, view, calls } = setUp();
  await press(view.querySelector<HTMLElement>('button[title="Private talk with An"]') ?? view);
  expect(chat.room).toBe(talk);
  expect(view.querySelector('main')?.textContent).toContain('Only you and An get these messages.');
  expect(view.querySelector('h1')?.textContent).toBe('An');
  expect(listed(view)).toEqual(['General', 'Game', 'A An']);
  write(view, 'nói riêng');
  await pressKey(area(view), 'Enter');
  expect(calls).toContain(`send ${talk} nói riêng`);
});

test('nobody is offered a talk that the host does not allow', () => {
  const rows = (change: Partial<ChatState>) => setUp(change).view.querySelectorAll('button.person').length;
  const chi: Person = { id: 'c', name: 'Chi', host: true };
  expect(rows({ arrangement: { ...arrangement, privateMessages: 'nobody' } })).toBe(0);
  const withHost = { ...arrangement, privateMessages: 'with-host' } as const;
  expect(rows({ arrangement: withHost, people: [an, you, chi] })).toBe(1);
  expect(rows({ arrangement: withHost, people: [an, host], you: host })).toBe(1);
  expect(rows({})).toBe(1);
});

test('what was said in private can be read when talks are switched off, and not answered', () => {
  const { chat, view } = setUp({
    arrangement: { ...arrangement, privateMessages: 'nobody' },
    conversations: [
      { ...emptyConversation, room: talk, name: 'An', messages: [message(1)], lastSeq: 1, read: 0 },
    ],
  });
  chat.open(talk);
  flushSync();
  expect(area(view).readOnly).toBe(true);
  expect(view.querySelector('form')?.textContent).toContain('Private messages are switched off.');
});

test('an archived room can be read, and says why nothing can be written', () => {
  const { chat, view } = setUp({
    arrangement: {
      ...arrangement,
      rooms: [arrangement.rooms[0], { ...arrangement.rooms[1], archived: true }],
    },
  });
  chat.open(game);
  flushSync();
  expect(area(view).readOnly).toBe(true);
  expect(view.querySelector('form')?.textContent).toContain('This room is archived');
});

test('what is looked for is looked for in the room that is opened', async () => {
  const { chat, view, calls } = setUp();
  await pressKey(area(view), 'f', { ctrlKey: true });
  const input = view.querySelector<HTMLInputElement>('.panel input');
  if (input === null) throw new Error('no search');
  type(input, 'bài tập');
  await pressKey(input, 'Enter');
  chat.open(game);
  await settle();
  expect(calls.filter((call) => call.startsWith('search'))).toEqual([
    'search main bài tập',
    `search ${game} bài tập`,
  ]);
});

test('somebody else at this seat starts in the main room', () => {
  const { chat, emit } = setUp();
  chat.open(talk);
  emit({ type: 'snapshot', state: { ...chat.state, you: an } });
  expect(chat.room).toBe('main');
});

test('a co-host arranges the rooms as the host does, as long as they are one', () => {
  const { view, hear } = setUp({ you: { ...you, coHost: true } });
  expect(button(view, 'Arrange rooms')).toBeTruthy();
  hear({ type: 'person-changed', person: you });
  flushSync();
  expect(view.textContent).not.toContain('Arrange rooms');
});

test('whoever hosts adds a room from a suggestion, orders, renames and archives', async () => {
  const { view, calls } = setUp({ you: host, people: [an, host] });
  await press(button(view, 'Arrange rooms'));
  expect([...view.querySelectorAll('.chip')].map(({ textContent }) => textContent)).toEqual([
    'Tech',
    'Games',
  ]);
  await press(button(view, 'Tech'));
  await press(button(view, 'Add room'));
  await press(button(view, 'Move Game up'));
  await press(button(view, 'Archive Game'));
  await press(button(view, 'Rename Game'));
  const name = view.querySelector<HTMLInputElement>('dialog li input');
  if (name === null) throw new Error('no name');
  type(name, 'Trò chơi');
  await press(button(view, 'Save'));
  expect(calls.filter((call) => !call.startsWith('read'))).toEqual([
    'add Tech',
    `order ${game} main`,
    `archive ${game} true`,
    `rename ${game} Trò chơi`,
  ]);
});
