// What somebody must say to come in beside their nickname: the chat's password, a password of their own. Nothing until
// the host asks for it. Renders nothing, and keeps no password longer than it takes to come in.
import type { JoinRequest } from '../../client/chat-port.ts';
import type { HostInfo } from '../../protocol/host-info.ts';
import type { ErrorCode } from '../../protocol/error-codes.ts';

/** Answers that are about the chat's password. */
const chatPasswordCodes: readonly ErrorCode[] = ['password-required', 'wrong-password'];
/** Answers that are about one's own. */
const accountCodes: readonly ErrorCode[] = [
  'account-required',
  'account-exists',
  'wrong-log-in',
  'bad-password',
  'try-later',
];

export class Admission {
  chatPassword = $state('');
  password = $state('');
  kind = $state<'log-in' | 'register'>('log-in');
  /** Whether the chat's password is asked for. */
  asksPassword = $state(false);
  /** Whether a password of one's own is asked for, and whether one may make an account instead. */
  asksAccount = $state<'no' | 'log-in' | 'either'>('no');
  #code = $state.raw<ErrorCode | null>(null);

  /** What stands at the field for the chat's password. */
  readonly chatPasswordError = $derived(this.#codeIn(chatPasswordCodes));
  readonly passwordError = $derived(this.#codeIn(accountCodes));

  /**
   * Takes what the host says of itself before anybody asks to come in.
   * @param known what this device may have to show already: what it lacks after all, the host asks for
   */
  expect(info: HostInfo, known: { readonly password: boolean; readonly session: boolean }): void {
    if (info.asksPassword && !known.password) this.asksPassword = true;
    if (info.accountMode === 'accounts-only' && !known.session) this.asksAccount = 'either';
  }

  /** Takes what the host answered; null when one is in. */
  hear(code: ErrorCode | null): void {
    this.#code = code;
    if (code === null) {
      this.#forget();
    } else if (chatPasswordCodes.includes(code)) {
      this.asksPassword = true;
    } else if (code === 'name-protected') {
      this.kind = 'log-in';
      if (this.asksAccount === 'no') this.asksAccount = 'log-in';
    } else if (code === 'account-required') {
      this.asksAccount = 'either';
    } else if (code === 'account-exists') {
      this.kind = 'log-in';
    }
  }

  /** True where an answer is said at one of the fields, and need not be said anywhere else. */
  says(code: ErrorCode): boolean {
    return code === this.chatPasswordError || code === this.passwordError;
  }

  /** Another nickname is being tried, which may be free: nobody's password is asked for then. */
  renamed(): void {
    this.#code = null;
    if (this.asksAccount === 'log-in') {
      this.asksAccount = 'no';
      this.password = '';
    }
  }

  /** What goes with the nickname. A field that was left empty says nothing: the device may be known. */
  request(): Pick<JoinRequest, 'chatPassword' | 'account'> {
    const { kind, password } = this;
    return {
      ...(this.chatPassword === '' ? {} : { chatPassword: this.chatPassword }),
      ...(this.asksAccount === 'no' || password === '' ? {} : { account: { kind, password } }),
    };
  }

  #codeIn(codes: readonly ErrorCode[]): ErrorCode | null {
    return this.#code !== null && codes.includes(this.#code) ? this.#code : null;
  }

  #forget(): void {
    this.chatPassword = '';
    this.password = '';
    this.asksPassword = false;
    this.asksAccount = 'no';
  }
}
