// Moving in from a chat with accounts, rooms and private talks. Everything is read before anything is written, and all of
// our files are replaced together.
import { dirname, join } from 'node:path';
import { mainRoom } from '../../protocol/conversations.ts';
import type { ImportCode } from '../../protocol/error-codes.ts';
import type { Arrangement } from '../../protocol/events.ts';
import type { LeftOutAccount, LeftOutReason, MovedIn } from '../../protocol/moved-in.ts';
import { foldNickname, parseNickname } from '../../protocol/nickname.ts';
import { oneLine } from '../../protocol/one-line.ts';
import { nodeDisk, type Disk } from '../../storage/disk.ts';
import { replaceTogether } from '../../storage/replace-together.ts';
import { mostAccounts } from '../accounts/accounts.ts';
import {
  accountsFileName,
  keyOf,
  loadAccounts,
  saveAccounts,
  type AccountsData,
  type StoredAccount,
} from '../accounts/accounts-file.ts';
import { arrangementFileName, openArrangement, saveArrangement } from '../conversations/arrangement-file.ts';
import { rearrange } from '../conversations/arrangement.ts';
import { keyOf as keyOfConversation, type Conversation } from '../conversations/conversation.ts';
import { DamagedFile } from '../damaged-file.ts';
import { openFolder } from '../data-folder.ts';
import type { Entry } from './entry.ts';
import { readOldChat, type OldChat, type OldUser } from './old-chat.ts';
import { BrokenDatabase, readDatabase, type OldDatabase } from './old-database.ts';
import { defaultLimits, type HostLimits } from '../options.ts';
import { parsePasswordHash } from '../accounts/password-hash.ts';
import { takeInPictures } from './take-in-pictures.ts';
import { planTakeIn, stageReads, stageTakeIn, type Numbers, type TakingIn } from './take-in.ts';

/** Files that one import may make: a made-up database could have as many talks as rows. */
const mostTalks = 10_000;
const mostNamed = 20;
const longestNamed = 40;

export type DatabaseImported =
  | {
      readonly ok: true;
      readonly added: number;
      readonly known: number;
      readonly aside: string | null;
      readonly moved: MovedIn;
    }
  | { readonly ok: false; readonly code: ImportCode; readonly line?: number; readonly table?: string };

interface Part {
  readonly conversation: Conversation;
  readonly entries: readonly Entry[];
}

export interface DatabaseImportOptions {
  /** Epoch milliseconds, for accounts of which nobody knows since when they are. */
  readonly now?: number;
  /** For our files; tests hand in one that fails. */
  readonly disk?: Disk;
  /** For pictures. */
  readonly limits?: Pick<HostLimits, 'maxFileBytes' | 'fileBytes' | 'unsentFileLifetimeMs'>;
}

/**
 * Takes in the chat in the database at `source`.
 * @throws the system's error when one of our files cannot be read or written, or the database not be copied
 */
export async function importDatabase(
  dataDir: string,
  source: string,
  options: DatabaseImportOptions = {},
): Promise<DatabaseImported> {
  try {
    return await readDatabase(source, async (database) =>
      takeInChat(dataDir, dirname(source), await readOldChat(database), database, options),
    );
  } catch (error) {
    if (error instanceof DamagedFile) return { ok: false, code: error.code };
    if (!(error instanceof BrokenDatabase)) throw error;
    const { row: line, table } = error;
    const where = { ...(line === undefined ? {} : { line }), ...(table === undefined ? {} : { table }) };
    return { ok: false, code: 'import-broken', ...where };
  }
}

async function takeInChat(
  dataDir: string,
  sourceDir: string,
  chat: OldChat,
  database: OldDatabase,
  { now = Date.now(), disk = nodeDisk, limits = defaultLimits }: DatabaseImportOptions,
): Promise<DatabaseImported> {
  const lock = await openFolder(dataDir, disk);
  if (!lock.ok) return lock;
  try {
    const arrangementFile = await openArrangement(dataDir, disk);
    const accountsPath = join(dataDir, accountsFileName);
    const data = await loadAccounts(accountsPath, disk);
    const rooms = planRooms(chat, arrangementFile.arrangement);
    const accounts = planAccounts(chat.users, data, now);
    const talks = chat.talks.slice(0, mostTalks).map(({ people, entries }): Part => {
      return { conversation: { kind: 'talk', people }, entries };
    });

    const total = { added: 0, known: 0, talks: 0 };
    let aside: string | null = null;
    const pictures = await replaceTogether(
      dataDir,
      async (replacement) => {
        const numbers: Numbers = new Map();
        const stage = async (taking: TakingIn): Promise<void> => {
          const kept = await stageTakeIn(dataDir, taking, replacement, numbers, disk);
          if (keyOfConversation(taking.conversation) === mainRoom) aside = kept;
          total.added += taking.added.length;
          total.known += taking.known.size;
          if (taking.conversation.kind === 'talk' && taking.added.length > 0) total.talks += 1;
        };
        const takings: TakingIn[] = [];
        for (const { conversation, entries } of rooms.parts) {
          takings.push(await planTakeIn(dataDir, conversation, entries, disk));
        }
        const files = { dataDir, sourceDir, disk, now, limits };
        const taken = await takeInPictures(chat, database, takings, replacement, files);
        for (const taking of takings) await stage(taking);
        // One after the other: together they may be more than fits into the memory.
        for (const { conversation, entries } of talks) {
          await stage(await planTakeIn(dataDir, conversation, entries, disk));
        }
        await stageReads(dataDir, numbers, replacement, disk);
        if (rooms.arrangement !== arrangementFile.arrangement) {
          await saveArrangement(await replacement.stage(arrangementFileName), rooms.arrangement, disk);
        }
        if (accounts.data !== data) {
          await saveAccounts(await replacement.stage(accountsFileName), accounts.data, disk);
        }
        return taken;
      },
      disk,
    );

    const tooMany = chat.talks.slice(mostTalks).flatMap(({ entries }) => entries).length;
    const moved: MovedIn = {
      rooms: rooms.arrangement.rooms.length - arrangementFile.arrangement.rooms.length,
      talks: total.talks,
      accounts: accounts.added.length,
      pictures: pictures.came,
      picturesLeft: pictures.left,
      administrators: accounts.administrators,
      namesCanBeKept: accounts.data.mode !== data.mode,
      talksAreClosed: total.talks > 0 && rooms.arrangement.privateMessages === 'nobody',
      leftOutMessages: chat.leftOut + rooms.leftOut + tooMany,
      leftOutAccounts: accounts.leftOut.slice(0, mostNamed),
      moreLeftOut: Math.max(0, accounts.leftOut.length - mostNamed),
    };
    return { ok: true, added: total.added, known: total.known, aside, moved };
  } finally {
    lock.release();
  }
}

