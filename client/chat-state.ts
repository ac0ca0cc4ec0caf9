// What the screen shows, folded from updates by a pure function: the same in the window, the browser and the terminal.
// It knows no connection and no clock: the time of each event comes with it.
import type { ChatUpdate, Connection, OutboxMessage } from './chat-port.ts';
import {
  emptyConversation,
  startedAnew,
  withArrived,
  withPage,
  withRead,
  withReads,
  withTyping,
  type ConversationState,
} from './conversation-state.ts';
import {
  conversationsOnJoin,
  everywhere,
  messagesChanged,
  positionOf,
  reduceElsewhere,
  withConversation,
  withRooms,
  type OtherConversation,
} from './conversations.ts';
import { firstSeqOf } from './held-messages.ts';
import { withView } from './history-view.ts';
import { isUploading, withFailure, withNumbers, withoutNumbers, withoutStored } from './outbox.ts';
import {
  distinctPeople,
  personChanged,
  personJoined,
  personLeft,
  personRenamed,
  type PresenceNotice,
} from './people-state.ts';
import { reduceSearch, type SearchState } from './search-state.ts';
import type { DialectName } from '../protocol/dialect.ts';
import type { AccountMode, OwnAccount } from '../protocol/accounts.ts';
import type {
  Arrangement,
  ChatEvent,
  ChatInfo,
  Joined,
  Message,
  Person,
  RemovedPerson,
  StoredMessage,
} from '../protocol/events.ts';
import { mainRoom } from '../protocol/conversations.ts';
import { maxFileBytes } from '../protocol/limits.ts';

/** What is held of the main room stands beside what is known of the whole chat. */
export interface ChatState extends ConversationState {
  readonly connection: Connection;
  /** The wire of the present connection, or of the last one; null until joined for the first time. */
  readonly wire: DialectName | null;
  /** Null until joined for the first time. */
  readonly chat: ChatInfo | null;
  readonly you: Person | null;
  /** One's own account; null where one is not logged in. */
  readonly account: OwnAccount | null;
  /** What accounts are for in this chat. */
  readonly accountMode: AccountMode;
  readonly people: readonly Person[];
  /** Who was sent away, for those who may let them back in; nobody for others. */
  readonly removed: readonly RemovedPerson[];
  /** What the host has arranged; null where the chat has one room and nothing else. */
  readonly arrangement: Arrangement | null;
  /** The other rooms and one's own private talks, in no order. */
  readonly conversations: readonly OtherConversation[];
  /** What is being looked for, and what was found; null where nothing is. */
  readonly search: SearchState | null;
  /** Ascending by `key`, bounded. */
  readonly notices: readonly PresenceNotice[];
  /** For all conversations, in the order in which it is to be sent. */
  readonly outbox: readonly OutboxMessage[];
  /** Bytes that are out of the files that messages of the outbox wait for, by the message's id. */
  readonly uploads: Readonly<Record<string, number>>;
  /** Where the host has its files (`http://192.168.1.5:8765`); null until joined for the first time. */
  readonly filesAt: string | null;
  /** Largest file that can be sent here, in bytes. */
  readonly maxFileBytes: number;
}

/** What is known before anything was joined. */
export function createChatState(): ChatState {
  return {
    ...emptyConversation,
    connection: { name: 'idle' },
    wire: null,
    chat: null,
    you: null,
    account: null,
    accountMode: 'open',
    people: [],
    removed: [],
    arrangement: null,
    conversations: [],
    search: null,
    notices: [],
    outbox: [],
    uploads: {},
    filesAt: null,
    maxFileBytes,
  };
}

/** The state after an update. Never changes `state`, and returns it as it is where the update says nothing new. */
export function reduceChat(state: ChatState, update: ChatUpdate): ChatState {
  switch (update.type) {
    case 'snapshot':
      return update.state;
    case 'connection-changed': {
      // Whoever was typing is not heard stopping while there is no connection.
      const quiet = update.connection.name === 'joined' ? state : everywhere(state, withoutTyping);
      const search = reduceSearch(state.search, update);
      return { ...quiet, connection: update.connection, search };
    }
    case 'wire-found':
      return wireFound(state, update.wire, update.origin ?? state.filesAt);
    case 'view-opened':
      return withConversation(state, update.page.room, (held) => withView(held, update.page));
    case 'view-closed':
      return withConversation(state, update.room, (held) =>
        held.view === null ? held : { ...held, view: null },
      );
    case 'read':
      return withConversation(state, update.room, (held) => withRead(held, update.seq));
    case 'search-changed':
      return { ...state, search: update.search };
    case 'account-changed':
      // Whoever logs in as somebody else than they sit as comes back as that one.
      return update.account.id === state.you?.id ? { ...state, account: update.account } : state;
    case 'outbox-changed':
      return { ...state, outbox: update.outbox, uploads: stillUploading(state.uploads, update.outbox) };
    case 'upload-progressed':
      return { ...state, uploads: { ...state.uploads, [update.id]: update.sentBytes } };
    case 'event':
      return reduceEvent(state, update.event, update.at);
  }
}

function wireFound(state: ChatState, wire: DialectName, filesAt: string | null): ChatState {
  return state.wire === wire && state.filesAt === filesAt ? state : { ...state, wire, filesAt };
}

