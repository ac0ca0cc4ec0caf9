// What somebody may do with a message. The host decides; this says what is worth offering. Pure.
import type { ChatState } from '../../client/chat-state.ts';
import { limitationsOf } from '../../client/wire-limits.ts';
import { personOfTalk } from '../../protocol/conversations.ts';
import type { Message } from '../../protocol/events.ts';
import { editWindowMs } from '../../protocol/limits.ts';
import { mayGive, roleOfPerson } from '../../protocol/rights.ts';
import { isOwn } from '../chat/timeline-rows.ts';

const actionNames = ['reply', 'edit', 'copy', 'earlier', 'remove'] as const;
export type ActionName = (typeof actionNames)[number];

/** The conversation on the screen, as far as it matters here. */
interface Place {
  readonly state: Pick<ChatState, 'you' | 'wire'>;
  /** Its name on the wire. */
  readonly room: string;
  /** True where nothing can be written: what was said can be read, and taken back. */
  readonly closed: boolean;
}

/** True where messages can be answered and reacted to. */
export function canChange({ state, closed }: Place): boolean {
  return knowsChanges(state) && !closed;
}

/**
 * In the order in which they are listed; none for a message that is no longer there.
 * @param now epoch milliseconds
 */
export function allowedActions(message: Message, place: Place, now: number): readonly ActionName[] {
  if (message.deleted) return [];
  const changes = canChange(place);
  const orders = keepsOrder(place);
  const allowed: Record<ActionName, boolean> = {
    reply: changes,
    edit: canEdit(message, place, now),
    // A file may come without a word.
    copy: message.content !== '',
    earlier: changes && orders && message.edited !== undefined,
    remove: knowsChanges(place.state) && (orders || isOwn(message, place.state)),
  };
  return actionNames.filter((name) => allowed[name]);
}

/** The last message of one's own that can still be edited, past a picture without words; of the newest ones only. */
export function lastEditable(
  place: Place & { readonly state: Pick<ChatState, 'messages'> },
  now: number,
): Message | null {
  const { state } = place;
  return state.messages.slice(-newest).findLast((message) => canEdit(message, place, now)) ?? null;
}

/** Messages looked through from the end: what lies further back is not what one has just said. */
const newest = 200;

/** False where the server's wire is older than all of this. */
function knowsChanges({ wire }: Place['state']): boolean {
  return !limitationsOf(wire).includes('no-changes');
}

function canEdit(message: Message, place: Place, now: number): boolean {
  const inTime = now - message.at <= editWindowMs;
  const hasText = !message.deleted && message.content !== '';
  return canChange(place) && isOwn(message, place.state) && hasText && inTime;
}

/** True for host and co-hosts in the rooms; what two people say to one another is theirs. */
function keepsOrder({ state: { you }, room }: Place): boolean {
  return you !== null && personOfTalk(room) === null && mayGive(roleOfPerson(you), 'get-edits');
}
