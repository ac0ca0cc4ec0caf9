// Carries out what people ask about accounts: looks at what they typed, counts their tries, has the accounts changed,
// and answers. Whether they may ask at all was decided by the room.
import type { AccountCommand, LogIn, Register } from '../../protocol/account-commands.ts';
import type { AccountReply } from '../../protocol/account-events.ts';
import { isPasswordText, parseChatPassword, parsePassword } from '../../protocol/accounts.ts';
import type { RefusalCode, Result } from '../../protocol/error-codes.ts';
import type { Done, Reply } from '../../protocol/events.ts';
import { parseNickname } from '../../protocol/nickname.ts';
import type { Accounts, Granted } from './accounts.ts';
import type { Door } from './door.ts';
import { Tries } from './tries.ts';

/** Wrong passwords for one name, then two a minute. */
const nameTries = { atOnce: 6, anotherAfterMs: 30_000 };
/** Wrong passwords from one address, behind which a whole school may sit. */
const addressTries = { atOnce: 40, anotherAfterMs: 5_000 };
/** Accounts made from one address: a year's pupils at once. */
const registrations = { atOnce: 200, anotherAfterMs: 10_000 };

/** Whoever asks: a connection, with or without a seat. */
export interface Asker {
  readonly seatId: string | null;
  readonly address: string;
  reply(event: Reply): void;
}

export interface AccountDeskOptions {
  readonly accounts: Accounts;
  readonly door: Door;
  /** Milliseconds of any steady clock. */
  readonly now: () => number;
  /** Who has this folded name here now. */
  readonly holderOf: (key: string) => string | undefined;
  /** The mode or the chat's password is another one. */
  onDoorChanged(): void;
  /** This person's role is another one. */
  onRoleChanged(accountId: string): void;
  /** Whoever is here with this account is not logged in any more. */
  onLoggedOut(accountId: string): void;
}

export class AccountDesk {
  readonly #options: AccountDeskOptions;
  readonly #accounts: Accounts;
  readonly #nameTries = new Tries(nameTries);
  readonly #addressTries = new Tries(addressTries);
  readonly #registrations = new Tries(registrations);

  constructor(options: AccountDeskOptions) {
    this.#options = options;
    this.#accounts = options.accounts;
  }

  async handle(asker: Asker, command: AccountCommand): Promise<void> {
    const result = await this.#carryOut(asker, command);
    if (result.ok) asker.reply(result.value);
    else
      asker.reply({
        type: 'refused',
        replyTo: command.id,
        command: command.type,
        code: result.code,
        name: null,
      });
  }

