// What whoever hosts has arranged: which rooms there are, and who may talk in private. Pure; `arrangement-file.ts` keeps it.
import {
  privateMessagePolicies,
  type AddRoom,
  type ArchiveRoom,
  type OrderRooms,
  type RenameRoom,
  type SetPrivateMessages,
  type SetReadMarks,
} from '../../protocol/commands.ts';
import { countCodePoints } from '../../protocol/content.ts';
import { isRoomId, mainRoom } from '../../protocol/conversations.ts';
import type { RefusalCode, Result } from '../../protocol/error-codes.ts';
import type { Arrangement, Room } from '../../protocol/events.ts';
import { isObject, parseList } from '../../protocol/json.ts';
import { maxRoomNameCodePoints, maxRooms } from '../../protocol/limits.ts';
import { foldNickname, parseNickname, trimNickname, type Nickname } from '../../protocol/nickname.ts';

export type ArrangementCommand =
  AddRoom | RenameRoom | OrderRooms | ArchiveRoom | SetPrivateMessages | SetReadMarks;

/** A new chat: one room, and whoever hosts decides whether people may talk in private. */
export const firstArrangement: Arrangement = {
  rooms: [{ id: mainRoom, name: '' }],
  privateMessages: 'nobody',
  readMarks: true,
};

/** The arrangement after a command, or why it stays as it is. */
export function rearrange(
  arrangement: Arrangement,
  command: ArrangementCommand,
): Result<Arrangement, RefusalCode> {
  const { rooms } = arrangement;
  const arranged = (changed: readonly Room[]): Result<Arrangement, RefusalCode> => ({
    ok: true,
    value: { ...arrangement, rooms: changed },
  });
  switch (command.type) {
    case 'add-room': {
      // Sent again because the answer was lost with a connection.
      if (rooms.some(({ id }) => id === command.id)) return { ok: true, value: arrangement };
      if (rooms.length >= maxRooms) return { ok: false, code: 'too-many-rooms' };
      const name = freeName(rooms, command.id, command.name);
      return name.ok ? arranged([...rooms, { id: command.id, name: name.value }]) : name;
    }
    case 'rename-room': {
      if (!rooms.some(({ id }) => id === command.room)) return { ok: false, code: 'unknown-room' };
      const name = freeName(rooms, command.room, command.name);
      if (!name.ok) return name;
      return arranged(rooms.map((room) => (room.id === command.room ? { ...room, name: name.value } : room)));
    }
    case 'order-rooms':
      return arranged(rooms.toSorted((a, b) => placeIn(command.rooms, a.id) - placeIn(command.rooms, b.id)));
    case 'archive-room': {
      // Older wires know no other room than the main one.
      if (command.room === mainRoom) return { ok: false, code: 'not-allowed' };
      if (!rooms.some(({ id }) => id === command.room)) return { ok: false, code: 'unknown-room' };
      return arranged(
        rooms.map(({ archived, ...room }) => {
          const archives = room.id === command.room ? command.archived : archived === true;
          return archives ? { ...room, archived: true } : room;
        }),
      );
    }
    case 'set-private-messages':
      return { ok: true, value: { ...arrangement, privateMessages: command.policy } };
    case 'set-read-marks':
      return { ok: true, value: { ...arrangement, readMarks: command.shown } };
  }
}

/** Reads what was kept; null for what is no arrangement. */
export function parseArrangement(value: unknown): Arrangement | null {
  if (!isObject(value)) return null;
  const rooms = parseList(value.rooms, parseRoom);
  const policy = privateMessagePolicies.find((each) => each === value.privateMessages);
  const readMarks = value.readMarks ?? firstArrangement.readMarks;
  if (rooms === null || policy === undefined || typeof readMarks !== 'boolean') return null;
  const ids = new Set(rooms.map(({ id }) => id));
  return ids.size === rooms.length && ids.has(mainRoom)
    ? { rooms, privateMessages: policy, readMarks }
    : null;
}

function parseRoom(value: unknown): Room | null {
  if (!isObject(value)) return null;
  const { id, name, archived } = value;
  if (!isRoomId(id) || typeof name !== 'string') return null;
  return archived === true && id !== mainRoom ? { id, name, archived } : { id, name };
}

/** The rule of nicknames, with a length of its own. */
export function parseRoomName(wanted: unknown): Result<Nickname, 'bad-room-name'> {
  const parsed = parseNickname(wanted);
  return parsed.ok && countCodePoints(parsed.value.name) <= maxRoomNameCodePoints
    ? parsed
    : { ok: false, code: 'bad-room-name' };
}

/** A room is told from the others by its name, under the rule of nicknames. The main room may go without. */
function freeName(rooms: readonly Room[], id: string, wanted: unknown): Result<string, RefusalCode> {
  if (id === mainRoom && typeof wanted === 'string' && trimNickname(wanted) === '') {
    return { ok: true, value: '' };
  }
  const parsed = parseRoomName(wanted);
  if (!parsed.ok) return parsed;
  const { name, key } = parsed.value;
  const taken = rooms.some((room) => room.id !== id && foldNickname(room.name) === key);
  return taken ? { ok: false, code: 'room-name-taken' } : { ok: true, value: name };
}

function placeIn(order: readonly string[], id: string): number {
  const place = order.indexOf(id);
  return place === -1 ? order.length : place;
}
