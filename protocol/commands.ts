// What a person asks of the host, in the same words whichever wire it came over. Values that a person typed stay
// `unknown` here: the room judges them, because older wires check registration before format.

import type { AccountCommand } from './account-commands.ts';

/** The last message that a client holds: its number and its id, so that a changed history is noticed. */
export interface Cursor {
  readonly seq: number;
  readonly id: string;
  /**
   * Its time. A message that a power cut took and its sender brought again may stand under its old number, behind
   * others than before: only its time is another one then.
   */
  readonly at?: number;
}

/** Where in the chat a command belongs: the name of a conversation (`conversations.ts`), absent for the main room. */
interface InConversation {
  readonly room?: string;
}

/** Enter the chat, or come back to one's seat. Native only. */
export interface Join {
  readonly type: 'join';
  readonly id: string;
  readonly protocol: number;
  readonly nickname: unknown;
  /** Secret of the device, 16 to 128 characters; owns the seat. */
  readonly deviceKey: string;
  /** In the main room. */
  readonly cursor: Cursor | null;
  /** In the other conversations of which the client holds messages. */
  readonly cursors?: readonly RoomCursor[];
  /** The last change of a message that the client has heard of in the main room. */
  readonly changed?: Cursor;
  /** Given to the host's own window by `startHost`, so that others see who the host is. */
  readonly hostKey: string | null;
  /** Token of a session that `logged-in` gave; null where nobody is logged in. */
  readonly session?: string | null;
  /** The chat's password as typed; needed once for each device. */
  readonly password?: unknown;
}

/** A cursor in a conversation that is not the main room. */
export interface RoomCursor extends Cursor {
  readonly room: string;
  /** The last change of a message that the client has heard of there. */
  readonly changed?: Cursor;
}

/** Who may talk in private: everyone with everyone, everyone with whoever hosts, or nobody. */
export const privateMessagePolicies = ['everyone', 'with-host', 'nobody'] as const;
export type PrivateMessages = (typeof privateMessagePolicies)[number];

/** Take a nickname: the first one (older wires) or another one. */
export interface SetNickname {
  readonly type: 'set-nickname';
  readonly id: string | null;
  readonly nickname: unknown;
}

/** Say something. On the native wire the command's id is the message's id, chosen by the client. */
export interface SendMessage extends InConversation {
  readonly type: 'send-message';
  readonly id: string | null;
  readonly content: unknown;
  /** The message that it answers. */
  readonly reply?: MessageRef;
  /** Id of a file that was uploaded for this message; its content may be empty then. */
  readonly file?: string;
}

/** Ask to bring a file for a conversation, which is then uploaded over HTTP. Native only. */
export interface RequestUpload extends InConversation {
  readonly type: 'request-upload';
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
}

/** Say something under a name given with the message: wires on which nobody registers. */
export interface SendAs {
  readonly type: 'send-as';
  readonly id: null;
  readonly name: unknown;
  readonly content: unknown;
}

/** A page of history: the messages before a number, or those after it; both null for the newest. */
export interface GetHistory extends InConversation {
  readonly type: 'get-history';
  readonly id: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly limit: number;
}

/** Looks for words in a conversation, before a number or in all of it, newest first. Ends an older search. */
export interface SearchMessages extends InConversation {
  readonly type: 'search-messages';
  readonly id: string;
  readonly query: unknown;
  readonly before: number | null;
  /** Hits after which the search stops. */
  readonly limit: number;
}

/** Nobody waits for the hits of a search any more. */
export interface StopSearch {
  readonly type: 'stop-search';
  readonly id: string | null;
}

/** The whole history and everyone's name: the classic `get`. */
export interface GetEverything {
  readonly type: 'get-everything';
  readonly id: null;
}

/** Who is here: wires on which one asks for it. */
export interface GetPeople {
  readonly type: 'get-people';
  readonly id: null;
}

