// The file `accounts.json` beside the history: what it says and how it is read and replaced. Its owner alone can read
// it. Knows no rule about who may do what.
import {
  isAccountMode,
  isAccountRole,
  parseChatPassword,
  type AccountMode,
  type AccountRole,
} from '../../protocol/accounts.ts';
import { isMessageId } from '../../protocol/ids.ts';
import { isCount, isObject, parseList, parseObject } from '../../protocol/json.ts';
import { parseNickname } from '../../protocol/nickname.ts';
import { removeLeftovers, replaceFile } from '../../storage/atomic-replace.ts';
import { nodeDisk, readTextIfThere, type Disk } from '../../storage/disk.ts';
import { DamagedFile } from '../damaged-file.ts';
import { parsePasswordHash, type PasswordHash } from './password-hash.ts';

export const accountsFileName = 'accounts.json';
const fileVersion = 1;

export interface StoredSession {
  /** SHA-256 of the token, base64url. */
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface StoredAccount {
  readonly id: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly passwordHash: PasswordHash;
  /** The host made this password. */
  readonly temporary?: true;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly sessions: readonly StoredSession[];
}

/** One word for the whole chat. Kept as it is: the host shows it to the class and puts it into the code. */
export interface ChatPassword {
  readonly text: string;
  readonly inCode: boolean;
}

export interface AccountsData {
  readonly mode: AccountMode;
  readonly chatPassword: ChatPassword | null;
  readonly accounts: readonly StoredAccount[];
}

export const noAccounts: AccountsData = { mode: 'open', chatPassword: null, accounts: [] };

/**
 * Reads the file; one that is not there says that there are no accounts.
 * @throws DamagedFile where it does not say all that it should, the system's error where it cannot be read
 */
export async function loadAccounts(path: string, disk: Disk = nodeDisk): Promise<AccountsData> {
  await removeLeftovers(path, disk);
  const text = await readTextIfThere(path);
  if (text === null) return noAccounts;
  const data = parseAccounts(text);
  // Half of it would open the chat wider than it was: no password, a name that is free again.
  if (data === null) throw new DamagedFile('accounts-damaged', path);
  return data;
}

/** @throws the system's error; the file is then as it was */
export async function saveAccounts(path: string, data: AccountsData, disk: Disk = nodeDisk): Promise<void> {
  const text = `${JSON.stringify({ version: fileVersion, ...data }, null, 1)}\n`;
  await replaceFile(path, text, disk, 'create-private');
}

/** Null for what is not whole. */
function parseAccounts(text: string): AccountsData | null {
  const { version, mode, chatPassword, accounts } = parseObject(text) ?? {};
  const password = parseKeptPassword(chatPassword);
  const listed = parseList(accounts, parseAccount);
  if (version !== fileVersion || !isAccountMode(mode) || password === undefined || listed === null)
    return null;
  return hasDoubles(listed) ? null : { mode, chatPassword: password, accounts: listed };
}

/** Undefined for what is neither a password nor none. */
function parseKeptPassword(value: unknown): ChatPassword | null | undefined {
  if (value === null) return null;
  if (!isObject(value) || typeof value.inCode !== 'boolean') return undefined;
  const text = parseChatPassword(value.text);
  return text.ok ? { text: text.value, inCode: value.inCode } : undefined;
}

function parseAccount(value: unknown): StoredAccount | null {
  if (!isObject(value)) return null;
  const { id, role, createdAt } = value;
  const name = parseNickname(value.name);
  const passwordHash = parsePasswordHash(value.passwordHash);
  const sessions = parseList(value.sessions, parseSession);
  if (!isMessageId(id) || !name.ok || !isAccountRole(role) || !isCount(createdAt)) return null;
  if (passwordHash === null || sessions === null) return null;
  const account = { id, name: name.value.name, role, passwordHash, createdAt, sessions };
  return value.temporary === true ? { ...account, temporary: true } : account;
}

function parseSession(value: unknown): StoredSession | null {
  if (!isObject(value)) return null;
  const { hash, expiresAt } = value;
  return typeof hash === 'string' && isCount(expiresAt) ? { hash, expiresAt } : null;
}

/** Two of one id or one name would be two people with one seat. */
function hasDoubles(accounts: readonly StoredAccount[]): boolean {
  const marks = accounts.flatMap(({ id, name }) => [`id ${id}`, `name ${keyOf(name)}`]);
  return new Set(marks).size < marks.length;
}

/** The folded name, by which accounts are unique. */
export function keyOf(name: string): string {
  const parsed = parseNickname(name);
  return parsed.ok ? parsed.value.key : '';
}
