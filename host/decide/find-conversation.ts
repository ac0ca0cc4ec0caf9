// Which conversation somebody means by a name on the wire, and whether they may read and write there. Pure.
import { mainRoom, personOfTalk } from '../../protocol/conversations.ts';
import type { RefusalCode, Result } from '../../protocol/error-codes.ts';
import { mainConversation, partnerIn, talkOf, type Conversation } from '../conversations/conversation.ts';
import type { RoomContext, RoomState, Seat } from './room-state.ts';

/**
 * The conversation of this name, absent for the main room. What is not this person's is not there: nobody learns who
 * talks with whom.
 */
export function findConversation(
  room: RoomState,
  seat: Seat,
  name: string | undefined,
  { hasTalk }: Pick<RoomContext, 'hasTalk'>,
): Result<Conversation, RefusalCode> {
  if (name === undefined || name === mainRoom) return { ok: true, value: mainConversation };
  const partner = personOfTalk(name);
  if (partner === null) {
    const known = room.arrangement.rooms.some(({ id }) => id === name);
    return known ? { ok: true, value: { kind: 'room', id: name } } : { ok: false, code: 'unknown-room' };
  }
  // Who came over an older wire is nobody beyond the connection: there would be no coming back to the talk.
  const hasDevice = (room.seats.get(partner)?.device ?? null) !== null;
  const reachable = hasDevice || hasTalk(seat.id, partner);
  if (partner === seat.id || seat.device === null || !reachable) return { ok: false, code: 'unknown-room' };
  return { ok: true, value: talkOf(seat.id, partner) };
}

/** The same, where something may be written there. */
export function findOpenConversation(
  room: RoomState,
  seat: Seat,
  name: string | undefined,
  context: Pick<RoomContext, 'hasTalk'>,
): Result<Conversation, RefusalCode> {
  const found = findConversation(room, seat, name, context);
  const closed = found.ok ? whyClosed(room, seat, found.value) : null;
  return closed === null ? found : { ok: false, code: closed };
}

/** What a message in a talk keeps of whom it is for, so that the talk has a name while they are away. */
export function addresseeOf(
  room: RoomState,
  seat: Seat,
  conversation: Conversation,
): { readonly to?: string } {
  if (conversation.kind === 'room') return {};
  const to = room.seats.get(partnerIn(conversation.people, seat.id))?.name;
  return to === undefined ? {} : { to };
}

function whyClosed(room: RoomState, seat: Seat, conversation: Conversation): RefusalCode | null {
  const { rooms, privateMessages } = room.arrangement;
  if (conversation.kind === 'room') {
    const archived = rooms.some(({ id, archived }) => id === conversation.id && archived === true);
    return archived ? 'room-archived' : null;
  }
  if (privateMessages === 'everyone') return null;
  const partner = room.seats.get(partnerIn(conversation.people, seat.id));
  const withHost = seat.host || partner?.host === true;
  return privateMessages === 'with-host' && withHost ? null : 'private-off';
}
