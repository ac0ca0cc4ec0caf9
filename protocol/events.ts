// What the host tells people, in the same words for every wire: replies to one person, and what everyone hears.
import type { AccountBroadcast, AccountReply } from './account-events.ts';
import type { AccountMode, OwnAccount } from './accounts.ts';
import type { CommandType, Cursor, MessageRef, PrivateMessages } from './commands.ts';
import type { RefusalCode } from './error-codes.ts';
import type { FileInfo } from './files.ts';

export interface Message {
  /** Number of the line in the history, from 1. */
  readonly seq: number;
  readonly id: string;
  /** The sender's nickname when it was sent. */
  readonly name: string;
  readonly content: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The sender's public id, where the wire has one: the same as their `Person.id`. */
  readonly by?: string;
  /** In a private talk: what the other one was called then. */
  readonly to?: string;
  /** The message that it answers. */
  readonly reply?: MessageRef;
  /** When it was last edited, epoch milliseconds. */
  readonly edited?: number;
  /** True where it was taken back: `content` is empty. */
  readonly deleted?: true;
  /** In the order in which they were first put there. */
  readonly reactions?: readonly Reaction[];
  /** What was sent with it; the content may be empty then. */
  readonly file?: FileInfo;
}

export interface Reaction {
  readonly emoji: string;
  /** Ids of those who put it there. */
  readonly by: readonly string[];
}

/** What became of a message after it was sent. */
export type MessageChange = MessageRef &
  (
    | { readonly change: 'edited'; readonly content: string; readonly at: number }
    | { readonly change: 'deleted' }
    | { readonly change: 'reacted'; readonly emoji: string; readonly by: string; readonly on: boolean }
  );

export interface Person {
  /** Public, stable for one device on one host, of no use for taking the seat. */
  readonly id: string;
  readonly name: string;
  /** True for the window that hosts this chat. */
  readonly host?: true;
  /** True for whoever the host has made a co-host. */
  readonly coHost?: true;
}

/** Somebody who was sent away, as they were then. */
export type RemovedPerson = Pick<Person, 'id' | 'name'>;

export interface ChatInfo {
  readonly name: string;
  /** Nickname of whoever hosts, or the machine's name. */
  readonly hostName: string;
}

export interface Room {
  /** `main`, or what the command that opened it was called. */
  readonly id: string;
  /** Empty for a main room that nobody has named. */
  readonly name: string;
  /** True where it takes no new messages. */
  readonly archived?: true;
}

/** What the host has arranged. */
export interface Arrangement {
  /** In the order in which they are listed, the main room among them. */
  readonly rooms: readonly Room[];
  readonly privateMessages: PrivateMessages;
  /** Whether people see how far the others have read. */
  readonly readMarks: boolean;
}

/** How far a conversation goes. */
export interface RoomPosition {
  readonly room: string;
  /** Number of its newest message; 0 where there is none. */
  readonly lastSeq: number;
  /** How far one has read oneself; absent where nothing is known of it. */
  readonly read?: number;
}

/** One's own private talk with somebody. */
export interface Talk extends RoomPosition {
  /** What that person was last called. */
  readonly name: string;
}

/** Where in the chat an event happened: the name of a conversation, absent for the main room. */
interface InConversation {
  readonly room?: string;
}

// Replies

export interface Joined {
  readonly type: 'joined';
  readonly replyTo: string;
  readonly protocol: number;
  readonly chat: ChatInfo;
  readonly you: Person;
  /** Everyone here, in the order in which they came, oneself included. */
  readonly people: readonly Person[];
  /** True: let go of all messages held, `messages` is the newest page. False: `messages` follow the cursor. */
  readonly reset: boolean;
  readonly messages: readonly Message[];
  /** Number of the newest message; when it is beyond `messages`, the rest follows as `messages-sent`. */
  readonly lastSeq: number;
  /** One's own account; absent where nobody is logged in. */
  readonly account?: OwnAccount;
  /** Absent means `open`. */
  readonly accountMode?: AccountMode;
  /** Largest file that this host takes, in bytes; absent means the most that the protocol allows. */
  readonly maxFileBytes?: number;
  /** The last change of a message; null where none was ever changed. Those that were missed follow. */
  readonly changed?: Cursor | null;
  /** What the host has arranged; absent where the wire has one room. */
  readonly arrangement?: Arrangement;
  /** Every room, the main one among them. */
  readonly positions?: readonly RoomPosition[];
  /** The private talks in which one has part. */
  readonly talks?: readonly Talk[];
  /** Who was sent away; absent where one may not let them back in, or nobody was. */
  readonly removed?: readonly RemovedPerson[];
}

/** Who was sent away, now: to those who may let them back in. */
export interface RemovedChanged {
  readonly type: 'removed-changed';
  /** In the order in which they were sent away. */
  readonly people: readonly RemovedPerson[];
}

/** How far somebody has read. */
export interface ReadMark {
  /** Public id of the person. */
  readonly by: string;
  readonly seq: number;
}

/** Answers `get-reads`: those who have read something of the newest messages, oneself left out. */
export interface ReadsListed extends InConversation {
  readonly type: 'reads-listed';
  readonly replyTo: string;
  readonly reads: readonly ReadMark[];
}

/** What a message said, from the first text to the present one. */
export interface EditsListed {
  readonly type: 'edits-listed';
  readonly replyTo: string;
  readonly edits: readonly { readonly content: string; readonly at: number }[];
}

