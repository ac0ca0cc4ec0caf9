// What came of moving in from a system with accounts and rooms, for the interface and the terminal to say.

/** Why an account did not come along. */
export type LeftOutReason = 'bad-name' | 'name-taken' | 'bad-password' | 'too-many';

export interface LeftOutAccount {
  /** On one line, cut where it is long. */
  readonly name: string;
  readonly why: LeftOutReason;
}

/** What is counted is new here, but for pictures that could not be had this time either. */
export interface MovedIn {
  readonly rooms: number;
  /** Private talks with new messages. */
  readonly talks: number;
  readonly accounts: number;
  /** Pictures that came along, also those of which an earlier import brought the name alone. */
  readonly pictures: number;
  /** Messages that were pictures, of which the name alone stands here: broken, too large, or nowhere to be found. */
  readonly picturesLeft: number;
  /** Names of new accounts that were administrators there, and are people like others here. */
  readonly administrators: readonly string[];
  /** Names can be kept from now on; nobody could keep one before. */
  readonly namesCanBeKept: boolean;
  /** Talks came along that can be read and not gone on with, as private messages are off here. */
  readonly talksAreClosed: boolean;
  /** Messages that were empty, to oneself, or beyond the rooms and talks that a chat can have. */
  readonly leftOutMessages: number;
  /** The first accounts that did not come along. */
  readonly leftOutAccounts: readonly LeftOutAccount[];
  /** How many more there are of these. */
  readonly moreLeftOut: number;
}
