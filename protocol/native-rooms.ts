// The host's side of the native wire where it is about rooms: how those who host arrange them.
import {
  privateMessagePolicies,
  type AddRoom,
  type ArchiveRoom,
  type Command,
  type GetReads,
  type MarkRead,
  type OrderRooms,
  type RenameRoom,
  type RoomCursor,
  type SetPrivateMessages,
  type SetReadMarks,
} from './commands.ts';
import { isConversation, isRoomId, mainRoom } from './conversations.ts';
import { isMessageId } from './ids.ts';
import { isCount, isObject, parseList, type JsonObject } from './json.ts';
import { maxRoomCursors, maxRooms } from './limits.ts';
import { parseCursor } from './native-cursor.ts';

type RoomCommand =
  MarkRead | GetReads | SetReadMarks | AddRoom | RenameRoom | OrderRooms | ArchiveRoom | SetPrivateMessages;

/** Reads each command, or gives the name of the key that is missing or wrong. */
export const roomParsers: {
  readonly [Type in RoomCommand['type']]: (frame: JsonObject) => Command | string;
} = {
  'add-room': ({ id, name }) => {
    if (!isMessageId(id)) return 'id';
    return name === undefined ? 'name' : { type: 'add-room', id, name };
  },
  'rename-room': ({ id, room = mainRoom, name }) => {
    if (!isMessageId(id)) return 'id';
    if (!isRoomId(room)) return 'room';
    return name === undefined ? 'name' : { type: 'rename-room', id, room, name };
  },
  'order-rooms': ({ id, rooms }) => {
    if (!isMessageId(id)) return 'id';
    const order = parseList(rooms, (room) => (isRoomId(room) ? room : null));
    return order === null || order.length > maxRooms ? 'rooms' : { type: 'order-rooms', id, rooms: order };
  },
  'archive-room': ({ id, room, archived }) => {
    if (!isMessageId(id)) return 'id';
    if (!isRoomId(room)) return 'room';
    return typeof archived === 'boolean' ? { type: 'archive-room', id, room, archived } : 'archived';
  },
  'set-read-marks': ({ id, shown }) => {
    if (!isMessageId(id)) return 'id';
    return typeof shown === 'boolean' ? { type: 'set-read-marks', id, shown } : 'shown';
  },
  'mark-read': (frame) => {
    const { seq, hidden = false } = frame;
    const conversation = parseConversation(frame);
    if (conversation === null) return 'room';
    if (!isCount(seq, 1)) return 'seq';
    return typeof hidden === 'boolean'
      ? { type: 'mark-read', id: null, seq, hidden, ...conversation }
      : 'hidden';
  },
  'get-reads': (frame) => {
    const conversation = parseConversation(frame);
    if (!isMessageId(frame.id)) return 'id';
    return conversation === null ? 'room' : { type: 'get-reads', id: frame.id, ...conversation };
  },
  'set-private-messages': ({ id, policy }) => {
    if (!isMessageId(id)) return 'id';
    const known = privateMessagePolicies.find((each) => each === policy);
    return known === undefined ? 'policy' : { type: 'set-private-messages', id, policy: known };
  },
};

/** The conversation that a frame is about: nothing for the main room, null for what names none. */
export function parseConversation({ room }: JsonObject): { readonly room?: string } | null {
  if (room === undefined || room === mainRoom) return {};
  return isConversation(room) ? { room } : null;
}

/** The cursors in conversations besides the main room; null for what is none. */
export function parseRoomCursors(value: unknown): readonly RoomCursor[] | null {
  const cursors = parseList(value, (item): RoomCursor | null => {
    const cursor = parseCursor(item);
    if (cursor === null || !isObject(item)) return null;
    const { room } = item;
    const changed = item.changed === undefined ? undefined : parseCursor(item.changed);
    if (changed === null || !isConversation(room) || room === mainRoom) return null;
    return { ...cursor, room, ...(changed && { changed }) };
  });
  return cursors === null || cursors.length > maxRoomCursors ? null : cursors;
}
