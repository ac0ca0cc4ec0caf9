// What whoever starts a host asks of it and what is then stored: mode, passwords, co-hosts, rooms, private messages. Left
// out, everything stays as it was. Where one thing cannot be had nothing is stored.
import type { HostCode } from '../protocol/error-codes.ts';
import type { Arrangement } from '../protocol/events.ts';
import { foldNickname } from '../protocol/nickname.ts';
import { keyOf } from './accounts/accounts-file.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { ArrangementFile } from './conversations/arrangement-file.ts';
import { rearrange } from './conversations/arrangement.ts';
import type { HostOptions } from './options.ts';

type Wishes = Pick<HostOptions, 'accountMode' | 'chatPassword' | 'coHosts' | 'rooms' | 'privateMessages'>;

type WishesStored =
  | { readonly ok: true; readonly arrangementFile: ArrangementFile }
  | {
      readonly ok: false;
      readonly code: HostCode;
      /** Whose account there is not, or which room cannot be had. */
      readonly name?: string;
    };

const notWritable = { ok: false, code: 'folder-not-writable' } as const;

/** @param newId for rooms */
export async function storeWishes(
  wishes: Wishes,
  accounts: Accounts,
  file: ArrangementFile,
  newId: () => string,
): Promise<WishesStored> {
  const coHosts = findCoHosts(wishes.coHosts ?? [], accounts);
  if (!coHosts.ok) return coHosts;
  const arranged = arrange(wishes, file.arrangement, newId);
  if (!arranged.ok) return arranged;

  if (!(await setAccess(wishes, accounts))) return notWritable;
  for (const id of coHosts.ids) {
    if (!(await accounts.setCoHost(id, true)).ok) return notWritable;
  }
  const { arrangement } = arranged;
  if (arrangement === file.arrangement) return { ok: true, arrangementFile: file };
  try {
    await file.save(arrangement);
  } catch {
    return notWritable;
  }
  return { ok: true, arrangementFile: { ...file, arrangement } };
}

/** Those who are none yet. An account that is made later is somebody else's promise: nobody gets rights by a name alone. */
function findCoHosts(
  names: readonly string[],
  accounts: Accounts,
):
  | { readonly ok: true; readonly ids: readonly string[] }
  | { readonly ok: false; readonly code: 'unknown-account'; readonly name: string } {
  const ids: string[] = [];
  for (const name of names) {
    const account = accounts.list().find((other) => keyOf(other.name) === keyOf(name));
    if (account === undefined) return { ok: false, code: 'unknown-account', name };
    if (account.role !== 'co-host') ids.push(account.id);
  }
  return { ok: true, ids };
}

/** A room that is there already, even in the archive, stays as it is. */
function arrange(
  { rooms = [], privateMessages }: Wishes,
  before: Arrangement,
  newId: () => string,
):
  | { readonly ok: true; readonly arrangement: Arrangement }
  | { readonly ok: false; readonly code: HostCode; readonly name: string } {
  let arrangement = before;
  for (const name of rooms) {
    const key = foldNickname(name);
    if (arrangement.rooms.some((room) => foldNickname(room.name) === key)) continue;
    const added = rearrange(arrangement, { type: 'add-room', id: newId(), name });
    if (!added.ok) {
      return { ok: false, code: added.code === 'too-many-rooms' ? added.code : 'bad-request', name };
    }
    arrangement = added.value;
  }
  if (privateMessages !== undefined && privateMessages !== arrangement.privateMessages) {
    arrangement = { ...arrangement, privateMessages };
  }
  return { ok: true, arrangement };
}

/** False where the disk does not take it. */
async function setAccess({ accountMode, chatPassword }: Wishes, accounts: Accounts): Promise<boolean> {
  if (accountMode !== undefined && accountMode !== accounts.mode) {
    if (!(await accounts.setMode(accountMode)).ok) return false;
  }
  const text = accounts.chatPassword?.text ?? null;
  if (chatPassword === undefined || chatPassword === text) return true;
  const password = chatPassword === null ? null : { text: chatPassword, inCode: false };
  return (await accounts.setChatPassword(password)).ok;
}
