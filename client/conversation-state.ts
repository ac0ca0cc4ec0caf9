// What is held of one conversation, the main room or another one: its messages, who is typing there, and how far it goes
// and was read. Pure; knows no other conversation and no connection.
import { appendMessages, firstSeqOf, lastSeqOf, prependMessages } from './held-messages.ts';
import { applyChanges } from './message-changes.ts';
import { mergeReads } from './read-marks.ts';
import { pageOfView, type HistoryView } from './history-view.ts';
import type { Cursor } from '../protocol/commands.ts';
import type { HistoryPage, Message, MessagesChanged, Person, ReadMark } from '../protocol/events.ts';
import { typingLifetimeMs } from '../protocol/limits.ts';

export interface ConversationState {
  /** The newest messages: ascending and without gaps by `seq`. */
  readonly messages: readonly Message[];
  /** True while the host has messages before the first one held. */
  readonly hasOlder: boolean;
  /** An older part of the history that is shown instead of `messages`; null while the newest are shown. */
  readonly view: HistoryView | null;
  /** Who is typing, with the epoch milliseconds until which it stands. */
  readonly typing: readonly { readonly person: Person; readonly until: number }[];
  /** Number of the newest message, held or not; 0 where there is none. */
  readonly lastSeq: number;
  /** Number of the newest message that oneself has read, here or on an earlier visit. */
  readonly read: number;
  /** The last change of a message that was heard of; null where none was. */
  readonly changed: Cursor | null;
  /** How far the others have read: the newest mark of each person. */
  readonly reads: readonly ReadMark[];
}

/** Nothing is held, and nothing is known to be there. */
export const emptyConversation: ConversationState = {
  messages: [],
  hasOlder: false,
  view: null,
  typing: [],
  lastSeq: 0,
  read: 0,
  changed: null,
  reads: [],
};

/** How many messages came after the last one that was read. */
export function unreadOf({ lastSeq, read }: Pick<ConversationState, 'lastSeq' | 'read'>): number {
  return Math.max(0, lastSeq - read);
}

/** Adds messages at the end. Beyond a gap the held part is let go of; it can be fetched again. */
export function withArrived<State extends ConversationState>(state: State, batch: readonly Message[]): State {
  const messages = appendMessages(state.messages, batch);
  const lastSeq = Math.max(state.lastSeq, lastSeqOf(batch));
  if (messages === state.messages && lastSeq === state.lastSeq) return state;
  const firstSeq = firstSeqOf(messages) ?? 1;
  const startsAnew = firstSeq !== firstSeqOf(state.messages);
  return {
    ...state,
    messages,
    hasOlder: startsAnew ? firstSeq > 1 : state.hasOlder,
    typing: withoutSenders(state.typing, batch),
    lastSeq,
  };
}

/** Adds a page of the history: where it goes on from what is shown, or where nothing is held yet. */
export function withPage<State extends ConversationState>(state: State, page: HistoryPage): State {
  if (state.view !== null) return pageOfView(state, state.view, page);
  const { hasOlder } = page;
  const isFirst = state.messages.length === 0;
  const messages = isFirst ? page.messages : prependMessages(state.messages, page.messages);
  if (messages === state.messages && page.messages.length > 0) return state;
  return { ...state, messages, hasOlder, lastSeq: Math.max(state.lastSeq, lastSeqOf(messages)) };
}

/** Lets go of all messages for those of another history. */
export function startedAnew<State extends ConversationState>(
  state: State,
  messages: readonly Message[],
  changed: Cursor | null,
): State {
  const lastSeq = lastSeqOf(messages);
  const read = Math.min(state.read, lastSeq);
  const hasOlder = (firstSeqOf(messages) ?? 1) > 1;
  return { ...state, messages, hasOlder, view: null, lastSeq, read, changed, reads: [] };
}

/** Somebody types, or has stopped; `at` is epoch milliseconds. */
export function withTyping<State extends ConversationState>(
  state: State,
  person: Person,
  typing: boolean,
  at: number,
): State {
  const others = state.typing.filter((entry) => entry.person.id !== person.id && entry.until > at);
  if (!typing) return { ...state, typing: others };
  return { ...state, typing: [...others, { person, until: at + typingLifetimeMs }] };
}

/** Wherever a message is shown, it is shown as it is now. */
export function withChanges<State extends ConversationState>(
  state: State,
  { changes, changed }: Pick<MessagesChanged, 'changes' | 'changed'>,
): State {
  const { view } = state;
  const messages = applyChanges(state.messages, changes);
  const viewed = view && applyChanges(view.messages, changes);
  const isViewed = view !== null && viewed !== null && viewed !== view.messages;
  return { ...state, messages, changed, view: isViewed ? { ...view, messages: viewed } : view };
}

/** Others have read; `state` itself where that is known. */
export function withReads<State extends ConversationState>(state: State, news: readonly ReadMark[]): State {
  const reads = mergeReads(state.reads, news);
  return reads === state.reads ? state : { ...state, reads };
}

/** Oneself has read up to `seq`; `state` itself where that is known. */
export function withRead<State extends ConversationState>(state: State, seq: number): State {
  const read = Math.min(seq, state.lastSeq);
  return read <= state.read ? state : { ...state, read };
}

function withoutSenders(
  typing: ConversationState['typing'],
  batch: readonly Message[],
): ConversationState['typing'] {
  if (typing.length === 0) return typing;
  return typing.filter(
    ({ person }) =>
      !batch.some((message) =>
        message.by === undefined ? message.name === person.name : message.by === person.id,
      ),
  );
}
