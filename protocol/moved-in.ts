// What came of moving in from another history, for the interface and the terminal to say.
import type { ImportCode } from './error-codes.ts';

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

/** What came of taking another history in. */
export type Imported =
  | {
      readonly ok: true;
      /** Messages that were new here. */
      readonly added: number;
      /** Messages that were here already. */
      readonly known: number;
      /** Our file as it was before, kept beside it; null where that said nothing, or nothing was added. */
      readonly aside: string | null;
      /** What else came, where the other history was a database. */
      readonly moved?: MovedIn;
    }
  | {
      readonly ok: false;
      readonly code: ImportCode;
      /** Line of the other history, or row of its table, from 1, that could not be understood. */
      readonly line?: number;
      readonly table?: string;
    };
