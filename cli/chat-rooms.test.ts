import { expect, test } from 'vitest';
import { createChatState, type ChatState } from '../client/chat-state.ts';
import { emptyConversation } from '../client/conversation-state.ts';
import { findPlace, placesOf, roomsText, splitTalk, unreadText } from './chat-rooms.ts';

const people = ['An', 'An Nhiên', 'Bình'].map((name, index) => ({ id: `person-${String(index)}`, name }));

function chat(more: Partial<ChatState> = {}): ChatState {
  return { ...createChatState(), people, you: { id: 'person-2', name: 'Bình' }, ...more };
}

test('the longest name that begins a text is whom it is for, whatever its case, and never oneself', () => {
  expect(splitTalk(chat(), 'an nhiên ơi')).toEqual({ room: '@person-1', content: 'ơi' });
  expect(splitTalk(chat(), 'An  Nhi ơi')).toEqual({ room: '@person-0', content: 'Nhi ơi' });
  expect(splitTalk(chat(), 'An')).toEqual({ room: '@person-0', content: '' });
  expect(splitTalk(chat(), 'Bình ơi')).toBeNull();
  expect(splitTalk(chat(), '')).toBeNull();
});

test('an older server has one room', () => {
  expect(roomsText(chat(), 'main')).toBe('Rooms: main (you are here).');
  expect(findPlace(chat(), 'MAIN')).toBe('main');
});

test('names of strangers move no cursor, and talks are listed once something was said there', () => {
  const conversations = [
    { ...emptyConversation, room: 'a-room-of-it', name: '' },
    { ...emptyConversation, room: '@person-9', name: 'Chi\u001b[2J', lastSeq: 3, read: 1 },
    { ...emptyConversation, room: '@person-0', name: 'An' },
  ];
  const rooms = [
    { id: 'main', name: 'Chung' },
    { id: 'a-room-of-it', name: 'Game', archived: true },
  ] as const;
  const arrangement = { rooms, privateMessages: 'everyone', readMarks: true } as const;
  const state = chat({ conversations, arrangement });
  expect(roomsText(state, 'main')).toBe(
    'Rooms: Chung (you are here), Game (closed). Private: Chi␛[2J (2 new).',
  );
  expect(unreadText(placesOf(state).filter(({ unread }) => unread > 0))).toBe(
    'New elsewhere: 2 from Chi␛[2J. /room NAME goes there.',
  );
});