/** A command was carried out that has no other answer. */
export interface Done {
  readonly type: 'done';
  readonly replyTo: string;
}

export interface NicknameSet {
  readonly type: 'nickname-set';
  readonly replyTo: string | null;
  /** Null when this is the first nickname of the session (older wires register by it). */
  readonly oldName: string | null;
  readonly name: string;
  readonly at: number;
}

/** The host has these on disk, power cut or not. A native client gets only `id` and `seq` back. */
export interface MessagesStored extends InConversation {
  readonly type: 'messages-stored';
  readonly messages: readonly StoredMessage[];
}
export type StoredMessage = Pick<Message, 'id' | 'seq'> &
  Partial<Pick<Message, 'name' | 'content' | 'at' | 'by' | 'file'>>;

export interface HistoryPage extends InConversation {
  readonly type: 'history-page';
  readonly replyTo: string;
  readonly messages: readonly Message[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** Some hits of a search, or none: then only how far it has got. */
export interface MessagesFound extends InConversation {
  readonly type: 'messages-found';
  readonly replyTo: string;
  /** Newest first; older than those of the events before. */
  readonly messages: readonly Message[];
  /** Messages from this number on have been looked through; 1 when all have. The `before` of going on. */
  readonly searchedTo: number;
  /** Number of the newest message when the search began. */
  readonly lastSeq: number;
  /** True when this search says nothing more: it has enough hits, or has seen everything. */
  readonly over: boolean;
}

/** A file may be brought now: `POST /files` with this token, once, within a minute. */
export interface UploadAllowed {
  readonly type: 'upload-allowed';
  readonly replyTo: string;
  readonly token: string;
}

/** What a newcomer is told at once on wires whose first nickname is all they say. */
export interface Greeted {
  readonly type: 'greeted';
  readonly name: string;
  readonly people: readonly Person[];
  /** The newest page. */
  readonly messages: readonly Message[];
  readonly at: number;
}

export interface PeopleListed {
  readonly type: 'people-listed';
  readonly people: readonly Person[];
  readonly at: number;
}

export interface Pong {
  readonly type: 'pong';
  readonly at: number;
}

/** A command that was understood but not carried out. Nothing of it was stored. */
export interface Refused {
  readonly type: 'refused';
  readonly replyTo: string | null;
  readonly command: CommandType;
  readonly code: RefusalCode;
  /** The sender's nickname at that moment, or null: older wires repeat it. */
  readonly name: string | null;
  /** The nickname or content that was refused, as it came: older wires repeat it. */
  readonly echo?: unknown;
}

/** A frame that is no command of its dialect. */
export interface ProtocolError {
  readonly type: 'protocol-error';
  readonly replyTo: string | null;
  readonly code: RefusalCode;
  /** The command as far as it could be told. */
  readonly command: CommandType | null;
  /** The key that was missing or wrong. */
  readonly need?: string;
  /** True where the older server closed the connection (1000) over such a frame. */
  readonly fatal?: true;
}

/** The same device has joined elsewhere; this connection is closed next. */
export interface Replaced {
  readonly type: 'replaced';
}

// What everyone hears

export interface PersonJoined {
  readonly type: 'person-joined';
  readonly person: Person;
  readonly at: number;
}

export interface PersonLeft {
  readonly type: 'person-left';
  readonly person: Person;
  readonly at: number;
}

export interface PersonRenamed {
  readonly type: 'person-renamed';
  /** With the new name. */
  readonly person: Person;
  readonly oldName: string;
  readonly at: number;
}

/** One batch, in order. Native senders get their own messages too; the ids say which. */
export interface MessagesSent extends InConversation {
  readonly type: 'messages-sent';
  readonly messages: readonly Message[];
}

/** In order. Whoever has heard of them holds `changed` as the last change. */
export interface MessagesChanged extends InConversation {
  readonly type: 'messages-changed';
  readonly changes: readonly MessageChange[];
  readonly changed: Cursor;
}

/** Who has read further, gathered for a moment. */
export interface ReadsChanged extends InConversation {
  readonly type: 'reads-changed';
  readonly reads: readonly ReadMark[];
}

export interface TypingChanged extends InConversation {
  readonly type: 'typing-changed';
  readonly person: Person;
  readonly typing: boolean;
}

/** The history of a conversation is not the one whose cursor was given: let go of what is held of it. */
export interface ConversationReset extends InConversation {
  readonly type: 'conversation-reset';
  readonly changed: Cursor | null;
  /** The newest page; what came after it follows as `messages-sent`. */
  readonly messages: readonly Message[];
}

/** The host has arranged something anew. */
export interface Arranged extends Arrangement {
  readonly type: 'arranged';
}

/** The heartbeat that classic clients expect as a frame of its own. */
export interface Ping {
  readonly type: 'ping';
}

export type Reply =
  | Joined
  | Done
  | EditsListed
  | ReadsListed
  | ConversationReset
  | NicknameSet
  | MessagesStored
  | HistoryPage
  | MessagesFound
  | UploadAllowed
  | Greeted
  | PeopleListed
  | Pong
  | Refused
  | ProtocolError
  | Replaced
  | RemovedChanged
  | AccountReply;
export type Broadcast =
  | PersonJoined
  | PersonLeft
  | PersonRenamed
  | MessagesSent
  | MessagesChanged
  | ReadsChanged
  | TypingChanged
  | Arranged
  | Ping
  | AccountBroadcast;
export type ChatEvent = Reply | Broadcast;
