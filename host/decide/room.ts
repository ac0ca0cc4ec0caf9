// What the room decides: from who is here, a command and the time to effects. It touches no socket, file or clock,
// and does not know which wire a command came over, only how that wire's people behave.
import type { Command } from '../../protocol/commands.ts';
import { mayGive, roleOfPerson, type Role } from '../../protocol/rights.ts';
import { decideInConversation, decideSendAs } from './decide-in-conversation.ts';
import { decideReadmission, decideRemoval } from './decide-removal.ts';
import { decideJoin, decideNickname, standUp } from './decide-seat.ts';
import {
  namesIn,
  peopleIn,
  refuse,
  type Actor,
  type Effect,
  type RoomContext,
  type RoomState,
  type Seat,
} from './room-state.ts';

/** What happens when this actor gives this command. */
export function decide(room: RoomState, actor: Actor, command: Command, context: RoomContext): Effect[] {
  const seat = actor.seatId === null ? undefined : room.seats.get(actor.seatId);
  const role = roleOf(actor, seat, command);
  if (!mayGive(role, command.type)) {
    return [refuse(command, role === 'stranger' ? 'not-joined' : 'not-allowed', seat)];
  }
  // Nobody registers there, or has not yet: the door is closed to what such a wire can say.
  if (!seat && role === 'person' && context.closedToOlder !== null) {
    return [refuse(command, context.closedToOlder, undefined, echoOf(command))];
  }
  switch (command.type) {
    case 'register':
    case 'log-in':
    case 'log-out':
    case 'change-password':
    case 'get-accounts':
    case 'reset-password':
    case 'remove-account':
    case 'set-co-host':
    case 'set-account-mode':
    case 'set-chat-password':
      return [{ type: 'ask-accounts', command }];
    case 'join':
      return seat ? [refuse(command, 'already-joined', seat)] : decideJoin(room, command, context);
    case 'set-nickname':
      return decideNickname(room, seat, command, context);
    case 'send-as':
      return decideSendAs(room, command, context);
    case 'send-message':
    case 'request-upload':
    case 'get-history':
    case 'search-messages':
    case 'set-typing':
    case 'mark-read':
    case 'get-reads':
    case 'edit-message':
    case 'delete-message':
    case 'react':
    case 'get-edits':
      return seat ? decideInConversation(room, seat, command, context) : [refuse(command, 'not-joined')];
    case 'stop-search':
      return [{ type: 'stop-search' }];
    case 'get-everything':
      return [{ type: 'send-everything', name: seat?.name ?? '', online: namesIn(room) }];
    case 'get-people':
      return [{ type: 'reply', event: { type: 'people-listed', people: peopleIn(room), at: context.now } }];
    case 'ping-host':
      return [{ type: 'reply', event: { type: 'pong', at: context.now } }];
    case 'add-room':
    case 'rename-room':
    case 'order-rooms':
    case 'archive-room':
    case 'set-private-messages':
    case 'set-read-marks':
      return [{ type: 'rearrange', command }];
    case 'remove-person':
      return seat ? decideRemoval(room, seat, command) : [refuse(command, 'not-joined')];
    case 'readmit-person':
      return decideReadmission(command);
    case 'leave':
      return [...(seat ? standUp(seat, context.now) : []), { type: 'close', reason: 'left' }];
  }
}

/** Who an actor is to the table of rights. */
function roleOf({ dialect }: Actor, seat: Seat | undefined, command: Command): Role {
  if (seat) return roleOfPerson(seat);
  // On a nameless wire everyone is in from the start; on other older ones the first nickname is the join.
  const isIn = dialect.nameless || (command.type === 'set-nickname' && dialect.leavesOnClose);
  return isIn ? 'person' : 'stranger';
}

/** What happens when an actor's connection is gone without a word. */
export function decideLoss(room: RoomState, actor: Actor, now: number): Effect[] {
  const seat = actor.seatId === null ? undefined : room.seats.get(actor.seatId);
  if (!seat) return [];
  return actor.dialect.leavesOnClose ? standUp(seat, now) : [{ type: 'keep-seat', seatId: seat.id }];
}

/** What happens when nobody has come back to a kept seat in time. */
export function decideExpiry(room: RoomState, seatId: string, now: number): Effect[] {
  const seat = room.seats.get(seatId);
  return seat ? standUp(seat, now) : [];
}

function echoOf(command: Command): unknown {
  if (command.type === 'set-nickname') return command.nickname;
  return command.type === 'send-as' ? command.name : undefined;
}
