// What whoever hosts, and co-hosts, may ask about the people of a chat.
import type { Result } from '../protocol/error-codes.ts';

/**
 * Every call answers `connection-lost` where there is nobody to ask, and `unknown-command` where a server sends nobody
 * away. Who was sent away is `removed` of the state.
 */
export interface PeoplePort {
  /** Sends somebody away, by their public id: they do not come in again while the chat is open. */
  remove(person: string): Promise<Result<null>>;
  /** Lets somebody back in who was sent away. */
  readmit(person: string): Promise<Result<null>>;
}