  async #carryOut(asker: Asker, command: AccountCommand): Promise<Result<AccountReply | Done, RefusalCode>> {
    const accounts = this.#accounts;
    switch (command.type) {
      case 'register':
        return loggedIn(command.id, await this.#register(asker, command));
      case 'log-in':
        return loggedIn(command.id, await this.#logIn(asker, command));
      case 'change-password': {
        const account = asker.seatId === null ? null : accounts.get(asker.seatId);
        if (account === null) return refused('unknown-account');
        const password = parsePassword(command.newPassword, account.name);
        if (!password.ok) return password;
        const granted = await this.#counted(asker, account.name, command.password, (given) =>
          accounts.changePassword(account.id, given, password.value),
        );
        return loggedIn(command.id, granted);
      }
      case 'log-out':
        return done(command, await accounts.logOut(command.session));
      case 'get-accounts':
        return {
          ok: true,
          value: { type: 'accounts-listed', replyTo: command.id, accounts: accounts.list() },
        };
      case 'reset-password': {
        const password = await accounts.resetPassword(command.account);
        if (!password.ok) return password;
        this.#options.onLoggedOut(command.account);
        return { ok: true, value: { type: 'password-reset', replyTo: command.id, password: password.value } };
      }
      case 'remove-account':
        return done(command, await accounts.remove(command.account), () =>
          this.#options.onLoggedOut(command.account),
        );
      case 'set-co-host':
        return done(command, await accounts.setCoHost(command.account, command.coHost), () =>
          this.#options.onRoleChanged(command.account),
        );
      case 'set-account-mode':
        return done(command, await accounts.setMode(command.mode), () => this.#options.onDoorChanged());
      case 'set-chat-password': {
        const { inCode } = command;
        const text = command.password === null ? null : parseChatPassword(command.password);
        if (text?.ok === false) return text;
        const chatPassword = text === null ? null : { text: text.value, inCode };
        return done(command, await accounts.setChatPassword(chatPassword), () =>
          this.#options.onDoorChanged(),
        );
      }
    }
  }

  async #register(asker: Asker, command: Register): Promise<Result<Granted, RefusalCode>> {
    const refusal = this.#refusalAtDoor(asker, command);
    if (refusal !== null) return refused(refusal);
    const name = parseNickname(command.name);
    if (!name.ok) return name;
    const password = parsePassword(command.password, name.value.name);
    if (!password.ok) return password;
    const holder = this.#options.holderOf(name.value.key);
    if (holder !== undefined && holder !== asker.seatId) return refused('nickname-taken');
    if (asker.seatId !== null && this.#accounts.get(asker.seatId) !== null) return refused('account-exists');
    if (!this.#registrations.take(asker.address, this.#options.now())) return refused('try-later');
    return this.#accounts.register(name.value, password.value, asker.seatId);
  }

  async #logIn(asker: Asker, command: LogIn): Promise<Result<Granted, RefusalCode>> {
    const refusal = this.#refusalAtDoor(asker, command);
    if (refusal !== null) return refused(refusal);
    const name = typeof command.name === 'string' ? command.name : '';
    return this.#counted(asker, name, command.password, (password, key) =>
      this.#accounts.logIn(key, password),
    );
  }

  /** An open chat has no accounts; whoever is not in yet must know the chat's password for these, too. */
  #refusalAtDoor({ seatId, address }: Asker, { chatPassword }: Register | LogIn): RefusalCode | null {
    if (this.#accounts.mode === 'open') return 'not-allowed';
    return seatId === null ? this.#options.door.refusalFor(chatPassword, address) : null;
  }

  /**
   * A try with a password, which counts for its name and its address unless it is right. A name that nobody could have
   * is tried like any other.
   */
  async #counted(
    { address }: Asker,
    name: string,
    password: unknown,
    attempt: (password: string, key: string) => Promise<Result<Granted, RefusalCode>>,
  ): Promise<Result<Granted, RefusalCode>> {
    const nickname = parseNickname(name);
    const key = nickname.ok ? nickname.value.key : '';
    const { now } = this.#options;
    if (!this.#addressTries.take(address, now())) return refused('try-later');
    if (!this.#nameTries.take(key, now())) {
      this.#addressTries.giveBack(address, now());
      return refused('try-later');
    }
    const result = await attempt(isPasswordText(password) ? password : '', key);
    if (result.ok || result.code !== 'wrong-log-in') {
      this.#addressTries.giveBack(address, now());
      this.#nameTries.giveBack(key, now());
    }
    return result;
  }
}

function refused(code: RefusalCode): { readonly ok: false; readonly code: RefusalCode } {
  return { ok: false, code };
}

function loggedIn(
  replyTo: string,
  granted: Result<Granted, RefusalCode>,
): Result<AccountReply | Done, RefusalCode> {
  return granted.ok ? { ok: true, value: { type: 'logged-in', replyTo, ...granted.value } } : granted;
}

function done(
  { id }: AccountCommand,
  result: Result<null, RefusalCode>,
  then: () => void = () => undefined,
): Result<AccountReply | Done, RefusalCode> {
  if (!result.ok) return result;
  then();
  return { ok: true, value: { type: 'done', replyTo: id } };
}
