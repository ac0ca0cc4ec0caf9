// Who is let in, and as whom: the chat's password, sessions of accounts, and the devices that have shown the password
// already. Knows no room and no socket.
import { normalisePassword, isPasswordText } from '../../protocol/accounts.ts';
import type { Join } from '../../protocol/commands.ts';
import type { RefusalCode, Result } from '../../protocol/error-codes.ts';
import { trimNickname } from '../../protocol/nickname.ts';
import type { Accounts } from './accounts.ts';
import type { Identity } from '../decide/room-state.ts';
import { sameSecret, seatIdOf } from './secrets.ts';
import { Tries } from './tries.ts';

/** A class that mistypes the word once each gets in; who guesses waits. */
const passwordTries = { atOnce: 60, anotherAfterMs: 10_000 };
/** People who need not say the chat's password again; the one of longest ago is asked again. */
const mostAdmitted = 10_000;

export interface DoorOptions {
  readonly accounts: Accounts;
  readonly isHostKey: (hostKey: string) => boolean;
  readonly now: () => number;
}

export class Door {
  readonly #accounts: Accounts;
  readonly #isHostKey: DoorOptions['isHostKey'];
  readonly #now: () => number;
  readonly #tries = new Tries(passwordTries);
  /** Seats whose people have shown the password as it is now. */
  #admitted = new Set<string>();

  constructor({ accounts, isHostKey, now }: DoorOptions) {
    this.#accounts = accounts;
    this.#isHostKey = isHostKey;
    this.#now = now;
  }

  /** Why nobody comes in over a wire on which there are no passwords; null where they may. */
  get closedToOlder(): RefusalCode | null {
    if (this.#accounts.chatPassword !== null) return 'password-required';
    return this.#accounts.mode === 'accounts-only' ? 'account-required' : null;
  }

  /** Who this is, or why they are not let in. Whoever hosts is asked for nothing at their own door. */
  identify(join: Join, address: string): Result<Identity, RefusalCode> {
    const { session = null, password, hostKey } = join;
    const host = hostKey !== null && this.#isHostKey(hostKey);
    const mode = this.#accounts.mode;
    const account = session === null || mode === 'open' ? null : this.#accounts.bySession(session);
    const id = account?.id ?? this.#deviceSeatId(join.deviceKey);
    const device = seatIdOf(join.deviceKey);
    if (!host) {
      const refusal = this.#admitted.has(id) ? null : this.refusalFor(password, address);
      if (refusal !== null) return { ok: false, code: refusal };
      this.#admit(id);
      if (mode === 'accounts-only' && account === null) return { ok: false, code: 'account-required' };
    }
    return { ok: true, value: { id, device, host, account, nameIsFixed: !host && mode === 'accounts-only' } };
  }

  /** Why this is not the chat's password; null where it is, or there is none. */
  refusalFor(given: unknown, address: string): RefusalCode | null {
    const wanted = this.#accounts.chatPassword;
    if (wanted === null) return null;
    if (given === undefined || given === null) return 'password-required';
    if (!this.#tries.take(address, this.#now())) return 'try-later';
    // As it was typed at some other keyboard, and with a blank that a phone has added.
    const word = isPasswordText(given) ? normalisePassword(trimNickname(given)) : '';
    if (!sameSecret(word, wanted.text)) return 'wrong-password';
    this.#tries.giveBack(address, this.#now());
    return null;
  }

  /** The password is another one now: whoever is here stays, everyone else is asked. */
  passwordChanged(here: Iterable<string>): void {
    this.#admitted = new Set(here);
  }

  #admit(id: string): void {
    if (this.#accounts.chatPassword === null) return;
    this.#admitted.delete(id);
    this.#admitted.add(id);
    const [oldest] = this.#admitted;
    if (this.#admitted.size > mostAdmitted && oldest !== undefined) this.#admitted.delete(oldest);
  }

  /**
   * The seat of a device without a session. An account that was made on this device has the id that the device had:
   * whoever sits there later, and is not logged in, is somebody else.
   */
  #deviceSeatId(deviceKey: string): string {
    if (this.#accounts.mode === 'open') return seatIdOf(deviceKey);
    for (let guest = 0; ; guest += 1) {
      const id = seatIdOf(guest === 0 ? deviceKey : `${deviceKey}\n${guest}`);
      if (this.#accounts.get(id) === null) return id;
    }
  }
}
