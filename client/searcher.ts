// Has the host look through its history, or looks through what is held where the server cannot. What was found is in
// the state of the chat.
import type { ChatPort } from './chat-port.ts';
import type { ChatStore } from './chat-store.ts';
import { conversationOf } from './conversations.ts';
import { canSearchOn, createSearchState, type SearchState } from './search-state.ts';
import { limitationsOf } from './wire-limits.ts';
import type { SearchMessages, StopSearch } from '../protocol/commands.ts';
import { mainRoom } from '../protocol/conversations.ts';
import type { RefusalCode } from '../protocol/error-codes.ts';
import type { Message, MessagesFound } from '../protocol/events.ts';
import { defaultPageLength } from '../protocol/limits.ts';
import { hasWords, parseQuery } from '../protocol/search.ts';

export interface SearcherOptions {
  readonly store: ChatStore;
  readonly newId: () => string;
  /** False where there is no seat to ask from. */
  readonly send: (command: SearchMessages | StopSearch) => boolean;
  /** Tells everyone what was found without a host. */
  readonly found: (event: MessagesFound) => void;
}

export interface Searcher extends Pick<ChatPort, 'search' | 'searchOn' | 'stopSearch'> {
  /** Takes the refusal of a host that does not know how to search; false where it is another one. */
  takeRefusal(replyTo: string | null, code: RefusalCode): boolean;
}

export function createSearcher({ store, newId, send, found }: SearcherOptions): Searcher {
  function begin(search: SearchState): void {
    const words = parseQuery(search.query);
    if (!words.ok) {
      return store.emit({
        type: 'search-changed',
        search: { ...search, running: false, failure: words.code },
      });
    }
    store.emit({ type: 'search-changed', search });
    const { id, query, searchedTo, whole, room } = search;
    if (!whole)
      return found(
        findHeld(conversationOf(store.state(), room ?? mainRoom).messages, id, words.value, searchedTo),
      );
    const where = room === undefined ? {} : { room };
    const limit = defaultPageLength;
    if (send({ type: 'search-messages', id, query, before: searchedTo, limit, ...where })) return;
    store.emit({
      type: 'search-changed',
      search: { ...search, running: false, failure: 'connection-lost' },
    });
  }

  return {
    async search(query, room = mainRoom) {
      const whole = !limitationsOf(store.state().wire).includes('no-search');
      begin(createSearchState(newId(), query, whole, room === mainRoom ? undefined : room));
    },
    async searchOn() {
      const { search } = store.state();
      if (search !== null && canSearchOn(search)) {
        begin({ ...search, id: newId(), running: true, failure: null });
      }
    },
    async stopSearch() {
      const { search } = store.state();
      if (search === null) return;
      if (search.running && search.whole) send({ type: 'stop-search', id: newId() });
      store.emit({ type: 'search-changed', search: null });
    },
    takeRefusal(replyTo, code) {
      const { search } = store.state();
      if (code !== 'unknown-command' || search === null || replyTo !== search.id) return false;
      begin(createSearchState(newId(), search.query, false, search.room));
      return true;
    },
  };
}

/** A page of hits among the messages held, newest first. */
function findHeld(
  held: readonly Message[],
  replyTo: string,
  words: readonly string[],
  before: number | null,
): MessagesFound {
  const messages: Message[] = [];
  for (let index = held.length - 1; index >= 0 && messages.length < defaultPageLength; index -= 1) {
    const message = held[index];
    if (message === undefined || message.seq >= (before ?? Infinity)) continue;
    if (hasWords(message.content, words)) messages.push(message);
  }
  const enough = messages.length === defaultPageLength;
  const searchedTo = enough ? (messages.at(-1)?.seq ?? 1) : 1;
  const lastSeq = held.at(-1)?.seq ?? 0;
  return { type: 'messages-found', replyTo, messages, searchedTo, lastSeq, over: true };
}
