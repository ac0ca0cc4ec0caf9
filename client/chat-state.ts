// What the screen shows, folded from updates by a pure function: the same in the window, the browser and the terminal.
// It knows no connection and no clock: the time of each event comes with it.
import type { ChatUpdate, Connection, OutboxMessage } from './chat-port.ts';
import { applyChanges } from './message-changes.ts';
import { appendMessages, firstSeqOf, lastSeqOf, prependMessages } from './held-messages.ts';
import { pageOfView, withView, type HistoryView } from './history-view.ts';
import { isUploading, withFailure, withNumbers, withoutNumbers, withoutStored } from './outbox.ts';
import { mergeReads } from './read-marks.ts';
import { reduceSearch, type SearchState } from './search-state.ts';
import type { DialectName } from '../protocol/dialect.ts';
import type { AccountMode, OwnAccount } from '../protocol/accounts.ts';
import type { Cursor } from '../protocol/commands.ts';
import type {
  Arrangement,
  ChatEvent,
  ChatInfo,
  Joined,
  Message,
  MessagesChanged,
  Person,
  ReadMark,
  StoredMessage,
} from '../protocol/events.ts';
import { typingLifetimeMs } from '../protocol/limits.ts';

/** A join, leave or rename, kept between the messages where it happened. */
export interface PresenceNotice {
  readonly kind: 'joined' | 'left' | 'renamed';
  readonly person: Person;
  readonly oldName?: string;
  readonly at: number;
  /** Number of the newest message when it happened: it is shown after that one. */
  readonly afterSeq: number;
  /** Distinguishes notices; grows. */
  readonly key: number;
}

export interface ChatState {
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
  /** The newest messages: ascending and without gaps by `seq`. */
  readonly messages: readonly Message[];
  /** The last change of a message that was heard of; null where none was. */
  readonly changed: Cursor | null;
  /** How far the others have read: the newest mark of each person. */
  readonly reads: readonly ReadMark[];
  /** What the host has arranged; null on wires that have no such thing. */
  readonly arrangement: Arrangement | null;
  /** True while the host has messages before the first one held. */
  readonly hasOlder: boolean;
  /** An older part of the history that is shown instead of `messages`; null while the newest are shown. */
  readonly view: HistoryView | null;
  /** What is being looked for, and what was found; null where nothing is. */
  readonly search: SearchState | null;
  /** Ascending by `key`, bounded. */
  readonly notices: readonly PresenceNotice[];
  readonly outbox: readonly OutboxMessage[];
  /** Bytes that are out of the files that messages of the outbox wait for, by the message's id. */
  readonly uploads: Readonly<Record<string, number>>;
  /** Where the host has its files (`http://192.168.1.5:8765`); null until joined for the first time. */
  readonly filesAt: string | null;
  /** Who is typing, with the epoch milliseconds until which it stands. */
  readonly typing: readonly { readonly person: Person; readonly until: number }[];
}

/** Most notices kept; older ones are let go of. */
export const maxNotices = 500;

/** What is known before anything was joined. */
export function createChatState(): ChatState {
  return {
    connection: { name: 'idle' },
    wire: null,
    chat: null,
    you: null,
    account: null,
    accountMode: 'open',
    people: [],
    messages: [],
    changed: null,
    reads: [],
    arrangement: null,
    hasOlder: false,
    view: null,
    search: null,
    notices: [],
    outbox: [],
    uploads: {},
    filesAt: null,
    typing: [],
  };
}

