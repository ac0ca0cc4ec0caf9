// The rooms and private talks of a chat as a terminal speaks of them: by their names. Pure.
import type { ChatState } from '../client/chat-state.ts';
import { conversationOf } from '../client/conversations.ts';
import { unreadOf } from '../client/conversation-state.ts';
import { mainRoom, personOfTalk, talkWith } from '../protocol/conversations.ts';
import { foldNickname } from '../protocol/nickname.ts';
import { safeLine } from './terminal-text.ts';

/** What a main room is called that nobody has named. */
const mainName = 'main';

export interface Place {
  /** Its name on the wire. */
  readonly room: string;
  /** As people call it: of a talk the other one's name. */
  readonly name: string;
  readonly unread: number;
  readonly archived: boolean;
}

/** The rooms in the host's order, then the private talks in which something was said. */
export function placesOf(state: ChatState): readonly Place[] {
  const rooms = state.arrangement?.rooms ?? [{ id: mainRoom, name: '' }];
  const talks = state.conversations.filter(({ room, lastSeq }) => personOfTalk(room) !== null && lastSeq > 0);
  return [
    ...rooms.map(({ id, name, archived = false }) => ({
      room: id,
      name: name === '' ? mainName : name,
      archived,
    })),
    ...talks.map(({ room, name }) => ({ room, name: nameOfPerson(state, room) ?? name, archived: false })),
  ].map((place) => ({ ...place, unread: unreadOf(conversationOf(state, place.room)) }));
}

/** What a conversation is called. */
export function placeName(state: ChatState, room: string): string {
  return placesOf(state).find((place) => place.room === room)?.name ?? nameOfPerson(state, room) ?? '?';
}

/** The conversation of this name: a room, a talk, or the talk with somebody who is here. Null where there is none. */
export function findPlace(state: ChatState, name: string): string | null {
  const key = foldNickname(name);
  const place = placesOf(state).find((each) => foldNickname(each.name) === key);
  return place?.room ?? findTalk(state, name);
}

/** Parts `NAME text`, where names may have blanks; null where the text begins with nobody's name. */
export function splitTalk(
  state: ChatState,
  text: string,
): { readonly room: string; readonly content: string } | null {
  // The longest name first: there may be an An and an An Nhiên.
  const ends = Array.from(text.matchAll(/\s+|$/g), ({ index }) => index).reverse();
  for (const end of ends) {
    const room = findTalk(state, text.slice(0, end));
    if (room !== null) return { room, content: text.slice(end).trim() };
  }
  return null;
}

/** All of them on one line. */
export function roomsText(state: ChatState, current: string): string {
  const listed = (places: readonly Place[]): string =>
    places
      .map(({ room, name, unread, archived }) => {
        const marks = [
          room === current ? 'you are here' : '',
          archived ? 'closed' : '',
          unread > 0 && room !== current ? `${unread} new` : '',
        ].filter((mark) => mark !== '');
        return marks.length === 0 ? safeLine(name) : `${safeLine(name)} (${marks.join(', ')})`;
      })
      .join(', ');
  const places = placesOf(state);
  const talks = places.filter(({ room }) => personOfTalk(room) !== null);
  const rooms = places.filter((place) => !talks.includes(place));
  return `Rooms: ${listed(rooms)}.${talks.length === 0 ? '' : ` Private: ${listed(talks)}.`}`;
}

/** What is unread elsewhere; empty for nothing. */
export function unreadText(unread: readonly Place[]): string {
  const named = unread.map((place) => {
    const whose = personOfTalk(place.room) === null ? 'in' : 'from';
    return `${place.unread} ${whose} ${safeLine(place.name)}`;
  });
  return named.length === 0 ? '' : `New elsewhere: ${named.join(', ')}. /room NAME goes there.`;
}

function findTalk(state: ChatState, name: string): string | null {
  const key = foldNickname(name);
  if (key === '') return null;
  const person = state.people.find(
    ({ id, name: called }) => id !== state.you?.id && foldNickname(called) === key,
  );
  if (person !== undefined) return talkWith(person.id);
  const talk = state.conversations.find(
    ({ room, name: called }) => personOfTalk(room) !== null && foldNickname(called) === key,
  );
  return talk?.room ?? null;
}

function nameOfPerson(state: ChatState, room: string): string | null {
  const id = personOfTalk(room);
  return id === null ? null : (state.people.find((person) => person.id === id)?.name ?? null);
}
