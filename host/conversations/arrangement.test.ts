import { expect, test } from 'vitest';
import { maxRooms } from '../../protocol/limits.ts';
import { firstArrangement, parseArrangement, rearrange, type ArrangementCommand } from './arrangement.ts';

/** The arrangement after these commands, each of which must be taken. */
function after(...commands: readonly ArrangementCommand[]) {
  return commands.reduce((arrangement, command) => {
    const arranged = rearrange(arrangement, command);
    if (!arranged.ok) throw new Error(arranged.code);
    return arranged.value;
  }, firstArrangement);
}

const add = (id: string, name: unknown): ArrangementCommand => ({ type: 'add-room', id, name });
const names = (arrangement: typeof firstArrangement) => arrangement.rooms.map(({ name }) => name);

test('a new chat has one room without a name, and no private messages', () => {
  expect(firstArrangement).toEqual({
    rooms: [{ id: 'main', name: '' }],
    privateMessages: 'nobody',
    readMarks: true,
  });
});

test('a room that is added stands last, and adding it again changes nothing', () => {
  const once = after(add('room-tech', ' Công nghệ '));
  expect(once.rooms).toEqual([
    { id: 'main', name: '' },
    { id: 'room-tech', name: 'Công nghệ' },
  ]);
  expect(rearrange(once, add('room-tech', 'Other'))).toEqual({ ok: true, value: once });
});

test('a name that another room has in some spelling is taken, one without a sign is none', () => {
  const arrangement = after(add('room-game', 'Game'));
  for (const name of ['game', 'GAME', 'Ｇａｍｅ']) {
    expect(rearrange(arrangement, add('room-two', name))).toEqual({ ok: false, code: 'room-name-taken' });
  }
  for (const name of ['', '  ', 5, null, 'a\nb', 'x'.repeat(41)]) {
    expect(rearrange(arrangement, add('room-two', name))).toEqual({ ok: false, code: 'bad-room-name' });
  }
});

test('a room keeps its own name in another spelling, and the main room may lose its name', () => {
  const arrangement = after(
    add('room-game', 'Game'),
    { type: 'rename-room', id: 'command-1', room: 'room-game', name: 'GAME' },
    { type: 'rename-room', id: 'command-2', room: 'main', name: 'Chung' },
  );
  expect(names(arrangement)).toEqual(['Chung', 'GAME']);
  const unnamed = rearrange(arrangement, { type: 'rename-room', id: 'command-3', room: 'main', name: ' ' });
  expect(unnamed.ok && names(unnamed.value)).toEqual(['', 'GAME']);
});

test('rooms that an order does not name come last, as they were', () => {
  const rooms = after(add('room-aaa', 'A'), add('room-bbb', 'B'), add('room-ccc', 'C'), {
    type: 'order-rooms',
    id: 'command-1',
    rooms: ['room-ccc', 'main', 'no-such-room'],
  });
  expect(names(rooms)).toEqual(['C', '', 'A', 'B']);
});

test('a room can be archived and taken out again, the main room not', () => {
  const archive = (room: string, archived: boolean): ArrangementCommand => ({
    type: 'archive-room',
    id: 'command-1',
    room,
    archived,
  });
  const archived = after(add('room-old', 'Old'), archive('room-old', true));
  expect(archived.rooms.at(-1)).toEqual({ id: 'room-old', name: 'Old', archived: true });
  expect(after(add('room-old', 'Old'), archive('room-old', true), archive('room-old', false)).rooms).toEqual(
    after(add('room-old', 'Old')).rooms,
  );
  expect(rearrange(archived, archive('main', true))).toEqual({ ok: false, code: 'not-allowed' });
  expect(rearrange(archived, archive('no-such-room', true))).toEqual({ ok: false, code: 'unknown-room' });
});

test('there are no more rooms than a chat can have', () => {
  const full = after(...Array.from({ length: maxRooms - 1 }, (_, n) => add(`room-${n}-id`, `Room ${n}`)));
  expect(rearrange(full, add('one-too-many', 'More'))).toEqual({ ok: false, code: 'too-many-rooms' });
});

test('what was kept is read back, and what is no arrangement is not', () => {
  const arrangement = after(add('room-old', 'Old'), {
    type: 'archive-room',
    id: 'command-1',
    room: 'room-old',
    archived: true,
  });
  expect(parseArrangement(JSON.parse(JSON.stringify({ version: 1, ...arrangement })))).toEqual(arrangement);
  for (const broken of [
    null,
    {},
    { ...arrangement, privateMessages: 'all' },
    { ...arrangement, rooms: [{ id: 'room-old', name: 'Without a main room' }] },
    {
      ...arrangement,
      rooms: [
        { id: 'main', name: '' },
        { id: '../data', name: 'x' },
      ],
    },
    {
      ...arrangement,
      rooms: [
        { id: 'main', name: '' },
        { id: 'main', name: 'x' },
      ],
    },
  ]) {
    expect(parseArrangement(broken)).toBeNull();
  }
});
