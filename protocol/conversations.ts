// How conversations are named on the native wire: rooms by their ids, the private talk with somebody by that person's.
import { isMessageId } from './ids.ts';

/** The room that every host has, and the only one that older wires know. On the wire its name may be left out. */
export const mainRoom = 'main';

const talkMark = '@';

/** The name of one's private talk with this person. */
export function talkWith(personId: string): string {
  return talkMark + personId;
}

/** With whom a conversation of this name is; null where it is a room. */
export function personOfTalk(conversation: string): string | null {
  return conversation.startsWith(talkMark) ? conversation.slice(talkMark.length) : null;
}

/** How a command or a call names the conversation that it is about: the main room is not named. */
export function inRoom(room: string | undefined): { readonly room?: string } {
  return room === undefined || room === mainRoom ? {} : { room };
}

/** True for what may name a room: `main`, or 8 to 64 characters of base64url. */
export function isRoomId(value: unknown): value is string {
  return value === mainRoom || isMessageId(value);
}

/** True for what may name a conversation. Whether there is one is for the host to say. */
export function isConversation(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return isRoomId(personOfTalk(value) ?? value) && value !== talkWith(mainRoom);
}
