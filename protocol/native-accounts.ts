// The part of our own wire that is about accounts, both sides of it: frames to commands for the host, frames to events
// for the client.
import type { AccountCommand } from './account-commands.ts';
import type { AccountEvent } from './account-events.ts';
import {
  isAccountMode,
  isAccountRole,
  type AccountMode,
  type ListedAccount,
  type OwnAccount,
} from './accounts.ts';
import { isDeviceKey, isMessageId } from './ids.ts';
import { isObject, parseList, type JsonObject } from './json.ts';

/** A command, or the name of the key that is missing or wrong. */
type Parsed = AccountCommand | string;

export const accountParsers: {
  readonly [Type in AccountCommand['type']]: (frame: JsonObject) => Parsed;
} = {
  register: (frame) => parseNameAndPassword('register', frame),
  'log-in': (frame) => parseNameAndPassword('log-in', frame),
  'log-out': ({ id, session }) => {
    if (!isMessageId(id)) return 'id';
    return isSessionToken(session) ? { type: 'log-out', id, session } : 'session';
  },
  'change-password': ({ id, password, newPassword }) => {
    if (!isMessageId(id)) return 'id';
    if (password === undefined) return 'password';
    return newPassword === undefined ? 'newPassword' : { type: 'change-password', id, password, newPassword };
  },
  'get-accounts': ({ id }) => (isMessageId(id) ? { type: 'get-accounts', id } : 'id'),
  'reset-password': (frame) => parseAboutAccount('reset-password', frame),
  'remove-account': (frame) => parseAboutAccount('remove-account', frame),
  'set-co-host': ({ id, account, coHost }) => {
    if (!isMessageId(id)) return 'id';
    if (!isMessageId(account)) return 'account';
    return typeof coHost === 'boolean' ? { type: 'set-co-host', id, account, coHost } : 'coHost';
  },
  'set-account-mode': ({ id, mode }) => {
    if (!isMessageId(id)) return 'id';
    return isAccountMode(mode) ? { type: 'set-account-mode', id, mode } : 'mode';
  },
  'set-chat-password': ({ id, password, inCode }) => {
    if (!isMessageId(id)) return 'id';
    if (password === undefined) return 'password';
    return typeof inCode === 'boolean' ? { type: 'set-chat-password', id, password, inCode } : 'inCode';
  },
};

/** True for the secret of a session: it has the form of a device key. */
export function isSessionToken(value: unknown): value is string {
  return isDeviceKey(value);
}

function parseNameAndPassword(type: 'register' | 'log-in', frame: JsonObject): Parsed {
  const { id, name, password, chatPassword = null } = frame;
  if (!isMessageId(id)) return 'id';
  if (name === undefined) return 'name';
  return password === undefined ? 'password' : { type, id, name, password, chatPassword };
}

function parseAboutAccount(type: 'reset-password' | 'remove-account', { id, account }: JsonObject): Parsed {
  if (!isMessageId(id)) return 'id';
  return isMessageId(account) ? { type, id, account } : 'account';
}

/** An account as an event carries it; null for anything else. */
export function parseOwnAccount(value: unknown): OwnAccount | null {
  if (!isObject(value)) return null;
  const { id, name, role, temporary } = value;
  if (typeof id !== 'string' || typeof name !== 'string' || !isAccountRole(role)) return null;
  return temporary === true ? { id, name, role, temporary } : { id, name, role };
}

function parseListedAccount(value: unknown): ListedAccount | null {
  const account = parseOwnAccount(value);
  if (account === null || !isObject(value)) return null;
  const { createdAt } = value;
  return typeof createdAt === 'number' && Math.abs(createdAt) <= 8.64e15 ? { ...account, createdAt } : null;
}

/** Reads `accountMode` of `joined`: absent in a chat without accounts, and on hosts from before them. */
export function parseAccountMode(value: unknown): AccountMode {
  return isAccountMode(value) ? value : 'open';
}

/** The events but for `person-changed`, which carries what the rest of the wire parses. */
export const accountEventParsers: {
  readonly [Type in Exclude<AccountEvent['type'], 'person-changed'>]: (
    frame: JsonObject,
  ) => AccountEvent | null;
} = {
  'logged-in': ({ replyTo, session, ...rest }) => {
    const account = parseOwnAccount(rest.account);
    return account !== null && typeof replyTo === 'string' && isSessionToken(session)
      ? { type: 'logged-in', replyTo, account, session }
      : null;
  },
  'password-reset': ({ replyTo, password }) =>
    typeof replyTo === 'string' && typeof password === 'string'
      ? { type: 'password-reset', replyTo, password }
      : null,
  'accounts-listed': ({ replyTo, ...rest }) => {
    const accounts = parseList(rest.accounts, parseListedAccount);
    return accounts !== null && typeof replyTo === 'string'
      ? { type: 'accounts-listed', replyTo, accounts }
      : null;
  },
  'account-mode-changed': ({ mode }) => (isAccountMode(mode) ? { type: 'account-mode-changed', mode } : null),
};
