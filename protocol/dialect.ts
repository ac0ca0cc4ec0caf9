// What every wire must be able to do. A dialect is a codec: it keeps no room, no socket and no clock.
import type { Command } from './commands.ts';
import type { ChatEvent, ProtocolError } from './events.ts';

export type DialectName = 'native' | 'classic';

/** The host's side of a wire. */
export interface HostDialect {
  readonly name: DialectName;
  /** True where a sender hears its own message as everyone does; false where it only gets its reply. */
  readonly echoesOwnMessages: boolean;
  /** True where losing the connection is leaving; false where a seat is kept for a grace period. */
  readonly leavesOnClose: boolean;
  /** True where each command is answered before the next one is looked at. */
  readonly answersInOrder: boolean;
  /** Reads one text frame. Never throws. */
  decode(frame: string): Command | ProtocolError;
  /** The frames that say this event, none where this wire has no words for it. */
  encode(event: ChatEvent): string[];
}

/** The client's side of a wire, for one connection. */
export interface ClientDialect {
  readonly name: DialectName;
  /** The frames that say this command, none where this wire has no words for it. */
  encode(command: Command): string[];
  /** Reads one text frame; null for frames to be ignored. Never throws. */
  decode(frame: string): ChatEvent | null;
}
