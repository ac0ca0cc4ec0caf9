// What somebody at a terminal says to come in: a name, the chat's password, a password of their own. Knows the chat by its
// answers alone, and where nobody can be asked says how it is given instead.
import type { JoinRequest } from '../client/chat-port.ts';
import type { ErrorCode } from '../protocol/error-codes.ts';
import { parseNickname } from '../protocol/nickname.ts';
import { failureSentence } from './chat-sentences.ts';
import type { Terminal } from './terminal.ts';
import { safeLine } from './terminal-text.ts';

export interface AdmissionOptions {
  readonly terminal: Pick<Terminal, 'interactive' | 'ask' | 'askHidden'>;
  /** Says what is wrong. */
  readonly complain: (sentence: string) => void;
}

export interface Admission {
  /** A name that somebody can have; null where the input ends instead. */
  askNickname(question: string): Promise<string | null>;
  /** What to ask the host for after such an answer; null where nothing helps, or nothing is said. */
  complete(request: JoinRequest, code: ErrorCode): Promise<JoinRequest | null>;
}

const needsAccount =
  'Without a terminal to ask at, the password of an account is read from a file: --account-password-file FILE.';
/** For a pipe. */
const otherWays: Partial<Record<ErrorCode, string>> = {
  'password-required': 'Without a terminal to ask at, it is given with --password WORD.',
  'name-protected': needsAccount,
  'account-required': needsAccount,
};

const yes: readonly string[] = ['y', 'yes', 'c', 'có'];
const no: readonly string[] = ['n', 'no', 'k', 'không'];

export function createAdmission({ terminal, complain }: AdmissionOptions): Admission {
  async function askNickname(question: string): Promise<string | null> {
    for (;;) {
      const answer = await terminal.ask(question);
      if (answer === null || parseNickname(answer).ok) return answer;
      complain(failureSentence('bad-nickname'));
    }
  }

  /** Nothing else counts: whoever has typed a password here shall not make an account with the next one. */
  async function askWhether(question: string): Promise<boolean | null> {
    for (;;) {
      const answer = (await terminal.ask(`${question} (y/n) `))?.normalize('NFC').trim().toLowerCase();
      if (answer === undefined) return null;
      if (yes.includes(answer)) return true;
      if (no.includes(answer)) return false;
      complain('Answer y for yes or n for no. Passwords are asked for afterwards.');
    }
  }

  /** Without a password it is another name that is wanted. */
  async function askAccount(request: JoinRequest, kind: 'log-in' | 'register'): Promise<JoinRequest | null> {
    const which = kind === 'register' ? 'A new password' : 'Password';
    const password = await terminal.askHidden(`${which} for ${safeLine(request.nickname)}: `);
    if (password === null) return null;
    return password === '' ? askOtherName(request) : { ...request, account: { kind, password } };
  }

  async function askOtherName(request: JoinRequest): Promise<JoinRequest | null> {
    const nickname = await askNickname('Another name: ');
    return nickname === null ? null : { ...request, nickname, account: null };
  }

  async function complete(request: JoinRequest, code: ErrorCode): Promise<JoinRequest | null> {
    if (code === 'not-allowed' && request.account) {
      complain('This chat has no accounts: join without a password of your own.');
      return null;
    }
    if (!terminal.interactive) {
      const otherWay = otherWays[code];
      if (otherWay !== undefined) complain(otherWay);
      return null;
    }
    switch (code) {
      case 'nickname-taken':
        return askOtherName(request);
      case 'password-required':
      case 'wrong-password': {
        const chatPassword = await terminal.askHidden('Password of the chat: ');
        return chatPassword === null ? null : { ...request, chatPassword };
      }
      case 'name-protected':
      case 'wrong-log-in':
        return askAccount(request, 'log-in');
      case 'account-required': {
        const has = await askWhether('Do you have an account here?');
        return has === null ? null : askAccount(request, has ? 'log-in' : 'register');
      }
      case 'bad-password':
        return askAccount(request, 'register');
      default:
        return null;
    }
  }

  return { askNickname, complete };
}
