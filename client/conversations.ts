// The conversations of a chat besides the main room: which there are, and how events change what is held of them. Pure;
// what one of them is made of belongs to `conversation-state.ts`.
import type { ChatState } from './chat-state.ts';
import {
  emptyConversation,
  startedAnew,
  withArrived,
  withChanges,
  withPage,
  withReads,
  withTyping,
  type ConversationState,
} from './conversation-state.ts';
import { applyChanges } from './message-changes.ts';
import { withNumbers, withoutNumbers, withoutStored } from './outbox.ts';
import type { RoomCursor } from '../protocol/commands.ts';
import { mainRoom, personOfTalk } from '../protocol/conversations.ts';
import type {
  ChatEvent,
  Joined,
  Message,
  MessagesChanged,
  Room,
  RoomPosition,
  Talk,
} from '../protocol/events.ts';
import { maxRoomCursors } from '../protocol/limits.ts';

/** A room that the host has added, or a private talk. */
export interface OtherConversation extends ConversationState {
  /** Its name on the wire: a room's id, or `@` and a person's. */
  readonly room: string;
  /** What the other one of a private talk was last called; empty for a room, whose name is in the arrangement. */
  readonly name: string;
}

/** Events that say where they happened. */
type RoomEvent = Extract<ChatEvent, { readonly room?: string }>;

const nothing: readonly never[] = [];

/**
 * The chat as a screen that shows this conversation sees it: what is held is that conversation's, and the outbox has what
 * goes there. Of a conversation that is not there yet nothing is held.
 */
export function stateOf(state: ChatState, room: string): ChatState {
  const outbox = state.outbox.some((message) => (message.room ?? mainRoom) !== room)
    ? state.outbox.filter((message) => (message.room ?? mainRoom) === room)
    : state.outbox;
  if (room === mainRoom) return outbox === state.outbox ? state : { ...state, outbox };
  const { messages, hasOlder, view, typing, lastSeq, read, changed, reads } = conversationOf(state, room);
  // Who comes and goes is told in the main room.
  const held = { messages, hasOlder, view, typing, lastSeq, read, changed, reads };
  return { ...state, ...held, notices: nothing, outbox };
}

/** What is held of a conversation; nothing of one that is not there yet. */
export function conversationOf(
  state: Pick<ChatState, 'conversations'> & ConversationState,
  room: string,
): ConversationState {
  if (room === mainRoom) return state;
  return state.conversations.find((each) => each.room === room) ?? emptyConversation;
}

/** The state with one conversation changed, which is begun where it is not there yet. */
export function withConversation(
  state: ChatState,
  room: string | undefined,
  change: <State extends ConversationState>(held: State) => State,
): ChatState {
  if (room === undefined || room === mainRoom) return change(state);
  const known = state.conversations.find((each) => each.room === room);
  const held = known ?? { ...emptyConversation, room, name: '' };
  const changed = change(held);
  if (changed === held) return state;
  const conversations =
    known === undefined
      ? [...state.conversations, changed]
      : state.conversations.map((each) => (each === known ? changed : each));
  return { ...state, conversations };
}

/** The state after an event of a conversation that is not the main room. */
export function reduceElsewhere(state: ChatState, room: string, event: RoomEvent, at: number): ChatState {
  const you = state.you?.id ?? null;
  switch (event.type) {
    case 'messages-sent': {
      const said = withConversation(state, room, (held) => withArrived(held, event.messages));
      if (said === state) return state;
      const outbox = withNumbers(said.outbox, event.messages);
      return { ...named(said, room, event.messages, you), outbox };
    }
    case 'messages-stored':
      return { ...state, outbox: withoutStored(state.outbox, event.messages) };
    case 'history-page':
      return withConversation(state, room, (held) => withPage(held, event));
    case 'conversation-reset': {
      const anew = withConversation(state, room, (held) => startedAnew(held, event.messages, event.changed));
      return { ...anew, outbox: withoutNumbers(state.outbox, room) };
    }
    case 'typing-changed':
      if (event.person.id === you) return state;
      return withConversation(state, room, (held) => withTyping(held, event.person, event.typing, at));
    case 'messages-changed':
      return messagesChanged(state, event);
    case 'reads-listed':
    case 'reads-changed':
      return withConversation(state, room, (held) => withReads(held, event.reads));
    case 'messages-found':
      return state;
  }
}

