// The part of the chat client that is about accounts: asks, waits for answers, and keeps sessions where the platform
// keeps secrets. Passwords pass through and stay nowhere.
import type { AccountPort } from './account-port.ts';
import { createPendingReplies } from './pending-replies.ts';
import type { KeptSecrets } from './platform.ts';
import type { AccountCommand } from '../protocol/account-commands.ts';
import type { AccountReply, LoggedIn } from '../protocol/account-events.ts';
import type { OwnAccount } from '../protocol/accounts.ts';
import type { ErrorCode, Result } from '../protocol/error-codes.ts';
import type { ChatEvent, Done } from '../protocol/events.ts';

type Answer = AccountReply | Done;

export interface AccountClientOptions {
  readonly newId: () => string;
  /** False where there is no seat to speak from. */
  readonly send: (command: AccountCommand) => boolean;
  readonly sessions: KeptSecrets;
  /** The host that is spoken to now, as sessions are kept by it; null where there is none. */
  readonly hostAddress: () => string | null;
  /** Somebody has logged in, and the session is kept: comes before the answer. */
  readonly loggedIn: (event: LoggedIn) => void;
  readonly leave: () => Promise<void>;
}

export interface AccountClient {
  readonly port: AccountPort;
  /** Takes every event; those that answer a call settle it. */
  heard(event: ChatEvent): void;
  /** There is no connection any more. */
  lost(): void;
  /** Ends the session at the host, without waiting for the answer. */
  endSession(): void;
}

export function createAccountClient(options: AccountClientOptions): AccountClient {
  const { newId, send, sessions } = options;
  const replies = createPendingReplies<Answer>();

  async function ask(command: (id: string) => AccountCommand): Promise<Result<Answer>> {
    const id = newId();
    return send(command(id)) ? replies.wait(id) : { ok: false, code: 'connection-lost' };
  }

  async function askToLogIn(command: (id: string) => AccountCommand): Promise<Result<OwnAccount>> {
    return pick(await ask(command), (reply) => (reply.type === 'logged-in' ? reply.account : null));
  }

  async function askTo(command: (id: string) => AccountCommand): Promise<Result<null>> {
    const answer = await ask(command);
    return answer.ok ? { ok: true, value: null } : answer;
  }

  function endSession(): void {
    const hostAddress = options.hostAddress();
    const session = hostAddress === null ? null : sessions.load(hostAddress);
    if (hostAddress === null || session === null) return;
    send({ type: 'log-out', id: newId(), session });
    sessions.forget(hostAddress);
  }

  function loggedIn(event: LoggedIn): void {
    const hostAddress = options.hostAddress();
    if (hostAddress !== null) sessions.save(hostAddress, event.session);
    options.loggedIn(event);
  }

  return {
    heard(event) {
      switch (event.type) {
        case 'logged-in':
          // The answer first: coming back as somebody else ends this connection, and with it whoever waits.
          replies.settle(event.replyTo, { ok: true, value: event });
          return loggedIn(event);
        case 'done':
        case 'password-reset':
        case 'accounts-listed':
          replies.settle(event.replyTo, { ok: true, value: event });
          return;
        case 'refused':
        case 'protocol-error':
          replies.settle(event.replyTo, { ok: false, code: event.code });
          return;
        default:
      }
    },
    lost: () => replies.failAll('connection-lost'),
    endSession,
    port: {
      register: ({ name, password }) =>
        askToLogIn((id) => ({ type: 'register', id, name, password, chatPassword: null })),
      logIn: ({ name, password }) =>
        askToLogIn((id) => ({ type: 'log-in', id, name, password, chatPassword: null })),
      async logOut() {
        endSession();
        await options.leave();
      },
      changePassword: ({ password, newPassword }) =>
        askToLogIn((id) => ({ type: 'change-password', id, password, newPassword })),
      list: async () =>
        pick(await ask((id) => ({ type: 'get-accounts', id })), (reply) =>
          reply.type === 'accounts-listed' ? reply.accounts : null,
        ),
      resetPassword: async (account) =>
        pick(await ask((id) => ({ type: 'reset-password', id, account })), (reply) =>
          reply.type === 'password-reset' ? reply.password : null,
        ),
      remove: (account) => askTo((id) => ({ type: 'remove-account', id, account })),
      setCoHost: (account, coHost) => askTo((id) => ({ type: 'set-co-host', id, account, coHost })),
      setMode: (mode) => askTo((id) => ({ type: 'set-account-mode', id, mode })),
      setChatPassword: (password, inCode) =>
        askTo((id) => ({ type: 'set-chat-password', id, password, inCode })),
    },
  };
}

/** What an answer says; one that answers something else is no answer. */
function pick<Value>(
  answer: Result<Answer>,
  read: (reply: Answer) => Value | null,
): Result<Value, ErrorCode> {
  if (!answer.ok) return answer;
  const value = read(answer.value);
  return value === null ? { ok: false, code: 'bad-command' } : { ok: true, value };
}
