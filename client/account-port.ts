// What an interface may ask about accounts while it is in a chat. Coming in with an account is `ChatPort.join`.
import type { AccountMode, ListedAccount, OwnAccount } from '../protocol/accounts.ts';
import type { Result } from '../protocol/error-codes.ts';

export interface NameAndPassword {
  readonly name: string;
  readonly password: string;
}

/** Every call answers `connection-lost` where there is nobody to ask. */
export interface AccountPort {
  /** Makes an account for whoever is here; they go on as they are. */
  register(request: NameAndPassword): Promise<Result<OwnAccount>>;
  /** Goes on as the owner of this account: the chat is left and joined again where that is somebody else. */
  logIn(request: NameAndPassword): Promise<Result<OwnAccount>>;
  /** Ends the session and leaves the chat. */
  logOut(): Promise<void>;
  changePassword(request: {
    readonly password: string;
    readonly newPassword: string;
  }): Promise<Result<OwnAccount>>;
  /** The rest is for whoever hosts; others are answered `not-allowed`. */
  list(): Promise<Result<readonly ListedAccount[]>>;
  /** Resolves to the new password. */
  resetPassword(account: string): Promise<Result<string>>;
  remove(account: string): Promise<Result<null>>;
  setCoHost(account: string, coHost: boolean): Promise<Result<null>>;
  setMode(mode: AccountMode): Promise<Result<null>>;
  /** @param password null takes it away */
  setChatPassword(password: string | null, inCode: boolean): Promise<Result<null>>;
}
