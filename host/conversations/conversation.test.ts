import { expect, test } from 'vitest';
import { fileOf, keyOf, mainConversation, namedFor, peopleOfFile, talkOf } from './conversation.ts';

test('the main room is data.json, other rooms and talks have files of their own beside it', () => {
  expect(fileOf(mainConversation)).toBe('data.json');
  expect(fileOf({ kind: 'room', id: 'room-one' })).toBe('rooms/726f6f6d2d6f6e65.json');
  expect(fileOf(talkOf('person-b', 'person-a'))).toBe('private/706572736f6e2d61.706572736f6e2d62.json');
});

test('ids that differ in case alone have files that differ on every system', () => {
  const files = ['room-one', 'Room-one', 'ROOM-ONE'].map((id) => fileOf({ kind: 'room', id }).toLowerCase());
  expect(new Set(files).size).toBe(3);
});

test('a talk is the same whoever of the two begins it, and its file says who they are', () => {
  const talk = talkOf('person-b', 'person-a');
  expect(talk).toEqual(talkOf('person-a', 'person-b'));
  expect(keyOf(talk)).not.toBe(keyOf(talkOf('person-a', 'person-c')));
  expect(peopleOfFile(fileOf(talk).replace('private/', ''))).toEqual(['person-a', 'person-b']);
  for (const name of ['data.json', '61.62.json', 'zz.json', '', '706572736f6e2d61.json']) {
    expect(peopleOfFile(name)).toBeNull();
  }
});

test('each of two people hears of their talk under the name of the other', () => {
  const talk = talkOf('person-a', 'person-b');
  expect(namedFor(talk, 'person-a')).toEqual({ room: '@person-b' });
  expect(namedFor(talk, 'person-b')).toEqual({ room: '@person-a' });
  expect(namedFor(mainConversation, 'person-a')).toEqual({});
});