/** Without those that have arrived or were given up. */
function stillUploading(uploads: ChatState['uploads'], outbox: ChatState['outbox']): ChatState['uploads'] {
  const waiting = new Set(outbox.filter(isUploading).map(({ id }) => id));
  const entries = Object.entries(uploads);
  const left = entries.filter(([id]) => waiting.has(id));
  return left.length === entries.length ? uploads : Object.fromEntries(left);
}

function reduceEvent(state: ChatState, event: ChatEvent, at: number): ChatState {
  // A search is known by its question, wherever it looks.
  if (event.type !== 'messages-found' && 'room' in event && event.room !== undefined) {
    return reduceElsewhere(state, event.room, event, at);
  }
  switch (event.type) {
    case 'joined':
      return joined(state, event);
    case 'messages-sent':
      return withMessages(state, event.messages);
    case 'messages-stored':
      return stored(state, event.messages);
    case 'history-page':
      return withPage(state, event);
    case 'messages-found': {
      const search = reduceSearch(state.search, { type: 'event', event, at });
      return search === state.search ? state : { ...state, search };
    }
    case 'refused':
    case 'protocol-error': {
      if (event.replyTo === null) return state;
      const search = reduceSearch(state.search, { type: 'event', event, at });
      const outbox = withFailure(state.outbox, event.replyTo, event.code);
      return outbox === state.outbox && search === state.search ? state : { ...state, outbox, search };
    }
    case 'nickname-set':
      return state.you === null ? state : personRenamed(state, { ...state.you, name: event.name }, event.at);
    case 'person-joined':
      return personJoined(state, event.person, event.at);
    case 'person-left':
      return personLeft(state, event.person, event.at);
    case 'person-renamed':
      return personRenamed(state, event.person, event.at);
    case 'typing-changed':
      if (event.person.id === state.you?.id) return state;
      return withTyping(state, event.person, event.typing, at);
    case 'person-changed':
      return personChanged(state, event.person);
    case 'account-mode-changed':
      return { ...state, accountMode: event.mode };
    case 'messages-changed':
      return messagesChanged(state, event);
    case 'reads-listed':
    case 'reads-changed':
      return withReads(state, event.reads);
    case 'arranged': {
      const { rooms, privateMessages, readMarks } = event;
      const conversations = withRooms(state.conversations, rooms);
      const arranged = { ...state, arrangement: { rooms, privateMessages, readMarks }, conversations };
      return readMarks ? arranged : everywhere(arranged, withoutReads);
    }
    case 'removed-changed':
      return { ...state, removed: event.people };
    case 'people-listed':
      return { ...state, people: distinctPeople(event.people) };
    // A greeting is for those who do not `join`; ours is answered by `joined` on every wire, which also says where the
    // main room begins anew. The token of an upload is the uploader's business.
    case 'greeted':
    case 'upload-allowed':
    case 'done':
    case 'edits-listed':
    case 'conversation-reset':
    case 'replaced':
    case 'logged-in':
    case 'password-reset':
    case 'accounts-listed':
    case 'ping':
    case 'pong':
      return state;
  }
}

function joined(state: ChatState, event: Joined): ChatState {
  const base: ChatState = event.reset
    ? {
        ...startedAnew(state, [], event.changed ?? null),
        search: null,
        notices: [],
        outbox: withoutNumbers(state.outbox, mainRoom),
      }
    : state;
  const main = event.positions?.find(({ room }) => room === mainRoom) ?? {
    room: mainRoom,
    lastSeq: event.lastSeq,
  };
  const entered: ChatState = {
    ...base,
    chat: event.chat,
    you: event.you,
    account: event.account ?? null,
    accountMode: event.accountMode ?? 'open',
    // What is above the protocol's limit does not go through the window's bridge, whatever a host says.
    maxFileBytes: Math.min(event.maxFileBytes ?? maxFileBytes, maxFileBytes),
    people: distinctPeople(event.people),
    removed: event.removed ?? [],
    arrangement: event.arrangement ?? null,
    conversations: withRooms(conversationsOnJoin(state, event), event.arrangement?.rooms ?? []),
    typing: [],
    ...positionOf(main, state.you?.id === event.you.id ? base : undefined),
  };
  return withMessages(entered, event.messages);
}

/** Where one does not hear oneself, the acknowledgement is also how a message of one's own comes to be seen. */
function stored(state: ChatState, messages: readonly StoredMessage[]): ChatState {
  const seen = withMessages(state, messages.filter(isWhole));
  const outbox = withoutStored(seen.outbox, messages);
  return outbox === seen.outbox ? seen : { ...seen, outbox };
}

function isWhole(message: StoredMessage): message is Message {
  return message.name !== undefined && message.content !== undefined && message.at !== undefined;
}

/** Adds messages to the main room. With what is let go of beyond a gap go its notices. */
function withMessages(state: ChatState, batch: readonly Message[]): ChatState {
  const held = withArrived(state, batch);
  if (held.messages === state.messages) return held;
  const firstSeq = firstSeqOf(held.messages) ?? 1;
  const startsAnew = firstSeq !== firstSeqOf(state.messages);
  return {
    ...held,
    notices: startsAnew ? state.notices.filter((notice) => notice.afterSeq >= firstSeq - 1) : state.notices,
    outbox: withNumbers(state.outbox, batch),
  };
}

function withoutReads<State extends ConversationState>(held: State): State {
  return held.reads.length === 0 ? held : { ...held, reads: [] };
}

function withoutTyping<State extends ConversationState>(held: State): State {
  return held.typing.length === 0 ? held : { ...held, typing: [] };
}
