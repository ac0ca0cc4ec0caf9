// What people and hosts ask about accounts and the chat's password. Native only. Passwords are what a person typed, so
// they stay `unknown` until the host judges them.
import type { AccountMode } from './accounts.ts';

/** Who has not joined yet may log in and register: they say the chat's password with it where there is one. */
interface WithChatPassword {
  readonly chatPassword: unknown;
}

/** Makes an account. Whoever is in keeps their public id with it. */
export interface Register extends WithChatPassword {
  readonly type: 'register';
  readonly id: string;
  readonly name: unknown;
  readonly password: unknown;
}

export interface LogIn extends WithChatPassword {
  readonly type: 'log-in';
  readonly id: string;
  readonly name: unknown;
  readonly password: unknown;
}

/** Ends this session. The token is the proof, so that it works without a seat. */
export interface LogOut {
  readonly type: 'log-out';
  readonly id: string;
  readonly session: string;
}

/** Ends all sessions of one's account and begins a new one. */
export interface ChangePassword {
  readonly type: 'change-password';
  readonly id: string;
  readonly password: unknown;
  readonly newPassword: unknown;
}

export interface GetAccounts {
  readonly type: 'get-accounts';
  readonly id: string;
}

/** Makes a new password, which the host tells the person. */
export interface ResetPassword {
  readonly type: 'reset-password';
  readonly id: string;
  readonly account: string;
}

export interface RemoveAccount {
  readonly type: 'remove-account';
  readonly id: string;
  readonly account: string;
}

export interface SetCoHost {
  readonly type: 'set-co-host';
  readonly id: string;
  readonly account: string;
  readonly coHost: boolean;
}

export interface SetAccountMode {
  readonly type: 'set-account-mode';
  readonly id: string;
  readonly mode: AccountMode;
}

/** One word for the whole chat; null takes it away. */
export interface SetChatPassword {
  readonly type: 'set-chat-password';
  readonly id: string;
  readonly password: unknown;
  /** Whether the host's QR code carries it. */
  readonly inCode: boolean;
}

export type AccountCommand =
  | Register
  | LogIn
  | LogOut
  | ChangePassword
  | GetAccounts
  | ResetPassword
  | RemoveAccount
  | SetCoHost
  | SetAccountMode
  | SetChatPassword;