/** What became of messages of one conversation, also of those that a search has found there. */
export function messagesChanged(state: ChatState, event: MessagesChanged): ChatState {
  const next = withConversation(state, event.room, (held) => withChanges(held, event));
  const { search } = state;
  if (search === null || (search.room ?? mainRoom) !== (event.room ?? mainRoom)) return next;
  const hits = applyChanges(search.hits, event.changes);
  return hits === search.hits ? next : { ...next, search: { ...search, hits } };
}

/** What a message in a private talk says of what the other one is called. */
function named(state: ChatState, room: string, messages: readonly Message[], you: string | null): ChatState {
  const last = messages.at(-1);
  if (last === undefined || personOfTalk(room) === null) return state;
  const name = last.by === you ? last.to : last.name;
  if (name === undefined) return state;
  const conversations = state.conversations.map((each) =>
    each.room === room && each.name !== name ? { ...each, name } : each,
  );
  return { ...state, conversations };
}

/** The conversations after coming in: those that the host names, with what is still good of what was held. */
export function conversationsOnJoin(state: ChatState, event: Joined): readonly OtherConversation[] {
  // Somebody else has other talks, and an older host has none.
  const isSame = state.you?.id === event.you.id;
  const resumed = new Set(isSame ? cursorsOf(state).map(({ room }) => room) : []);
  const known = new Map(isSame ? state.conversations.map((each) => [each.room, each]) : []);
  const places: readonly (RoomPosition | Talk)[] = [...(event.positions ?? []), ...(event.talks ?? [])];
  return places
    .filter(({ room }) => room !== mainRoom)
    .map((place) => {
      const held = known.get(place.room);
      // Where the host was not told what is held, it says nothing of what is missing.
      const base =
        held === undefined || !resumed.has(place.room)
          ? { ...emptyConversation, room: place.room, name: '' }
          : held;
      const name = 'name' in place ? place.name : '';
      return { ...base, name, typing: nothing, ...positionOf(place, held) };
    });
}

/** How far a conversation goes and was read, given what was known of it before. */
export function positionOf(
  { room, lastSeq, read }: RoomPosition,
  held: Pick<ConversationState, 'read'> | undefined,
): Pick<ConversationState, 'lastSeq' | 'read'> {
  // What was said in a room before somebody's first visit is not news to them; what was said to them alone is.
  const unknown = held?.read ?? (personOfTalk(room) === null ? lastSeq : 0);
  return { lastSeq, read: Math.min(lastSeq, Math.max(read ?? unknown, held?.read ?? 0)) };
}

/** Every room that is listed has its place, also one that was opened just now. */
export function withRooms(
  conversations: readonly OtherConversation[],
  rooms: readonly Room[],
): readonly OtherConversation[] {
  const known = new Set(conversations.map(({ room }) => room));
  const added = rooms.filter(({ id }) => id !== mainRoom && !known.has(id));
  if (added.length === 0) return conversations;
  return [...conversations, ...added.map(({ id }) => ({ ...emptyConversation, room: id, name: '' }))];
}

/** What is said in `join` of the conversations besides the main room of which messages are held. */
export function cursorsOf({ conversations }: Pick<ChatState, 'conversations'>): readonly RoomCursor[] {
  return conversations
    .flatMap(({ room, messages, changed }): RoomCursor[] => {
      const last = messages.at(-1);
      if (last === undefined) return [];
      return [{ room, seq: last.seq, id: last.id, at: last.at, ...(changed && { changed }) }];
    })
    .slice(0, maxRoomCursors);
}

/** The same change in every conversation. */
export function everywhere(
  state: ChatState,
  change: <State extends ConversationState>(held: State) => State,
): ChatState {
  const conversations = state.conversations.map((held) => change(held));
  return { ...change(state), conversations };
}
