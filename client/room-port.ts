// What an interface may ask about the rooms and private talks of a chat. What is said in one goes through `ChatPort`.
import type { PrivateMessages } from '../protocol/commands.ts';
import type { Result } from '../protocol/error-codes.ts';

/** Every call answers `connection-lost` where there is nobody to ask, and `unknown-command` where a server has one room. */
export interface RoomPort {
  /** Fetches the newest page of a conversation of which nothing is held yet. */
  open(room: string): Promise<Result<null>>;
  /** The rest is for whoever hosts; others are answered `not-allowed`. Resolves to the room's id. */
  add(name: string): Promise<Result<string>>;
  rename(room: string, name: string): Promise<Result<null>>;
  /** @param rooms ids in the order in which they are to be listed; those that are left out come last */
  order(rooms: readonly string[]): Promise<Result<null>>;
  /** An archived room can be read and takes no messages. */
  archive(room: string, archived: boolean): Promise<Result<null>>;
  setPrivateMessages(policy: PrivateMessages): Promise<Result<null>>;
}
