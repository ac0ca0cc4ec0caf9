// What the screen shows, folded from updates by a pure function: the same in the window, the browser and the terminal.
import type { Connection, OutboxMessage } from './chat-port.ts';
import type { ChatInfo, Message, Person } from '../protocol/events.ts';

/** A join, leave or rename, kept between the messages where it happened. */
export interface PresenceNotice {
  readonly kind: 'joined' | 'left' | 'renamed';
  readonly person: Person;
  readonly oldName?: string;
  readonly at: number;
  /** Number of the newest message when it happened: it is shown after that one. */
  readonly afterSeq: number;
  /** Distinguishes notices; grows. */
  readonly key: number;
}

export interface ChatState {
  readonly connection: Connection;
  /** Null until joined for the first time. */
  readonly chat: ChatInfo | null;
  readonly you: Person | null;
  readonly people: readonly Person[];
  /** Ascending and without gaps by `seq`. */
  readonly messages: readonly Message[];
  /** True while the host has messages before the first one held. */
  readonly hasOlder: boolean;
  /** Ascending by `key`, bounded. */
  readonly notices: readonly PresenceNotice[];
  readonly outbox: readonly OutboxMessage[];
  /** Who is typing, with the epoch milliseconds until which it stands. */
  readonly typing: readonly { readonly person: Person; readonly until: number }[];
}
