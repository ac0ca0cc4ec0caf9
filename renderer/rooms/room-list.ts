// The rooms and private talks of a chat as a list shows them: in which order, what is unread, where one is mentioned, and
// who may talk to whom. Pure; knows no words but names.
import type { ChatState } from '../../client/chat-state.ts';
import { conversationOf } from '../../client/conversations.ts';
import { unreadOf } from '../../client/conversation-state.ts';
import { mainRoom, personOfTalk, talkWith } from '../../protocol/conversations.ts';
import type { Person } from '../../protocol/events.ts';
import { callsYou } from '../chat/alerts.ts';
import { messagesAfter } from '../chat/messages-after.ts';
import type { MentionMatcher } from '../chat/mentions.ts';

export interface ListedRoom {
  /** Its name on the wire. */
  readonly room: string;
  /** Empty for a main room that nobody has named. */
  readonly name: string;
  readonly archived: boolean;
  /** Messages after the last one that was read. */
  readonly unread: number;
  /** True where one of them, as far as they are held, is for oneself by name. */
  readonly mentioned: boolean;
}

/** A private talk: its name is that of the other one. */
export type ListedTalk = Omit<ListedRoom, 'archived'>;

/** The rooms in the host's order. One where the chat has no other. */
export function listRooms(state: ChatState, mentions: MentionMatcher): readonly ListedRoom[] {
  const rooms = state.arrangement?.rooms ?? [{ id: mainRoom, name: '' }];
  return rooms.map(({ id, name, archived = false }) => ({
    room: id,
    name,
    archived,
    ...newsOf(state, id, mentions),
  }));
}

/**
 * One's private talks, the one in which something was said last first.
 *
 * @param open the conversation on the screen: a talk that has no message yet is in the list while it is open
 */
export function listTalks(state: ChatState, mentions: MentionMatcher, open: string): readonly ListedTalk[] {
  const held = state.conversations.filter(({ room, lastSeq }) => personOfTalk(room) !== null && lastSeq > 0);
  const lastAt = new Map(held.map(({ room, messages }) => [room, messages.at(-1)?.at ?? 0]));
  const talks = held
    .map(({ room, name }) => ({ room, name: nameOf(state, room) ?? name, ...newsOf(state, room, mentions) }))
    .toSorted((one, other) => (lastAt.get(other.room) ?? 0) - (lastAt.get(one.room) ?? 0));
  if (personOfTalk(open) === null || lastAt.has(open)) return talks;
  return [{ room: open, name: nameOf(state, open) ?? '', unread: 0, mentioned: false }, ...talks];
}

/** True where these two may talk in private, as far as the host has said. */
export function mayTalk(
  { arrangement, you, people }: ChatState,
  person: Pick<Person, 'id' | 'host'>,
): boolean {
  if (you === null || person.id === you.id) return false;
  switch (arrangement?.privateMessages ?? 'nobody') {
    case 'everyone':
      return true;
    case 'with-host':
      return you.host === true || people.some(({ id, host }) => id === person.id && host === true);
    case 'nobody':
      return false;
  }
}

/** True where nothing can be written in a private talk now. Whoever is away may be the host: that is the host's to say. */
export function isTalkClosed(state: ChatState, room: string): boolean {
  const id = personOfTalk(room);
  if (id === null) return false;
  const person = state.people.find((other) => other.id === id);
  if (person === undefined) return (state.arrangement?.privateMessages ?? 'nobody') === 'nobody';
  return !mayTalk(state, person);
}

/** The conversation so many places further in the list; the same one at its end. */
export function neighbourOf(list: readonly { readonly room: string }[], room: string, step: number): string {
  const index = list.findIndex((each) => each.room === room);
  return list[index + step]?.room ?? room;
}

/** The name of the private talk with this person. */
export function talkTo(person: Person): string {
  return talkWith(person.id);
}

function nameOf(state: ChatState, room: string): string | null {
  const id = personOfTalk(room);
  return state.people.find((person) => person.id === id)?.name ?? null;
}

function newsOf(
  state: ChatState,
  room: string,
  mentions: MentionMatcher,
): Pick<ListedRoom, 'unread' | 'mentioned'> {
  const held = conversationOf(state, room);
  const unread = unreadOf(held);
  if (unread === 0) return { unread, mentioned: false };
  const mentioned = messagesAfter(held.messages, held.read).some(
    (message) => message.by !== state.you?.id && callsYou(message, mentions),
  );
  return { unread, mentioned };
}
