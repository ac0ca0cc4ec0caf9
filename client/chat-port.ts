// The one interface through which an interface (window, page or terminal) sees a chat. In a browser it is the client
// in the page; in the window it is the same client in the main process, behind IPC.
import type { AccountPort } from './account-port.ts';
import type { OwnAccount } from '../protocol/accounts.ts';
import type { DialectName } from '../protocol/dialect.ts';
import type { MessageRef } from '../protocol/commands.ts';
import type { ConnectionCode, RefusalCode, Result } from '../protocol/error-codes.ts';
import type { ChatEvent, EditsListed, HistoryPage, Message } from '../protocol/events.ts';
import type { FileInfo } from '../protocol/files.ts';
import type { ChatState } from './chat-state.ts';
import type { PeoplePort } from './people-port.ts';
import type { RoomPort } from './room-port.ts';
import type { SearchState } from './search-state.ts';

/** Where the one connection stands. */
export type Connection =
  | { readonly name: 'idle' }
  /** First try; nothing has been joined yet. */
  | { readonly name: 'connecting'; readonly address: string }
  | { readonly name: 'joined'; readonly address: string }
  /** Was joined, is not, and tries by itself. */
  | {
      readonly name: 'reconnecting';
      readonly address: string;
      readonly code: ConnectionCode;
      /** Epoch milliseconds of the next try; null while a try is under way. */
      readonly retryAt: number | null;
    }
  /** The same device took the seat elsewhere. Does not reconnect by itself; `takeSeat` does. */
  | { readonly name: 'replaced'; readonly address: string }
  /** The host said no, or no host answered the first try. Stays until the next `join`. */
  | { readonly name: 'refused'; readonly address: string; readonly code: RefusalCode | ConnectionCode }
  /** Left on purpose. */
  | { readonly name: 'closed' };

/** A message of one's own that the host has not stored yet. */
export interface OutboxMessage {
  readonly id: string;
  readonly content: string;
  /** Epoch milliseconds of the moment it was written. */
  readonly at: number;
  /** Null while it is on its way; the reason once the host refused it. */
  readonly failure: RefusalCode | null;
  readonly file?: OutboxFile;
  /** The conversation that it is for; absent for the main room. */
  readonly room?: string;
  /** Its number once everyone has seen it: it stands among `messages` too, until it is surely on disk. */
  readonly seq?: number;
  /** The message that it answers. */
  readonly reply?: MessageRef;
}

/** A file that goes with a message; its id is there once the host has it. */
export type OutboxFile = Omit<FileInfo, 'id'> & Partial<Pick<FileInfo, 'id'>>;

/** A file to be sent, as the interface has prepared it. */
export interface OutgoingFile {
  readonly name: string;
  readonly type: string;
  readonly body: Blob;
  /** Of a picture, in pixels: its row has its place before the host has seen it. */
  readonly width?: number;
  readonly height?: number;
}

/** What a listener hears, in order. Folding them with `reduceChat` gives the state. */
export type ChatUpdate =
  | { readonly type: 'snapshot'; readonly state: ChatState }
  | { readonly type: 'event'; readonly event: ChatEvent; readonly at: number }
  | { readonly type: 'connection-changed'; readonly connection: Connection }
  /**
   * Comes before the `joined` of each connection. `limitationsOf` says what this wire cannot do; `origin` is where the
   * host has its files, as `http://192.168.1.5:8765`.
   */
  | { readonly type: 'wire-found'; readonly wire: DialectName; readonly origin?: string }
  /** The page is shown instead of the newest messages. */
  | { readonly type: 'view-opened'; readonly page: HistoryPage }
  /** The newest messages are shown again. */
  | { readonly type: 'view-closed'; readonly room?: string }
  /** Oneself has read a conversation up to this message. */
  | { readonly type: 'read'; readonly room?: string; readonly seq: number }
  /** A search begins, goes on or (null) is over and forgotten; its hits come as events. */
  | { readonly type: 'search-changed'; readonly search: SearchState | null }
  /** Who one is logged in as: without the token, which is no business of a screen. */
  | { readonly type: 'account-changed'; readonly account: OwnAccount }
  /** The outbox as it is now: it is small and bounded. */
  | { readonly type: 'outbox-changed'; readonly outbox: readonly OutboxMessage[] }
  /** How far the file of a message of the outbox is. */
  | { readonly type: 'upload-progressed'; readonly id: string; readonly sentBytes: number };

