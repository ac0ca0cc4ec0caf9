// Asks for what is read of the history: older and newer pages, and the part around one message. What the pages mean for
// the screen is decided in `history-view.ts`.
import type { ChatStore } from './chat-store.ts';
import { firstSeqOf, lastSeqOf } from './held-messages.ts';
import { shownOf } from './history-view.ts';
import type { PendingReplies } from './pending-replies.ts';
import { findMessage as findHeld } from './message-changes.ts';
import type { GetHistory, MessageRef } from '../protocol/commands.ts';
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
  const loadOlder = oneAtATime(async () => {
    const { messages, hasOlder } = shownOf(store.state());
    const first = firstSeqOf(messages);
    if (!hasOlder || first === null) return { ok: true, value: false };
    const result = await ask({ before: first, after: null });
    return result.ok ? { ok: true, value: shownOf(store.state()).hasOlder } : result;
  });
  const loadNewer = oneAtATime(async () => {
    const { view } = store.state();
    if (view === null) return { ok: true, value: false };
    const result = await ask({ before: null, after: lastSeqOf(view.messages) });
    return result.ok ? { ok: true, value: store.state().view !== null } : result;
  });

  function ask(
    place: Pick<GetHistory, 'before' | 'after' | 'room'>,
    id = newId(),
    limit: number = defaultPageLength,
  ): Promise<Result<null>> | Result<null> {
    const sent = send({ type: 'get-history', id, ...place, limit });
    return sent ? replies.wait(id) : { ok: false, code: 'connection-lost' };
  }

  async function look(
    after: number,
    place: Pick<GetHistory, 'room'> = {},
    limit?: number,
  ): Promise<Result<HistoryPage | null>> {
    const id = newId();
    looked.set(id, null);
    const result = await ask({ ...place, before: null, after }, id, limit);
    const page = looked.get(id) ?? null;
    looked.delete(id);
    return result.ok ? { ok: true, value: page } : result;
  }

  function showNewest(): void {
    if (store.state().view !== null) store.emit({ type: 'view-closed' });
  }

  async function showMessage(seq: number): Promise<Result<boolean>> {
    const { messages, view, wire } = store.state();
    if (holds(messages, seq)) showNewest();
    if (holds(messages, seq) || holds(view?.messages ?? [], seq)) return { ok: true, value: true };
    if (seq < 1 || wire !== 'native') return { ok: true, value: false };
    // A page of very long messages is shorter: it may end before the one that is wanted, and then begins with it.
    for (const after of [Math.max(0, seq - 1 - before), seq - 1]) {
      const page = await look(after);
      if (!page.ok) return page;
      if (page.value === null || !holds(page.value.messages, seq)) continue;
      store.emit({ type: 'view-opened', page: page.value });
      return { ok: true, value: true };
    }
    return { ok: true, value: false };
  }

  async function findMessage(wanted: MessageRef, room?: string): Promise<Result<Message | null>> {
    const { messages, view, wire } = store.state();
    const held = room === undefined ? [messages, view?.messages ?? []] : [];
    for (const run of held) {
      if (holds(run, wanted.seq)) return { ok: true, value: findHeld(run, wanted) ?? null };
    }
    if (wire !== 'native') return { ok: true, value: null };
    const page = await look(wanted.seq - 1, room === undefined ? {} : { room }, 1);
    return page.ok ? { ok: true, value: findHeld(page.value?.messages ?? [], wanted) ?? null } : page;
  }

  return {
    findMessage,
    loadOlder,
    loadNewer,
    showMessage,
    showNewest: async () => showNewest(),
    take(page) {
      if (!looked.has(page.replyTo)) return false;
      looked.set(page.replyTo, page);
      return true;
    },
  };
}

/** Whoever asks while an answer is awaited gets the same one. */
function oneAtATime(fetch: () => Promise<Result<boolean>>): () => Promise<Result<boolean>> {
  let underWay: Promise<Result<boolean>> | null = null;
  return () =>
    (underWay ??= fetch().finally(() => {
      underWay = null;
    }));
}

function holds(run: HistoryPage['messages'], seq: number): boolean {
  const first = firstSeqOf(run);
  return first !== null && seq >= first && seq <= lastSeqOf(run);
}