/** Asks for a sign of life as a frame: wires that have one beside the protocol's own ping. */
export interface PingHost {
  readonly type: 'ping-host';
  readonly id: null;
}

export interface SetTyping extends InConversation {
  readonly type: 'set-typing';
  readonly id: string | null;
  readonly typing: boolean;
}

/** Which message a command is about. */
export interface MessageRef {
  readonly seq: number;
  readonly id: string;
}

/** Say something else instead: one's own message, for ten minutes. */
export interface EditMessage extends InConversation {
  readonly type: 'edit-message';
  readonly id: string;
  readonly message: MessageRef;
  readonly content: unknown;
}

/** Take a message back for good: one's own, or any for whoever hosts. */
export interface DeleteMessage extends InConversation {
  readonly type: 'delete-message';
  readonly id: string;
  readonly message: MessageRef;
}

/** Put an emoji to a message, or take one's own away. */
export interface React extends InConversation {
  readonly type: 'react';
  readonly id: string;
  readonly message: MessageRef;
  readonly emoji: unknown;
  readonly on: boolean;
}

/** What a message said before it was edited. Host only. */
export interface GetEdits extends InConversation {
  readonly type: 'get-edits';
  readonly id: string;
  readonly message: MessageRef;
}

/** How far one has read. Nothing answers it. */
export interface MarkRead extends InConversation {
  readonly type: 'mark-read';
  readonly id: null;
  readonly seq: number;
  /** True where the others are not to hear of it. */
  readonly hidden: boolean;
}

/** How far the others have read. */
export interface GetReads extends InConversation {
  readonly type: 'get-reads';
  readonly id: string;
}

/** Open another room. The command's id becomes the room's. Host only, as the ones below. */
export interface AddRoom {
  readonly type: 'add-room';
  readonly id: string;
  readonly name: unknown;
}

export interface RenameRoom {
  readonly type: 'rename-room';
  readonly id: string;
  readonly room: string;
  readonly name: unknown;
}

/** The order in which rooms are listed. Those that are not named come last, in the order that they had. */
export interface OrderRooms {
  readonly type: 'order-rooms';
  readonly id: string;
  readonly rooms: readonly string[];
}

/** Close a room for new messages, or open it again. It can still be read. */
export interface ArchiveRoom {
  readonly type: 'archive-room';
  readonly id: string;
  readonly room: string;
  readonly archived: boolean;
}

/** Who may talk in private. */
export interface SetPrivateMessages {
  readonly type: 'set-private-messages';
  readonly id: string;
  readonly policy: PrivateMessages;
}

/** Whether people see how far the others have read. */
export interface SetReadMarks {
  readonly type: 'set-read-marks';
  readonly id: string;
  readonly shown: boolean;
}

/** Send somebody away: they do not come in again while the chat is open, unless they are let back in. */
export interface RemovePerson {
  readonly type: 'remove-person';
  readonly id: string;
  /** Public id of somebody who is here. */
  readonly person: string;
}

/** Let somebody back in who was sent away. */
export interface ReadmitPerson {
  readonly type: 'readmit-person';
  readonly id: string;
  /** Public id that they had. */
  readonly person: string;
}

/** Leave on purpose: the seat is given up at once. */
export interface Leave {
  readonly type: 'leave';
  readonly id: string | null;
}

export type Command =
  | Join
  | SetNickname
  | SendMessage
  | RequestUpload
  | SendAs
  | GetHistory
  | SearchMessages
  | StopSearch
  | GetEverything
  | GetPeople
  | PingHost
  | SetTyping
  | EditMessage
  | DeleteMessage
  | React
  | GetEdits
  | MarkRead
  | GetReads
  | AddRoom
  | RenameRoom
  | OrderRooms
  | ArchiveRoom
  | SetPrivateMessages
  | SetReadMarks
  | RemovePerson
  | ReadmitPerson
  | Leave
  | AccountCommand;
export type CommandType = Command['type'];
