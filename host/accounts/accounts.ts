// The accounts of one host: who has one, whose password it is, and which sessions stand. A change counts once it is on
// the disk. Knows no connection, and counts no tries: that is for whoever lets people ask.
import { randomBytes } from 'node:crypto';
import type { AccountMode, ListedAccount, OwnAccount } from '../../protocol/accounts.ts';
import type { RefusalCode, Result } from '../../protocol/error-codes.ts';
import type { Nickname } from '../../protocol/nickname.ts';
import { storageCode, type Disk } from '../../storage/disk.ts';
import {
  keyOf,
  loadAccounts,
  noAccounts,
  saveAccounts,
  type AccountsData,
  type ChatPassword,
  type StoredAccount,
  type StoredSession,
} from './accounts-file.ts';
import { PasswordHasher, type ScryptHash } from './password-hash.ts';
import { hashOfToken, makePassword } from './secrets.ts';

/** A school year, roughly: who comes every day is not asked again. */
const sessionLifetimeMs = 300 * 86_400_000;
/** Devices on which one person is logged in; the one of longest ago is logged out. */
const mostSessions = 10;
export const mostAccounts = 5_000;

export interface AccountsOptions {
  readonly path: string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly disk?: Disk | undefined;
  readonly hasher?: PasswordHasher | undefined;
}

/** A session that has just begun. */
export interface Granted {
  readonly account: OwnAccount;
  /** The token, known to nobody but its owner from here on. */
  readonly session: string;
}

type Change = (data: AccountsData) => AccountsData | RefusalCode;

