// What every wire must be able to do. A dialect is a codec: it keeps no room, no socket and no clock.
import type { Command } from './commands.ts';
import type { ChatEvent, Joined, ProtocolError } from './events.ts';

export type DialectName = 'native' | 'classic' | 'workshop' | 'first';

/** The host's side of a wire. */
export interface HostDialect {
  readonly name: DialectName;
  /** True where a sender hears its own message as everyone does; false where it only gets its reply. */
  readonly echoesOwnMessages: boolean;
  /** True where losing the connection is leaving; false where a seat is kept for a grace period. */
  readonly leavesOnClose: boolean;
  /** True where each command is answered before the next one is looked at. */
  readonly answersInOrder: boolean;
  /** True where nobody registers: one hears everyone from the start and says a name with each message. */
  readonly nameless: boolean;
  /** True where a first nickname is answered with who is here and the newest messages (`greeted`). */
  readonly greets: boolean;
  /** True where conversations besides the main room can be named. */
  readonly knowsRooms: boolean;
  /** What stands before and after the history's lines in the answer to `get-everything`; null where there is none. */
  readonly everything: ((name: string, at: number, online: readonly string[]) => Surroundings) | null;
  /** What stands around the people and the messages, each joined by commas, in `joined`; null where nobody joins. */
  readonly joined: ((event: JoinedAlone) => AroundJoined) | null;
  /**
   * Reads one text frame. Never throws.
   * @param registered whether its sender has a name in the room: some older servers read the same frame otherwise then
   */
  decode(frame: string, registered: boolean): Command | ProtocolError;
  /**
   * The frames that say this event, none where this wire has no words for it.
   * @param online names of everyone here, for wires that repeat them with every change
   */
  encode(event: ChatEvent, online: () => readonly string[]): string[];
}

/** `head`, something long that is kept as bytes, and `tail` are one frame. */
export interface Surroundings {
  readonly head: string;
  readonly tail: string;
}

/** What of `joined` is for one newcomer alone: the rest is kept as bytes for all. */
export type JoinedAlone = Omit<Joined, 'people' | 'messages'>;

/** `head`, the people, `between`, the messages, and `tail` are one frame. */
export interface AroundJoined extends Surroundings {
  readonly between: string;
}

/** The client's side of a wire, for one connection. */
export interface ClientDialect {
  readonly name: DialectName;
  /** The frames that say this command, none where this wire has no words for it. */
  encode(command: Command): string[];
  /** Reads one text frame; null for frames to be ignored. Never throws. */
  decode(frame: string): ChatEvent | null;
}
