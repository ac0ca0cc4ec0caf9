// What somebody may do with a message. The host decides; this says what is worth offering. Pure.
import type { ChatState } from '../../client/chat-state.ts';
import { limitationsOf } from '../../client/wire-limits.ts';
import { personOfTalk } from '../../protocol/conversations.ts';
import type { Message } from '../../protocol/events.ts';
import { editWindowMs } from '../../protocol/limits.ts';
import { mayGive, roleOfPerson } from '../../protocol/rights.ts';
import { isOwn } from '../chat/timeline-rows.ts';

export const actionNames = ['reply', 'edit', 'copy', 'earlier', 'remove'] as const;
export type ActionName = (typeof actionNames)[number];

type Room = Pick<ChatState, 'you' | 'wire'>;

/** True where messages can be answered and reacted to at all. */
export function canChange({ wire }: Room): boolean {
  return !limitationsOf(wire).includes('no-changes');
}

/**
 * In the order in which they are listed; none for a message that is no longer there.
 * @param room the conversation that it stands in
 * @param now epoch milliseconds
 */
export function allowedActions(
  message: Message,
  state: Room,
  room: string,
  now: number,
): readonly ActionName[] {
  if (message.deleted) return [];
  const changes = canChange(state);
  const orders = keepsOrder(state, room);
  const allowed: Record<ActionName, boolean> = {
    reply: changes,
    edit: canEdit(message, state, now),
    // A file may come without a word.
    copy: message.content !== '',
    earlier: changes && orders && message.edited !== undefined,
    remove: changes && (orders || isOwn(message, state)),
  };
  return actionNames.filter((name) => allowed[name]);
}

/** The last message of one's own, where it can still be edited; of the newest ones only. */
export function lastEditable(
  { messages, ...state }: Room & Pick<ChatState, 'messages'>,
  now: number,
): Message | null {
  const own = messages.slice(-newest).findLast((message) => !message.deleted && isOwn(message, state));
  return own !== undefined && canEdit(own, state, now) ? own : null;
}

/** Messages looked through from the end: what lies further back is not what one has just said. */
const newest = 200;

function canEdit(message: Message, state: Room, now: number): boolean {
  const inTime = now - message.at <= editWindowMs;
  return canChange(state) && isOwn(message, state) && message.content !== '' && inTime;
}

/** True for host and co-hosts in the rooms; what two people say to one another is theirs. */
function keepsOrder({ you }: Room, room: string): boolean {
  return you !== null && personOfTalk(room) === null && mayGive(roleOfPerson(you), 'get-edits');
}