/** The state after an update. Never changes `state`, and returns it as it is where the update says nothing new. */
export function reduceChat(state: ChatState, update: ChatUpdate): ChatState {
  switch (update.type) {
    case 'snapshot':
      return update.state;
    case 'connection-changed': {
      // Whoever was typing is not heard stopping while there is no connection.
      const typing = update.connection.name === 'joined' ? state.typing : [];
      const search = reduceSearch(state.search, update);
      return { ...state, connection: update.connection, typing, search };
    }
    case 'wire-found':
      return wireFound(state, update.wire, update.origin ?? state.filesAt);
    case 'view-opened':
      return withView(state, update.page);
    case 'view-closed':
      return state.view === null ? state : { ...state, view: null };
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
  // Only the main room is held.
  if ('room' in event && event.room !== undefined) return state;
  switch (event.type) {
    case 'joined':
      return joined(state, event);
    case 'messages-sent':
      return withMessages(state, event.messages);
    case 'messages-stored':
      return stored(state, event.messages);
    case 'history-page': {
      if (state.view !== null) return pageOfView(state, state.view, event);
      const messages = prependMessages(state.messages, event.messages);
      if (messages === state.messages && event.messages.length > 0) return state;
      return { ...state, messages, hasOlder: event.hasOlder };
    }
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
      return state.you === null ? state : renamed(state, { ...state.you, name: event.name }, event.at);
    case 'person-joined':
      return personJoined(state, event.person, event.at);
    case 'person-left':
      return personLeft(state, event.person, event.at);
    case 'person-renamed':
      return renamed(state, event.person, event.at);
    case 'typing-changed':
      return typingChanged(state, event.person, event.typing, at);
    case 'person-changed':
      return personChanged(state, event.person);
    case 'account-mode-changed':
      return { ...state, accountMode: event.mode };
    case 'messages-changed':
      return messagesChanged(state, event);
    case 'reads-listed':
    case 'reads-changed': {
      const reads = mergeReads(state.reads, event.reads);
      return reads === state.reads ? state : { ...state, reads };
    }
    case 'arranged': {
      const { rooms, privateMessages, readMarks } = event;
      const arrangement = { rooms, privateMessages, readMarks };
      return { ...state, arrangement, reads: readMarks ? state.reads : [] };
    }
    case 'people-listed':
      return { ...state, people: distinct(event.people) };
    // A greeting is for those who do not `join`; ours is answered by `joined` on every wire.
    // The token of an upload is the uploader's business.
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
        ...state,
        messages: [],
        changed: event.changed ?? null,
        reads: [],
        hasOlder: false,
        view: null,
        search: null,
        notices: [],
        outbox: withoutNumbers(state.outbox),
      }
    : state;
  const entered: ChatState = {
    ...base,
    chat: event.chat,
    you: event.you,
    account: event.account ?? null,
    accountMode: event.accountMode ?? 'open',
    people: distinct(event.people),
    arrangement: event.arrangement ?? null,
    typing: [],
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

/** Adds messages at the end. Beyond a gap the held part is let go of, with its notices; it can be fetched again. */
function withMessages(state: ChatState, batch: readonly Message[]): ChatState {
  const messages = appendMessages(state.messages, batch);
  if (messages === state.messages) return state;
  const firstSeq = firstSeqOf(messages) ?? 1;
  const startsAnew = firstSeq !== firstSeqOf(state.messages);
  return {
    ...state,
    messages,
    hasOlder: startsAnew ? firstSeq > 1 : state.hasOlder,
    notices: startsAnew ? state.notices.filter((notice) => notice.afterSeq >= firstSeq - 1) : state.notices,
    outbox: withNumbers(state.outbox, batch),
    typing: withoutSenders(state.typing, batch),
  };
}

/** Wherever a message is shown, it is shown as it is now. */
function messagesChanged(state: ChatState, { changes, changed }: MessagesChanged): ChatState {
  const messages = applyChanges(state.messages, changes);
  const { view, search } = state;
  const viewed = view && applyChanges(view.messages, changes);
  const hits = search && applyChanges(search.hits, changes);
  return {
    ...state,
    messages,
    changed,
    view: view && viewed && viewed !== view.messages ? { ...view, messages: viewed } : view,
    search: search && hits && hits !== search.hits ? { ...search, hits } : search,
  };
}

function withoutSenders(typing: ChatState['typing'], batch: readonly Message[]): ChatState['typing'] {
  if (typing.length === 0) return typing;
  return typing.filter(
    ({ person }) =>
      !batch.some((message) =>
        message.by === undefined ? message.name === person.name : message.by === person.id,
      ),
  );
}

/** Each person once, whatever a host lists: screens and reducers know people by their ids. */
function distinct(people: readonly Person[]): readonly Person[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  return byId.size === people.length ? people : [...byId.values()];
}

/** Somebody who is here already comes back in silence. */
function personJoined(state: ChatState, person: Person, at: number): ChatState {
  if (state.people.some((other) => other.id === person.id)) {
    return { ...state, people: replacePerson(state.people, person) };
  }
  const entered = { ...state, people: [...state.people, person] };
  return person.id === state.you?.id ? entered : withNotice(entered, { kind: 'joined', person, at });
}

function personLeft(state: ChatState, person: Person, at: number): ChatState {
  if (!state.people.some((other) => other.id === person.id)) return state;
  const rest = {
    ...state,
    people: state.people.filter((other) => other.id !== person.id),
    typing: state.typing.filter((entry) => entry.person.id !== person.id),
  };
  return withNotice(rest, { kind: 'left', person, at });
}

/** One's own rename is heard twice, as reply and as news: only the first of them makes a notice. */
function renamed(state: ChatState, person: Person, at: number): ChatState {
  const known = state.people.find((other) => other.id === person.id);
  if (known === undefined || known.name === person.name) return state;
  const next = {
    ...state,
    you: state.you?.id === person.id ? person : state.you,
    people: replacePerson(state.people, person),
    typing: state.typing.map((entry) => (entry.person.id === person.id ? { ...entry, person } : entry)),
  };
  return withNotice(next, { kind: 'renamed', person, oldName: known.name, at });
}

/** A role, not a name: nothing that the others are told between the messages. */
function personChanged(state: ChatState, person: Person): ChatState {
  const isYou = state.you?.id === person.id;
  const account =
    isYou && state.account !== null
      ? { ...state.account, role: person.coHost ? ('co-host' as const) : ('person' as const) }
      : state.account;
  return {
    ...state,
    account,
    you: isYou ? person : state.you,
    people: replacePerson(state.people, person),
  };
}

function replacePerson(people: readonly Person[], person: Person): readonly Person[] {
  return people.map((other) => (other.id === person.id ? person : other));
}

function withNotice(state: ChatState, notice: Omit<PresenceNotice, 'afterSeq' | 'key'>): ChatState {
  const key = (state.notices.at(-1)?.key ?? 0) + 1;
  const added = { ...notice, afterSeq: lastSeqOf(state.messages), key };
  return { ...state, notices: [...state.notices, added].slice(-maxNotices) };
}

function typingChanged(state: ChatState, person: Person, typing: boolean, at: number): ChatState {
  if (person.id === state.you?.id) return state;
  const others = state.typing.filter((entry) => entry.person.id !== person.id && entry.until > at);
  if (!typing) return { ...state, typing: others };
  return { ...state, typing: [...others, { person, until: at + typingLifetimeMs }] };
}
