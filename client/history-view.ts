// An older part of the history that somebody reads, apart from the newest messages, which go on arriving behind it. The
// two are one run again as soon as paging has closed the gap. Pure; knows no connection.
import { continueMessages, firstSeqOf, lastSeqOf, prependMessages } from './held-messages.ts';
import type { HistoryPage, Message } from '../protocol/events.ts';

export interface HistoryView {
  /** Ascending and without gaps by `seq`; never empty, and ends before the newest messages begin. */
  readonly messages: readonly Message[];
  /** True while the host has messages before the first one. There are always newer ones. */
  readonly hasOlder: boolean;
}

/** What of a chat's state this is about. */
interface Viewed {
  readonly messages: readonly Message[];
  readonly hasOlder: boolean;
  readonly view: HistoryView | null;
}

type Page = Pick<HistoryPage, 'messages' | 'hasOlder'>;

/** The messages on the screen, and whether there are older ones. */
export function shownOf(state: Viewed): HistoryView {
  return state.view ?? state;
}

/** The state with a page shown instead of the newest messages, or together with them where it reaches them. */
export function withView<State extends Viewed>(state: State, { messages, hasOlder }: Page): State {
  const firstNewest = firstSeqOf(state.messages);
  const first = firstSeqOf(messages);
  if (firstNewest === null || first === null) return state;
  if (lastSeqOf(messages) < firstNewest - 1) return { ...state, view: { messages, hasOlder } };
  if (first >= firstNewest) return { ...state, view: null };
  const older = messages.slice(0, firstNewest - first);
  return { ...state, messages: older.concat(state.messages), hasOlder, view: null };
}

/** The state after a page that goes on from the view, in either direction. Others change nothing. */
export function pageOfView<State extends Viewed>(state: State, view: HistoryView, page: Page): State {
  const older = prependMessages(view.messages, page.messages);
  if (older !== view.messages) {
    return { ...state, view: { messages: older, hasOlder: page.hasOlder } };
  }
  const longer = continueMessages(view.messages, page.messages);
  return longer === view.messages ? state : withView(state, { messages: longer, hasOlder: view.hasOlder });
}