export interface JoinRequest {
  /** As typed by a person, or null for the host that served this page. */
  readonly address: string | null;
  readonly nickname: string;
  /** The chat's password, where it has one and this device has not said it yet. */
  readonly chatPassword?: string | null;
  /** To come in with an account of this nickname: with one's own, or with one that is made now. */
  readonly account?: AccountRequest | null;
}

export interface AccountRequest {
  readonly kind: 'log-in' | 'register';
  readonly password: string;
}

export interface SendOptions {
  /** The message that this one answers; older wires leave it out. */
  readonly reply?: MessageRef;
  readonly room?: string;
}

/**
 * A `room` names a conversation as the wire does (`protocol/conversations.ts`); left out it is the main room. Calls about
 * messages that were sent before answer `connection-lost` at once where there is no connection, since they make sense now
 * or not at all, and `unknown-command` where the server's wire lacks them.
 */
export interface ChatPort {
  /** Calls back with a snapshot first, then with every update. Returns how to stop. */
  subscribe(listener: (update: ChatUpdate) => void): () => void;
  /** Connects and joins; resolves when joined, or with the reason why not. */
  join(request: JoinRequest): Promise<Result<null>>;
  /** Queues a message; it is sent as soon as there is a connection. Refused at once if its content never can be. */
  send(content: string, options?: SendOptions): Promise<Result<null>>;
  /**
   * Queues a message with a file, which is brought first. Resolves to the message's id. `unknown-command` where the
   * server's wire has no files.
   * @param content may be empty
   */
  sendFile(file: OutgoingFile, content: string, options?: SendOptions): Promise<Result<string>>;
  /** Sends a failed message again. */
  retry(id: string): Promise<void>;
  /** Forgets a failed message, or one whose file is not with the host yet. */
  discard(id: string): Promise<void>;
  /** `unknown-command` where the server's wire has no renaming. */
  rename(nickname: string): Promise<Result<null>>;
  /** Fetches the page before the oldest message shown; false when there is none. */
  loadOlder(room?: string): Promise<Result<boolean>>;
  /** Fetches the page after the newest message shown, where `view` is open; false once it has reached the newest. */
  loadNewer(room?: string): Promise<Result<boolean>>;
  /**
   * Shows the part of the history that has message `seq`: the newest messages where they have it, else a view around
   * it. False where there is no such message.
   */
  showMessage(seq: number, room?: string): Promise<Result<boolean>>;
  /** Shows the newest messages again; those that came meanwhile are there. */
  showNewest(room?: string): Promise<void>;
  /** Looks for words in the whole history of a conversation, newest first, as `search` of the state shows. Ends an older search. */
  search(query: string, room?: string): Promise<void>;
  /** Goes on where the search stopped with enough hits, or without a connection. */
  searchOn(): Promise<void>;
  /** Ends the search and forgets its hits. */
  stopSearch(): Promise<void>;
  /** The message as it is now: one that is held, or else what the host has. Null where there is no such message. */
  findMessage(message: MessageRef, room?: string): Promise<Result<Message | null>>;
  /** Says something else instead. */
  edit(message: MessageRef, content: string, room?: string): Promise<Result<null>>;
  /** Takes a message back for good. */
  remove(message: MessageRef, room?: string): Promise<Result<null>>;
  /** Puts an emoji to a message, or takes one's own away. */
  react(message: MessageRef, emoji: string, on: boolean, room?: string): Promise<Result<null>>;
  /** What an edited message said, from the first text to the present one. For host and co-hosts. */
  editsOf(message: MessageRef, room?: string): Promise<Result<EditsListed['edits']>>;
  /**
   * Says how far one has read.
   * @param hidden the others are not to hear of it
   */
  markRead(seq: number, hidden: boolean, room?: string): Promise<void>;
  /** Asks how far the others have read: it comes as an event. */
  readsOf(room?: string): Promise<Result<null>>;
  /** Whether people see how far the others have read. For whoever hosts. */
  setReadMarks(shown: boolean): Promise<Result<null>>;
  /** Says that oneself is typing; call it freely, it is throttled. */
  setTyping(typing: boolean, room?: string): Promise<void>;
  /** Tries at once instead of waiting for `retryAt`. */
  reconnectNow(): Promise<void>;
  /** After `replaced`: take the seat back. */
  takeSeat(): Promise<void>;
  /** Leaves on purpose: the seat is given up and its device key forgotten. */
  leave(): Promise<void>;
  readonly accounts: AccountPort;
  readonly rooms: RoomPort;
  readonly people: PeoplePort;
}
