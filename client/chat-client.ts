// One person's seat in one chat, as the `ChatPort` that every interface is made for: joining, leaving, and which part of
// the client hears what. Runs unchanged in Node and in a browser. How a connection is kept belongs to `connection.ts`, what
// is said and sent again to `sending-client.ts`.
import { createAccountClient } from './account-client.ts';
import { parseAddress, parsePageUrl } from './address.ts';
import type { ChatPort, Connection, JoinRequest, OutboxMessage } from './chat-port.ts';
import { createChatState } from './chat-state.ts';
import { createChatStore } from './chat-store.ts';
import { createConnection } from './connection.ts';
import { createHistoryReader } from './history-reader.ts';
import { cursorsOf } from './conversations.ts';
import { createSeatKeeper, type SeatStore } from './kept-seat.ts';
import { createPeopleClient } from './people-client.ts';
import { createPendingReplies } from './pending-replies.ts';
import type { Route } from './link.ts';
import type { KeptSecrets, Platform } from './platform.ts';
import { createRoomClient } from './room-client.ts';
import { createSearcher } from './searcher.ts';
import { hostAddressOf, webOriginOf, type Seat } from './seat.ts';
import { createSendingClient } from './sending-client.ts';
import { createTypingThrottle } from './typing-throttle.ts';
import { limitationsOf } from './wire-limits.ts';
import { createWritingClient } from './writing-client.ts';
import type { Command } from '../protocol/commands.ts';
import { inRoom, mainRoom } from '../protocol/conversations.ts';
import type { RefusalCode, Result } from '../protocol/error-codes.ts';
import type { ChatEvent, Joined } from '../protocol/events.ts';
import { createId } from '../protocol/ids.ts';
import { parseNickname } from '../protocol/nickname.ts';

export interface ChatClientOptions {
  readonly platform: Platform;
  /** URL of the page that a host served, which is joined where no address is given; null where there is none. */
  readonly pageUrl?: string | null;
  /**
   * The host key for a socket's origin (`ws://127.0.0.1:8765`) where this program hosts there, else null. Asked for
   * each connection, so that no other host ever gets it.
   */
  readonly hostKeyFor?: (hostAddress: string) => string | null;
  /**
   * Where this program may go away without a word, as a page does: what waits is sent by the next client, under the same
   * ids, which the hosts of older wires do not know.
   */
  readonly seats?: SeatStore;
}

export interface ChatClient extends ChatPort {
  /** Say that the page is seen again, the network is back or the machine woke up: nobody waits for a timer then. */
  wake(): void;
  /** Say that the network is said to be gone: a lost connection is noticed sooner then. */
  doubt(): void;
  /** True while files are on their way, which are lost when the program goes away. */
  isUploading(): boolean;
  /** Ends the connection without giving up the seat, as when the program quits. */
  close(): void;
}

