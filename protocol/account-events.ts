// What the host says about accounts: replies to one person, and what everyone hears. Native only.
import type { AccountMode, ListedAccount, OwnAccount } from './accounts.ts';
import type { Person } from './events.ts';

/** Answers `register`, `log-in` and `change-password`. */
export interface LoggedIn {
  readonly type: 'logged-in';
  readonly replyTo: string;
  readonly account: OwnAccount;
  /** The token that `join` takes as `session`; said once, kept by the host as a hash. */
  readonly session: string;
}

export interface PasswordReset {
  readonly type: 'password-reset';
  readonly replyTo: string;
  /** The new password, for the host to pass on; said once. */
  readonly password: string;
}

export interface AccountsListed {
  readonly type: 'accounts-listed';
  readonly replyTo: string;
  /** In the order in which they were made. */
  readonly accounts: readonly ListedAccount[];
}

/** To everyone: what accounts are for in this chat. */
export interface AccountModeChanged {
  readonly type: 'account-mode-changed';
  readonly mode: AccountMode;
}

/** To everyone: something about a person other than the name. */
export interface PersonChanged {
  readonly type: 'person-changed';
  readonly person: Person;
}

export type AccountReply = LoggedIn | PasswordReset | AccountsListed;
export type AccountBroadcast = AccountModeChanged | PersonChanged;
export type AccountEvent = AccountReply | AccountBroadcast;