interface RoomPlan {
  readonly arrangement: Arrangement;
  /** The main room first. */
  readonly parts: readonly Part[];
  /** Messages of rooms for which there is no place. */
  readonly leftOut: number;
}

/** Where the messages of each room go: to the room of ours that has its name, else to a new one. */
function planRooms(chat: OldChat, ours: Arrangement): RoomPlan {
  let arrangement = ours;
  const byRoom = new Map<string, Entry[]>([[mainRoom, [...chat.main.entries]]]);
  let leftOut = 0;
  for (const { id, name, entries } of chat.rooms) {
    const key = foldNickname(name);
    const known =
      arrangement.rooms.find((room) => room.id === id) ??
      arrangement.rooms.find((room) => foldNickname(room.name) === key);
    const added = known === undefined ? rearrange(arrangement, { type: 'add-room', id, name }) : null;
    if (added?.ok === false) {
      leftOut += entries.length;
      continue;
    }
    if (added !== null) arrangement = added.value;
    const target = known?.id ?? id;
    byRoom.set(target, [...(byRoom.get(target) ?? []), ...entries]);
  }
  arrangement = withMainName(arrangement, chat.main.name);
  const parts = Array.from(byRoom, ([id, entries]): Part => {
    return { conversation: { kind: 'room', id }, entries };
  });
  return { arrangement, parts, leftOut };
}

/** A main room without a name gets the one that it had there, unless another room has it. */
function withMainName(arrangement: Arrangement, name: string | null): Arrangement {
  const unnamed = arrangement.rooms.some((room) => room.id === mainRoom && room.name === '');
  if (!unnamed || name === null) return arrangement;
  const renamed = rearrange(arrangement, { type: 'rename-room', id: mainRoom, room: mainRoom, name });
  return renamed.ok ? renamed.value : arrangement;
}

interface AccountPlan {
  readonly data: AccountsData;
  readonly added: readonly StoredAccount[];
  /** Names of those added that were administrators. */
  readonly administrators: readonly string[];
  readonly leftOut: readonly LeftOutAccount[];
}

/**
 * Accounts come with the hash that they had, which is good for one log-in. Who was an administrator is a person like
 * others here: such chats come with an administrator whose password everybody knows. Who hosts may raise them.
 */
function planAccounts(users: readonly OldUser[], data: AccountsData, now: number): AccountPlan {
  const ids = new Set(data.accounts.map(({ id }) => id));
  const keys = new Set(data.accounts.map(({ name }) => keyOf(name)));
  const added: StoredAccount[] = [];
  const administrators: string[] = [];
  const leftOut: LeftOutAccount[] = [];
  for (const { id, name: written, password, administrator, createdAt } of users) {
    // Here since an earlier import.
    if (ids.has(id)) continue;
    const name = parseNickname(written);
    const passwordHash = parsePasswordHash({ algorithm: 'sha256', hash: password });
    const leaveOut = (why: LeftOutReason): unknown =>
      leftOut.push({ name: oneLine(written, longestNamed), why });
    if (!name.ok) leaveOut('bad-name');
    else if (keys.has(name.value.key)) leaveOut('name-taken');
    else if (passwordHash === null) leaveOut('bad-password');
    else if (data.accounts.length + added.length >= mostAccounts) leaveOut('too-many');
    else {
      ids.add(id);
      keys.add(name.value.key);
      if (administrator) administrators.push(name.value.name);
      added.push({
        id,
        name: name.value.name,
        role: 'person',
        passwordHash,
        createdAt: createdAt ?? now,
        sessions: [],
      });
    }
  }
  if (added.length === 0) return { data, added, administrators, leftOut };
  const mode = data.mode === 'open' ? 'names-can-be-kept' : data.mode;
  return { data: { ...data, mode, accounts: [...data.accounts, ...added] }, added, administrators, leftOut };
}
