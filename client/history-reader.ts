// Asks for what is read of the history: older and newer pages, and the part around one message. What the pages mean for
// the screen is decided in `history-view.ts`.
import type { ChatStore } from './chat-store.ts';
import type { ConversationState } from './conversation-state.ts';
import { conversationOf } from './conversations.ts';
import { firstSeqOf, lastSeqOf } from './held-messages.ts';
import { shownOf } from './history-view.ts';
import type { PendingReplies } from './pending-replies.ts';
import { findMessage as findHeld } from './message-changes.ts';
import type { GetHistory, MessageRef } from '../protocol/commands.ts';
import { inRoom, mainRoom } from '../protocol/conversations.ts';
import type { Result } from '../protocol/error-codes.ts';
import type { HistoryPage, Message } from '../protocol/events.ts';
import { defaultPageLength } from '../protocol/limits.ts';
import type { ChatPort } from './chat-port.ts';

/** Of a page around a message, so many come before it: whoever is led there sees what it was about. */
const before = Math.floor(defaultPageLength / 2);

export interface HistoryReaderOptions {
  readonly store: ChatStore;
  readonly replies: PendingReplies<null>;
  readonly newId: () => string;
  /** False where there is no seat to ask from. */
  readonly send: (command: GetHistory) => boolean;
}

export interface HistoryReader extends Pick<
  ChatPort,
  'loadOlder' | 'loadNewer' | 'showMessage' | 'showNewest' | 'findMessage'
> {
  /** Takes a page that was asked for to look at it first; false for one that goes on from what is shown. */
  take(page: HistoryPage): boolean;
}

export function createHistoryReader({ store, replies, newId, send }: HistoryReaderOptions): HistoryReader {
  /** Pages that are looked at before they are shown, by the id of the question; null until they come. */
  const looked = new Map<string, HistoryPage | null>();
  const loadOlder = oneAtATime(async (room) => {
    const { messages, hasOlder } = shownOf(heldOf(room));
    const first = firstSeqOf(messages);
    if (!hasOlder || first === null) return { ok: true, value: false };
    const result = await ask({ before: first, after: null }, room);
    return result.ok ? { ok: true, value: shownOf(heldOf(room)).hasOlder } : result;
  });
  const loadNewer = oneAtATime(async (room) => {
    const { view } = heldOf(room);
    if (view === null) return { ok: true, value: false };
    const result = await ask({ before: null, after: lastSeqOf(view.messages) }, room);
    return result.ok ? { ok: true, value: heldOf(room).view !== null } : result;
  });

  function heldOf(room: string): ConversationState {
    return conversationOf(store.state(), room);
  }

  function ask(
    place: Pick<GetHistory, 'before' | 'after'>,
    room: string,
    id = newId(),
    limit: number = defaultPageLength,
  ): Promise<Result<null>> | Result<null> {
    const sent = send({ type: 'get-history', id, ...place, limit, ...inRoom(room) });
    return sent ? replies.wait(id) : { ok: false, code: 'connection-lost' };
  }

  async function look(after: number, room: string, limit?: number): Promise<Result<HistoryPage | null>> {
    const id = newId();
    looked.set(id, null);
    const result = await ask({ before: null, after }, room, id, limit);
    const page = looked.get(id) ?? null;
    looked.delete(id);
    return result.ok ? { ok: true, value: page } : result;
  }

  function showNewest(room: string): void {
    if (heldOf(room).view !== null) store.emit({ type: 'view-closed', room });
  }

  async function showMessage(seq: number, room = mainRoom): Promise<Result<boolean>> {
    const { wire } = store.state();
    const { messages, view } = heldOf(room);
    if (holds(messages, seq)) showNewest(room);
    if (holds(messages, seq) || holds(view?.messages ?? [], seq)) return { ok: true, value: true };
    if (seq < 1 || wire !== 'native') return { ok: true, value: false };
    // A page of very long messages is shorter: it may end before the one that is wanted, and then begins with it.
    for (const after of [Math.max(0, seq - 1 - before), seq - 1]) {
      const page = await look(after, room);
      if (!page.ok) return page;
      if (page.value === null || !holds(page.value.messages, seq)) continue;
      store.emit({ type: 'view-opened', page: page.value });
      return { ok: true, value: true };
    }
    return { ok: true, value: false };
  }

  async function findMessage(wanted: MessageRef, room = mainRoom): Promise<Result<Message | null>> {
    const { wire } = store.state();
    const { messages, view } = heldOf(room);
    for (const run of [messages, view?.messages ?? []]) {
      if (holds(run, wanted.seq)) return { ok: true, value: findHeld(run, wanted) ?? null };
    }
    if (wire !== 'native') return { ok: true, value: null };
    const page = await look(wanted.seq - 1, room, 1);
    return page.ok ? { ok: true, value: findHeld(page.value?.messages ?? [], wanted) ?? null } : page;
  }

  return {
    findMessage,
    loadOlder,
    loadNewer,
    showMessage,
    showNewest: async (room = mainRoom) => showNewest(room),
    take(page) {
      if (!looked.has(page.replyTo)) return false;
      looked.set(page.replyTo, page);
      return true;
    },
  };
}

/** Whoever asks about a room while an answer is awaited gets the same one. */
function oneAtATime(
  fetch: (room: string) => Promise<Result<boolean>>,
): (room?: string) => Promise<Result<boolean>> {
  const underWay = new Map<string, Promise<Result<boolean>>>();
  return (room = mainRoom) => {
    const running = underWay.get(room) ?? fetch(room).finally(() => underWay.delete(room));
    underWay.set(room, running);
    return running;
  };
}

function holds(run: HistoryPage['messages'], seq: number): boolean {
  const first = firstSeqOf(run);
  return first !== null && seq >= first && seq <= lastSeqOf(run);
}
