// What a host says of itself before anyone joins, at `/api/info`. Whoever reads it checks it: a proxy, or anything else
// on that port, may answer too.
import { isAccountMode, type AccountMode } from './accounts.ts';
import { isObject } from './json.ts';
import { oneLine } from './one-line.ts';

export interface HostInfo {
  /** Name of the chat. */
  readonly name: string;
  /** Whose computer it is. */
  readonly hostName: string;
  /** Connected now. */
  readonly people: number;
  readonly accountMode: AccountMode;
  /** Whether the chat asks for its password. */
  readonly asksPassword: boolean;
}

/** In UTF-16 code units: no host of ours has a longer name for anything. */
const maxNameLength = 400;

/** Null for what is no host's answer. Names come without anything that could disturb the line they stand in. */
export function parseHostInfo(value: unknown): HostInfo | null {
  if (!isObject(value)) return null;
  const { name, hostName, people, accounts, password } = value;
  if (typeof name !== 'string' || typeof hostName !== 'string') return null;
  if (typeof people !== 'number' || !Number.isSafeInteger(people) || people < 0) return null;
  return {
    name: oneLine(name, maxNameLength),
    hostName: oneLine(hostName, maxNameLength),
    people,
    accountMode: isAccountMode(accounts) ? accounts : 'open',
    asksPassword: password === true,
  };
}