/** A client that is in no chat yet. Validation failures come back as results; nothing throws. */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const { platform } = options;
  const { clock } = platform;
  const store = createChatStore();
  const replies = createPendingReplies<null>();
  const sessions = platform.sessions ?? createMemorySecrets();
  const typing = createTypingThrottle(clock);
  const keeper = createSeatKeeper(options.seats ?? null, platform.deviceKeys);
  const connection = createConnection({
    platform,
    sessions,
    hostKeyFor: options.hostKeyFor ?? (() => null),
    lastMessage: () => store.state().messages.at(-1),
    lastChange: () => store.state().changed,
    cursors: () => cursorsOf(store.state()),
    events: {
      joined,
      heard,
      lost() {
        sending.lost();
        typing.reset();
        replies.failAll('connection-lost');
        accounts.lost();
        writing.lost();
      },
      changed(changed) {
        store.emit({ type: 'connection-changed', connection: changed });
        if (changed.name !== 'joined') return;
        keepSeat();
        rooms.tell();
        sending.sendWaiting();
      },
    },
  });

  const newId = (): string => createId(platform.fillRandom);
  const send = (command: Command): boolean => connection.send(command);
  const sending = createSendingClient({
    platform,
    store,
    newId,
    send,
    // The message itself tells the others that the typing is over.
    said: (room) => typing.reset(room),
  });
  const history = createHistoryReader({ store, replies, newId, send });
  const searcher = createSearcher({ store, newId, send, found: emitEvent });
  const writing = createWritingClient({ store, newId, send });
  const people = createPeopleClient({ store, replies, newId, send });
  const rooms = createRoomClient({ store, replies, clock, newId, send });
  const accounts = createAccountClient({
    newId,
    send,
    sessions,
    hostAddress: () => {
      const url = connection.seat()?.url ?? null;
      return url === null ? null : hostAddressOf(url);
    },
    loggedIn({ account }) {
      store.emit({ type: 'account-changed', account });
      const seat = connection.seat();
      if (seat === null || account.id === store.state().you?.id) return;
      // Somebody else from now on: the seat of before is given up, so that nobody sees two of them.
      connection.send({ type: 'leave', id: newId() });
      void connection.join({ ...seat, nickname: account.name });
    },
    leave,
  });

  let keptOutbox = store.state().outbox;
  store.subscribe((update) => {
    // A snapshot begins with another chat, or with what was kept.
    if (update.type !== 'snapshot' && store.state().outbox !== keptOutbox) keepSeat();
  });

  function keepSeat(): void {
    keptOutbox = store.state().outbox;
    keeper.keep(connection.seat(), keptOutbox);
  }

  function emitEvent(event: ChatEvent): void {
    store.emit({ type: 'event', event, at: clock.now() });
  }

  function joined(event: Joined, { url, wire }: Route): void {
    store.emit({ type: 'wire-found', wire, origin: webOriginOf(url) });
    for (const told of sending.recognise(event, wire)) emitEvent(told);
  }

  function heard(event: ChatEvent): void {
    if (sending.hear(event)) return;
    accounts.heard(event);
    writing.heard(event);
    switch (event.type) {
      case 'messages-stored':
        emitEvent(event);
        return sending.stored(event.messages);
      case 'messages-sent': {
        emitEvent(event);
        // Whoever writes has read what stands before it, wherever else they look meanwhile.
        const you = store.state().you?.id;
        const own = event.messages.findLast(({ by }) => by !== undefined && by === you);
        if (own !== undefined) rooms.hasSpoken(own.seq, event.room);
        return;
      }
      case 'refused':
      case 'protocol-error':
        return refused(event, event.replyTo, event.code);
      case 'nickname-set':
        connection.renamed(event.name);
        emitEvent(event);
        replies.settle(event.replyTo, { ok: true, value: null });
        return;
      case 'done':
        replies.settle(event.replyTo, { ok: true, value: null });
        return;
      case 'edits-listed':
        return;
      // Passwords and tokens are for whoever asked for them, and not for everyone who listens.
      case 'logged-in':
      case 'password-reset':
      case 'accounts-listed':
        return;
      case 'history-page':
        if (!history.take(event)) emitEvent(event);
        replies.settle(event.replyTo, { ok: true, value: null });
        return;
      default:
        emitEvent(event);
    }
  }

  function refused(event: ChatEvent, replyTo: string | null, code: RefusalCode): void {
    // The seat was lost while the message travelled: it waits for the next connection like those behind it.
    if (code === 'not-joined' && replyTo !== null && sending.isOnItsWay(replyTo)) return;
    if (searcher.takeRefusal(replyTo, code)) return;
    emitEvent(event);
    replies.settle(replyTo, { ok: false, code });
    if (replyTo !== null) sending.refused(replyTo);
  }

  /** Starts over with nothing held, but for where the connection stands and what waits to be sent. */
  function startOver(current: Connection, outbox: readonly OutboxMessage[]): void {
    sending.clear();
    rooms.reset();
    store.emit({ type: 'snapshot', state: { ...createChatState(), connection: current, outbox } });
  }

  async function join(request: JoinRequest): Promise<Result<null>> {
    const { address: typed, nickname: wanted, account = null } = request;
    const address = typed === null ? parsePageUrl(options.pageUrl) : parseAddress(typed);
    if (!address.ok) return address;
    const nickname = parseNickname(wanted);
    if (!nickname.ok) return nickname;
    const before = connection.seat();
    const chatPassword = request.chatPassword ?? address.value.password ?? null;
    const seat: Seat = {
      address: address.value,
      nickname: nickname.value.name,
      url: null,
      wire: null,
      chatPassword,
      account,
    };
    // Coming back under another name, as after `nickname-taken`, keeps what was said and what waits to be sent.
    if (before !== null && before.address.urls[0] === seat.address.urls[0]) {
      return connection.join({
        ...seat,
        url: before.url,
        chatPassword: chatPassword ?? before.chatPassword ?? null,
      });
    }
    connection.send({ type: 'leave', id: newId() });
    if (before !== null) keeper.forget(before.address);
    const { url, outbox } = keeper.take(seat.address);
    startOver(store.state().connection, outbox);
    return connection.join({ ...seat, url });
  }

  async function rename(wanted: string): Promise<Result<null>> {
    const nickname = parseNickname(wanted);
    if (!nickname.ok) return nickname;
    if (limitationsOf(store.state().wire).includes('no-rename'))
      return { ok: false, code: 'unknown-command' };
    const id = newId();
    const sent = connection.send({ type: 'set-nickname', id, nickname: nickname.value.name });
    return sent ? replies.wait(id) : { ok: false, code: 'connection-lost' };
  }

  function wasRemoved(): boolean {
    const { connection: current } = store.state();
    return current.name === 'refused' && current.code === 'removed';
  }

  async function leave(): Promise<void> {
    const seat = connection.seat();
    // Whoever was sent away stays that one: leaving would let them in as somebody else.
    const urls =
      seat === null || wasRemoved() ? [] : [...seat.address.urls, seat.url ?? seat.address.urls[0]];
    for (const url of urls) platform.deviceKeys.forget(hostAddressOf(url));
    // Where leaving makes somebody else of the device, the next one must not be logged in as this one.
    const url = seat?.url ?? null;
    const isForgotten = url !== null && platform.deviceKeys.load(hostAddressOf(url)) === null;
    if (isForgotten) accounts.endSession();
    rooms.tell();
    connection.send({ type: 'leave', id: newId() });
    if (seat !== null) keeper.forget(seat.address);
    connection.close();
    startOver({ name: 'closed' }, []);
  }

  return {
    subscribe: (listener) => store.subscribe(listener),
    join,
    send: sending.send,
    sendFile: sending.sendFile,
    retry: sending.retry,
    discard: sending.discard,
    rename,
    loadOlder: history.loadOlder,
    loadNewer: history.loadNewer,
    showMessage: history.showMessage,
    showNewest: history.showNewest,
    findMessage: history.findMessage,
    edit: writing.edit,
    remove: writing.remove,
    react: writing.react,
    editsOf: writing.editsOf,
    readsOf: writing.readsOf,
    setReadMarks: writing.setReadMarks,
    search: searcher.search,
    searchOn: searcher.searchOn,
    stopSearch: searcher.stopSearch,
    async markRead(seq, hidden, room) {
      rooms.markRead(seq, hidden, room);
    },
    async setTyping(isTyping, room = mainRoom) {
      if (store.state().connection.name !== 'joined' || !typing.shouldSay(isTyping, room)) return;
      connection.send({ type: 'set-typing', id: null, typing: isTyping, ...inRoom(room) });
    },
    async reconnectNow() {
      connection.reconnectNow();
    },
    async takeSeat() {
      connection.takeSeat();
    },
    leave,
    accounts: accounts.port,
    rooms: rooms.port,
    people,
    wake: () => connection.wake(),
    doubt: () => connection.doubt(),
    isUploading: sending.isUploading,
    close: () => connection.close(),
  };
}

/** For a platform without a place for them. */
function createMemorySecrets(): KeptSecrets {
  const secrets = new Map<string, string>();
  return {
    load: (hostAddress) => secrets.get(hostAddress) ?? null,
    save: (hostAddress, secret) => void secrets.set(hostAddress, secret),
    forget: (hostAddress) => void secrets.delete(hostAddress),
  };
}
