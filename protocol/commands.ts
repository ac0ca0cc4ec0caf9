// What a person asks of the host, in the same words whichever wire it came over. Values that a person typed stay
// `unknown` here: the room judges them, because older wires check registration before format.

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

/** Enter the chat, or come back to one's seat. Native only. */
export interface Join {
  readonly type: 'join';
  readonly id: string;
  readonly protocol: number;
  readonly nickname: unknown;
  /** Secret of the device, 16 to 128 characters; owns the seat. */
  readonly deviceKey: string;
  readonly cursor: Cursor | null;
  /** Given to the host's own window by `startHost`, so that others see who the host is. */
  readonly hostKey: string | null;
}

/** Take a nickname: the first one (older wires) or another one. */
export interface SetNickname {
  readonly type: 'set-nickname';
  readonly id: string | null;
  readonly nickname: unknown;
}

/** Say something. On the native wire the command's id is the message's id, chosen by the client. */
export interface SendMessage {
  readonly type: 'send-message';
  readonly id: string | null;
  readonly content: unknown;
}

/** Say something under a name given with the message: wires on which nobody registers. */
export interface SendAs {
  readonly type: 'send-as';
  readonly id: null;
  readonly name: unknown;
  readonly content: unknown;
}

/** A page of history: the messages before a number, or those after it; both null for the newest. */
export interface GetHistory {
  readonly type: 'get-history';
  readonly id: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly limit: number;
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

export interface SetTyping {
  readonly type: 'set-typing';
  readonly id: string | null;
  readonly typing: boolean;
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
  | SendAs
  | GetHistory
  | GetEverything
  | GetPeople
  | PingHost
  | SetTyping
  | Leave;
export type CommandType = Command['type'];
