// A search as a screen shows it, folded from what the host says of it. Pure; knows neither the chat nor a connection.
import type { ChatUpdate } from './chat-port.ts';
import type { ConnectionCode, RefusalCode } from '../protocol/error-codes.ts';
import type { Message } from '../protocol/events.ts';

export interface SearchState {
  /** Of the command that is being answered, or was the last to be. */
  readonly id: string;
  readonly query: string;
  /** The conversation that is looked through; absent for the main room. */
  readonly room?: string;
  /** Newest first. */
  readonly hits: readonly Message[];
  /** Messages from this number on have been looked through; 1 when all have, null before anything is known. */
  readonly searchedTo: number | null;
  /** Number of the newest message when it began; 0 before anything is known. */
  readonly lastSeq: number;
  readonly running: boolean;
  /** Why it ended too soon. */
  readonly failure: RefusalCode | ConnectionCode | null;
  /** False where the server cannot search, so that only the messages held here were looked through. */
  readonly whole: boolean;
}

/** A search that has just been asked for. */
export function createSearchState(id: string, query: string, whole: boolean, room?: string): SearchState {
  return {
    id,
    query,
    ...(room !== undefined && { room }),
    hits: [],
    searchedTo: null,
    lastSeq: 0,
    running: true,
    failure: null,
    whole,
  };
}

/** True where there may be more hits than those that are shown. */
export function canSearchOn({ running, searchedTo }: SearchState): boolean {
  return !running && searchedTo !== 1;
}

/** What has been looked through, from 0 to 1. */
export function searchProgress({ searchedTo, lastSeq }: SearchState): number {
  if (searchedTo === null) return 0;
  return searchedTo <= 1 ? 1 : Math.max(0, 1 - (searchedTo - 1) / lastSeq);
}

/** The search after an event or a change of the connection; itself where that says nothing of it. */
export function reduceSearch(
  search: SearchState | null,
  update: Extract<ChatUpdate, { type: 'event' | 'connection-changed' }>,
): SearchState | null {
  if (search === null) return null;
  if (update.type === 'connection-changed') {
    if (!search.running || update.connection.name === 'joined') return search;
    return { ...search, running: false, failure: 'connection-lost' };
  }
  const { event } = update;
  if (!('replyTo' in event) || event.replyTo !== search.id) return search;
  if (event.type === 'messages-found') {
    const { messages, searchedTo, over } = event;
    return {
      ...search,
      hits: messages.length === 0 ? search.hits : search.hits.concat(messages),
      searchedTo,
      lastSeq: Math.max(search.lastSeq, event.lastSeq),
      running: !over,
    };
  }
  if (event.type !== 'refused' && event.type !== 'protocol-error') return search;
  return { ...search, running: false, failure: event.code };
}
