// What an update means for what is on the screen: whether it goes on from what was shown, or something else takes its place.
import type { ChatUpdate } from '../../client/chat-port.ts';
import type { ChatState } from '../../client/chat-state.ts';
import { mainRoom, personOfTalk } from '../../protocol/conversations.ts';
import type { ConversationReset, MessagesChanged } from '../../protocol/events.ts';

/** True where a conversation can be on the screen: a talk also before its first message. */
export function isThere(state: ChatState, room: string): boolean {
  return (
    room === mainRoom || personOfTalk(room) !== null || state.conversations.some((each) => each.room === room)
  );
}

type Heard<Event> = Extract<ChatUpdate, { type: 'event' }> & { readonly event: Event };

/** True where messages of this conversation were edited, deleted or reacted to. */
export function isChangeIn(update: ChatUpdate, room: string): update is Heard<MessagesChanged> {
  if (update.type !== 'event' || update.event.type !== 'messages-changed') return false;
  return (update.event.room ?? mainRoom) === room;
}

/** True where the history of one conversation besides the main room is another one than was held. */
export function isAnew(update: ChatUpdate): update is Heard<ConversationReset> {
  return update.type === 'event' && update.event.type === 'conversation-reset';
}

/** True where the host has another history than the one that was held. */
export function isReset(update: ChatUpdate): boolean {
  return update.type === 'event' && update.event.type === 'joined' && update.event.reset;
}

/** True for what may put messages before or after those that are shown. */
export function isPage(update: ChatUpdate): boolean {
  return update.type === 'view-opened' || (update.type === 'event' && update.event.type === 'history-page');
}

/** True where what is shown now does not go on from what was shown. */
export function isOtherPart(before: ChatState, update: ChatUpdate, after: ChatState): boolean {
  if (update.type === 'view-opened') return after.view !== null || before.view !== null;
  return before.view !== null && after.view === null && !isPage(update);
}
