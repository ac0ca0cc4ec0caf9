// Whoever reloads the page goes on in the conversation that they had open.
import { expect, test } from 'vitest';
import { createChatState } from '../../client/chat-state.ts';
import type { ChatState } from '../../client/chat-state.ts';
import { emptyConversation } from '../../client/conversation-state.ts';
import { ChatModel } from './chat-model.svelte.ts';
import type { OpenRoomStore } from './open-room.ts';
import { an, createTestChat, message, you } from './testing.ts';

const game = 'room-game';

function setUp(kept: { of: string; room: string } | null) {
  let open = kept;
  const store: OpenRoomStore = {
    load: (personId) => (open?.of === personId ? open.room : null),
    save: (of, room) => (open = { of, room }),
    forget: () => (open = null),
  };
  const test = createTestChat({ connection: { name: 'idle' }, you: null, people: [], messages: [] });
  const opened: string[] = [];
  const { rooms } = test.port;
  const port = Object.assign(test.port, {
    rooms: {
      ...rooms,
      open: async (room: string) => {
        opened.push(room);
        return { ok: true, value: null } as const;
      },
    },
  });
  const chat = new ChatModel(port, store);
  const comeIn = (change: Partial<ChatState> = {}) =>
    test.emit({
      type: 'snapshot',
      state: {
        ...createChatState(),
        connection: { name: 'joined', address: 'x' },
        chat: { name: 'Lớp 9A', hostName: 'Bình' },
        you,
        people: [an, you],
        conversations: [{ ...emptyConversation, room: game, name: '', lastSeq: 3, read: 2 }],
        ...change,
      },
    });
  return { ...test, chat, comeIn, opened, kept: () => open };
}

test('the room that was open is open again, and fetched', () => {
  const { chat, comeIn, opened } = setUp({ of: you.id, room: game });
  comeIn();
  expect(chat.room).toBe(game);
  expect(opened).toEqual([game]);
});

test('a page of its own comes in with its client: the room is open as soon as there is a seat', () => {
  const { chat, hear, connect, opened } = setUp({ of: you.id, room: game });
  hear({
    type: 'joined',
    replyTo: 'join-1',
    protocol: 1,
    you,
    chat: { name: 'Lớp 9A', hostName: 'Bình' },
    people: [an, you],
    messages: [message(1)],
    lastSeq: 1,
    reset: true,
    positions: [{ room: game, lastSeq: 3, read: 2 }],
  });
  expect(chat.room).toBe(game);
  connect({ name: 'joined', address: 'x' });
  expect(opened).toEqual([game]);
});

test('a talk is open again while the other one is here or something was said in it', () => {
  const talk = `@${an.id}`;
  const here = setUp({ of: you.id, room: talk });
  here.comeIn();
  expect(here.chat.room).toBe(talk);
  const begun = setUp({ of: you.id, room: talk });
  begun.comeIn({
    people: [you],
    conversations: [{ ...emptyConversation, room: talk, name: 'An', lastSeq: 1 }],
  });
  expect(begun.chat.room).toBe(talk);
  const gone = setUp({ of: you.id, room: talk });
  gone.comeIn({ people: [you] });
  expect(gone.chat.room).toBe('main');
});

test('a room that is gone, and somebody else’s, are not opened', () => {
  const gone = setUp({ of: you.id, room: game });
  gone.comeIn({ conversations: [] });
  expect(gone.chat.room).toBe('main');
  const other = setUp({ of: an.id, room: game });
  other.comeIn();
  expect(other.chat.room).toBe('main');
});

test('what somebody opens is kept for their next page, until they leave', async () => {
  const { chat, comeIn, kept, port } = setUp(null);
  comeIn();
  expect(kept()).toBeNull();
  chat.open(game);
  expect(kept()).toEqual({ of: you.id, room: game });
  chat.open('main');
  expect(kept()).toEqual({ of: you.id, room: 'main' });
  chat.open(game);
  await port.leave();
  expect(kept()).toBeNull();
});
