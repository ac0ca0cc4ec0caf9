// A chat for tests: a port that tells what a test says, and notes what it is asked. For tests only.
import { createChatState } from '../../client/chat-state.ts';
import type { ChatState } from '../../client/chat-state.ts';
import { createChatStore } from '../../client/chat-store.ts';
import type { ChatPort, ChatUpdate, Connection } from '../../client/chat-port.ts';
import type { Result } from '../../protocol/error-codes.ts';
import type { ChatEvent, Message } from '../../protocol/events.ts';
import { MessageActions } from '../write/message-actions.svelte.ts';
import type { ChatModel } from './chat-model.svelte.ts';
import { createNotingChatPort } from '../testing/ports.ts';

export const you = { id: 'b', name: 'Bình' };
export const an = { id: 'a', name: 'An' };

/** Message `seq`, a second after the one before. */
export function message(seq: number, by = an): Message {
  return {
    seq,
    id: `m${String(seq)}`,
    name: by.name,
    by: by.id,
    content: `tin ${String(seq)}`,
    at: 1_000 * seq,
  };
}

/** Notes what the composer is asked for and what is copied. */
export function createTestActions(chat: ChatModel) {
  const asked: string[] = [];
  const actions = new MessageActions({
    port: chat.port,
    you: () => chat.state.you?.id ?? null,
    reply: ({ id }) => void asked.push(`reply ${id}`),
    edit: ({ id }) => void asked.push(`edit ${id}`),
    copy: (text) => void asked.push(`copy ${text}`),
    openEmoji: () => Promise.reject(new Error('the host is gone')),
  });
  return { actions, asked };
}

/** Joined, with An and one message of theirs, but for what `change` says. */
export function createTestChat(change: Partial<ChatState> = {}) {
  const store = createChatStore();
  const state: ChatState = {
    ...createChatState(),
    connection: { name: 'joined', address: 'x' },
    chat: { name: 'Lớp 9A', hostName: 'Bình' },
    you,
    people: [an, you],
    messages: [message(1)],
    ...change,
  };
  store.emit({ type: 'snapshot', state });
  const asked: string[] = [];
  const notToShow = new Set<number>();
  let listeners = 0;
  const ask = async (what: string) => void asked.push(what);
  const base = createNotingChatPort();
  const { refusals } = base;
  const answer = async (what: string): Promise<Result<null>> => {
    asked.push(what);
    const code = refusals.shift();
    return code === undefined ? { ok: true, value: null } : { ok: false, code };
  };
  const port: ChatPort = {
    ...base,
    subscribe(listener) {
      listeners += 1;
      const stop = store.subscribe(listener);
      return () => {
        listeners -= 1;
        stop();
      };
    },
    async send(content, { reply } = {}) {
      asked.push(`send ${content}${reply === undefined ? '' : ` to ${reply.id}`}`);
      return { ok: true, value: null };
    },
    edit: ({ id }, content) => answer(`edit ${id} ${content}`),
    remove: ({ id }) => answer(`remove ${id}`),
    react: ({ id }, emoji, on) => answer(`react ${id} ${emoji} ${on ? 'on' : 'off'}`),
    retry: (id) => ask(`retry ${id}`),
    discard: (id) => ask(`discard ${id}`),
    async showMessage(seq) {
      asked.push(`show ${String(seq)}`);
      return { ok: true, value: !notToShow.has(seq) };
    },
    async showNewest() {
      asked.push('show newest');
      store.emit({ type: 'view-closed' });
    },
    search: (query) => ask(`search ${query}`),
    searchOn: () => ask('search on'),
    async stopSearch() {
      asked.push('stop search');
      store.emit({ type: 'search-changed', search: null });
    },
    reconnectNow: () => ask('reconnect now'),
    takeSeat: () => ask('take seat'),
    async leave() {
      asked.push('leave');
      store.emit({ type: 'snapshot', state: { ...createChatState(), connection: { name: 'closed' } } });
    },
  };
  return {
    port,
    /** What the port was asked to do, in order. */
    asked,
    joins: base.joins,
    /** Calls about rooms, people and accounts. */
    calls: base.calls,
    /** The answers to the next joins, edits, deletions, reactions and what is asked about people; then they succeed. */
    refusals,
    emit: (update: ChatUpdate) => store.emit(update),
    /** Message `seq` is no longer there. */
    refuseToShow: (seq: number) => void notToShow.add(seq),
    hear: (event: ChatEvent, at = Date.now()) => store.emit({ type: 'event', event, at }),
    say: (...messages: Message[]) =>
      store.emit({ type: 'event', event: { type: 'messages-sent', messages }, at: Date.now() }),
    connect: (connection: Connection) => store.emit({ type: 'connection-changed', connection }),
    isHeard: () => listeners > 0,
  };
}