export class Accounts {
  readonly #options: AccountsOptions;
  readonly #hasher: PasswordHasher;
  #data: AccountsData = noAccounts;
  readonly #byId = new Map<string, StoredAccount>();
  readonly #byKey = new Map<string, StoredAccount>();
  readonly #bySession = new Map<string, StoredAccount>();
  /** One change after the other: each begins with what the one before has left. */
  #lastChange: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(options: AccountsOptions, data: AccountsData) {
    this.#options = options;
    this.#hasher = options.hasher ?? new PasswordHasher();
    this.#adopt(data);
  }

  /** @throws DamagedFile, or the system's error where the file is there and cannot be read */
  static async open(options: AccountsOptions): Promise<Accounts> {
    return new Accounts(options, await loadAccounts(options.path, options.disk));
  }

  get mode(): AccountMode {
    return this.#data.mode;
  }

  get chatPassword(): ChatPassword | null {
    return this.#data.chatPassword;
  }

  list(): ListedAccount[] {
    return this.#data.accounts.map((account) => ({ ...own(account), createdAt: account.createdAt }));
  }

  get(id: string): OwnAccount | null {
    const account = this.#byId.get(id);
    return account === undefined ? null : own(account);
  }

  /** The id of the account that keeps this folded name; null where nobody does, as in an open chat. */
  keeperOf(key: string): string | null {
    return this.mode === 'open' ? null : (this.#byKey.get(key)?.id ?? null);
  }

  /** Whose session this is; null where it is none that stands. */
  bySession(token: string): OwnAccount | null {
    const hash = hashOfToken(token);
    const account = this.#bySession.get(hash);
    const session = account?.sessions.find((kept) => kept.hash === hash);
    if (account === undefined || session === undefined || session.expiresAt <= this.#options.now())
      return null;
    return own(account);
  }

  /**
   * @param password checked already
   * @param id of the person who asks, who keeps it; null gives a new one
   */
  async register(name: Nickname, password: string, id: string | null): Promise<Result<Granted, RefusalCode>> {
    if (this.#byKey.has(name.key)) return refused('account-exists');
    if (this.#byId.size >= mostAccounts) return refused('try-later');
    const passwordHash = await this.#hasher.hash(password);
    if (passwordHash === null) return refused('try-later');
    const session = this.#newSession();
    const account: StoredAccount = {
      id: id ?? this.#options.newId(),
      name: name.name,
      role: 'person',
      passwordHash,
      createdAt: this.#options.now(),
      sessions: [session.stored],
    };
    const changed = await this.#change((data) => {
      const taken = data.accounts.some((other) => other.id === account.id || keyOf(other.name) === name.key);
      return taken ? 'account-exists' : { ...data, accounts: [...data.accounts, account] };
    });
    return changed.ok ? { ok: true, value: { account: own(account), session: session.token } } : changed;
  }

  /** Costs the same whether there is such an account or not, and answers the same. */
  async logIn(key: string, password: string): Promise<Result<Granted, RefusalCode>> {
    const account = this.#byKey.get(key);
    return this.#grant(account, password, (kept, better) => ({
      ...kept,
      passwordHash: better ?? kept.passwordHash,
    }));
  }

  /**
   * Ends all other sessions.
   * @param newPassword checked already
   */
  async changePassword(
    id: string,
    password: string,
    newPassword: string,
  ): Promise<Result<Granted, RefusalCode>> {
    const account = this.#byId.get(id);
    const passwordHash = await this.#hasher.hash(newPassword);
    if (passwordHash === null) return refused('try-later');
    return this.#grant(account, password, ({ temporary: _, ...kept }) => ({
      ...kept,
      passwordHash,
      sessions: [],
    }));
  }

  /** Ends one session; one that does not stand has ended already. */
  async logOut(token: string): Promise<Result<null, RefusalCode>> {
    const hash = hashOfToken(token);
    if (!this.#bySession.has(hash)) return { ok: true, value: null };
    return this.#change((data) => ({
      ...data,
      accounts: data.accounts.map((account) =>
        account.sessions.some((session) => session.hash === hash)
          ? { ...account, sessions: account.sessions.filter((session) => session.hash !== hash) }
          : account,
      ),
    }));
  }

  /** Makes a new password, ends all sessions, and resolves to the password. */
  async resetPassword(id: string): Promise<Result<string, RefusalCode>> {
    if (!this.#byId.has(id)) return refused('unknown-account');
    const password = makePassword();
    const passwordHash = await this.#hasher.hash(password);
    if (passwordHash === null) return refused('try-later');
    const changed = await this.#changeAccount(id, (account) => ({
      ...account,
      passwordHash,
      temporary: true,
      sessions: [],
    }));
    return changed.ok ? { ok: true, value: password } : changed;
  }

  remove(id: string): Promise<Result<null, RefusalCode>> {
    return this.#change((data) =>
      data.accounts.some((account) => account.id === id)
        ? { ...data, accounts: data.accounts.filter((account) => account.id !== id) }
        : 'unknown-account',
    );
  }

  setCoHost(id: string, coHost: boolean): Promise<Result<null, RefusalCode>> {
    return this.#changeAccount(id, (account) => ({ ...account, role: coHost ? 'co-host' : 'person' }));
  }

  setMode(mode: AccountMode): Promise<Result<null, RefusalCode>> {
    return this.#change((data) => ({ ...data, mode }));
  }

  setChatPassword(chatPassword: ChatPassword | null): Promise<Result<null, RefusalCode>> {
    return this.#change((data) => ({ ...data, chatPassword }));
  }

  /** Takes no more changes; resolves when those before are on the disk, or have failed. */
  async close(): Promise<void> {
    await this.#lastChange;
    this.#closed = true;
  }

  /** Checks the password, and begins a session of what `renew` makes of the account. */
  async #grant(
    account: StoredAccount | undefined,
    password: string,
    renew: (account: StoredAccount, better: ScryptHash | null) => StoredAccount,
  ): Promise<Result<Granted, RefusalCode>> {
    const checked = await this.#hasher.check(password, account?.passwordHash ?? null);
    if (checked === null) return refused('try-later');
    if (!checked.matches || account === undefined) return refused('wrong-log-in');
    const session = this.#newSession();
    const changed = await this.#changeAccount(account.id, (current) => {
      // Reset or changed in the meantime: this password is none any more.
      if (current.passwordHash !== account.passwordHash) return 'wrong-log-in';
      const renewed = renew(current, checked.better);
      return { ...renewed, sessions: [...this.#standing(renewed), session.stored].slice(-mostSessions) };
    });
    if (!changed.ok) return changed;
    const granted = this.get(account.id);
    if (granted === null) return refused('wrong-log-in');
    return { ok: true, value: { account: granted, session: session.token } };
  }

  #standing({ sessions }: StoredAccount): StoredSession[] {
    return sessions.filter(({ expiresAt }) => expiresAt > this.#options.now());
  }

  #newSession(): { readonly token: string; readonly stored: StoredSession } {
    const token = randomBytes(32).toString('base64url');
    return {
      token,
      stored: { hash: hashOfToken(token), expiresAt: this.#options.now() + sessionLifetimeMs },
    };
  }

  #changeAccount(
    id: string,
    change: (account: StoredAccount) => StoredAccount | RefusalCode,
  ): Promise<Result<null, RefusalCode>> {
    return this.#change((data) => {
      const account = data.accounts.find((other) => other.id === id);
      const changed = account === undefined ? 'unknown-account' : change(account);
      if (typeof changed === 'string') return changed;
      return { ...data, accounts: data.accounts.map((other) => (other.id === id ? changed : other)) };
    });
  }

  #change(change: Change): Promise<Result<null, RefusalCode>> {
    const changed = this.#lastChange.then(async (): Promise<Result<null, RefusalCode>> => {
      // A password may have been hashed until now, and the folder may be somebody else's next.
      if (this.#closed) return refused('try-later');
      const data = change(this.#data);
      if (typeof data === 'string') return refused(data);
      try {
        await saveAccounts(this.#options.path, data, this.#options.disk);
      } catch (error) {
        return refused(storageCode(error));
      }
      this.#adopt(data);
      return { ok: true, value: null };
    });
    this.#lastChange = changed;
    return changed;
  }

  #adopt(data: AccountsData): void {
    this.#data = data;
    for (const index of [this.#byId, this.#byKey, this.#bySession]) index.clear();
    for (const account of data.accounts) {
      this.#byId.set(account.id, account);
      this.#byKey.set(keyOf(account.name), account);
      for (const { hash } of account.sessions) this.#bySession.set(hash, account);
    }
  }
}

function own({ id, name, role, temporary }: StoredAccount): OwnAccount {
  return temporary ? { id, name, role, temporary } : { id, name, role };
}

function refused(code: RefusalCode): { readonly ok: false; readonly code: RefusalCode } {
  return { ok: false, code };
}
