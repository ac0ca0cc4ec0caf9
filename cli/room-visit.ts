// Where in a chat a person at a terminal is: in which room or private talk, and what of the others is new to them. One is
// in one conversation at a time; of the others one quiet line says that something was said there.
import type { ChatPort } from '../client/chat-port.ts';
import type { ChatState } from '../client/chat-state.ts';
import { conversationOf, stateOf } from '../client/conversations.ts';
import { unreadOf } from '../client/conversation-state.ts';
import { inRoom, mainRoom } from '../protocol/conversations.ts';
import { findPlace, placeName, placesOf, unreadText } from './chat-rooms.ts';
import { failureSentence } from './chat-sentences.ts';
import { safeLine } from './terminal-text.ts';
import type { Transcript, TranscriptLine } from './transcript.ts';

export interface RoomVisit {
  /** Where one is, as the wire calls it. */
  readonly room: string;
  /** What that is called; empty for the main room. */
  readonly name: string;
  /** A state of the chat as it is seen from there, with everything that waits to be sent. */
  seen(state: ChatState): ChatState;
  /** Goes to the conversation of this name, to the main room for none, and tells what was said there. */
  go(name: string): Promise<void>;
  /** To be called after each update: notes what is read here, and says what is new elsewhere. */
  updated(): void;
}

export interface RoomVisitOptions {
  readonly chat: ChatPort;
  readonly state: () => ChatState;
  readonly tell: (line: TranscriptLine) => void;
  readonly say: (text: string, trouble?: boolean) => void;
  readonly transcript: Pick<Transcript, 'read'>;
}

export function createRoomVisit({ chat, state, tell, say, transcript }: RoomVisitOptions): RoomVisit {
  let room = mainRoom;
  /** Number of the last message that was told, by conversation. */
  const told = new Map<string, number>();
  /** Where something is new that was said already. */
  let known = new Set<string>();

  /** What is new there is fetched before one goes: until then what is said here is told. */
  async function enter(target: string): Promise<void> {
    const opened = await chat.rooms.open(target);
    if (!opened.ok) return say(failureSentence(opened.code), true);
    const held = conversationOf(state(), target);
    if (held.hasOlder && unreadOf(held) > held.messages.length) await chat.loadOlder(target);
    room = target;
    const name = room === mainRoom ? 'the main room' : safeLine(placeName(state(), room));
    say(`You are in ${name} now.`);
    const last = told.get(room) ?? 0;
    const { messages } = conversationOf(state(), room);
    transcript.read(messages.filter(({ seq }) => seq > last)).forEach(tell);
    updated();
  }

  function updated(): void {
    const now = state();
    if (now.connection.name !== 'joined') return;
    const here = conversationOf(now, room);
    told.set(room, here.lastSeq);
    // Whether the others may hear of it is a wish that this terminal does not know.
    if (unreadOf(here) > 0) void chat.markRead(here.lastSeq, true, inRoom(room).room);
    const unread = placesOf(now).filter((place) => place.room !== room && place.unread > 0);
    const isNews = unread.some((place) => !known.has(place.room));
    known = new Set(unread.map((place) => place.room));
    if (isNews) say(unreadText(unread));
  }

  return {
    get room() {
      return room;
    },
    get name() {
      return room === mainRoom ? '' : placeName(state(), room);
    },
    seen(whole) {
      return { ...stateOf(whole, room), outbox: whole.outbox };
    },
    async go(name) {
      const target = name === '' ? mainRoom : findPlace(state(), name);
      if (target === null)
        return say(`There is no room or person ${safeLine(name)}. /rooms lists them.`, true);
      if (target === room) return say('You are there.');
      await enter(target);
    },
    updated,
  };
}
