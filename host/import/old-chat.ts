// What the rows of a chat with a database mean: its people, its rooms, and its private talks, as messages of ours. Reads
// everything before anybody writes anything, and knows nothing of what is here already.
import { createHash } from 'node:crypto';
import { countCodePoints } from '../../protocol/content.ts';
import { maxContentCodePoints, maxRoomNameCodePoints } from '../../protocol/limits.ts';
import { foldNickname, parseNickname } from '../../protocol/nickname.ts';
import { oneLine } from '../../protocol/one-line.ts';
import { BrokenDatabase, shortLength, type Cell, type OldDatabase, type Row } from './old-database.ts';
import { pictureText } from './old-picture.ts';
import { parseOldTime, zoneOfColumn, type Zone } from './old-times.ts';
import { entryOfDraft, type Entry } from './entry.ts';

/** Names under which chats keep the room that everybody is in. */
const mainNames = new Set(
  ['chung', 'phòng chung', 'sảnh', 'general', 'main', 'lobby', 'public', 'global'].map(foldNickname),
);
const longestName = 100;

export interface OldUser {
  /** Follows from the name, so that it is the same at every import. */
  readonly id: string;
  /** As it was written there. */
  readonly name: string;
  readonly password: string;
  readonly administrator: boolean;
  /** Epoch milliseconds; null where that is not known. */
  readonly createdAt: number | null;
}

export interface OldRoom {
  /** Follows from the name; good for a room of ours where none has this name. */
  readonly id: string;
  /** Under the rule of names. */
  readonly name: string;
  readonly entries: Entry[];
}

export interface OldTalk {
  readonly people: readonly [string, string];
  readonly entries: Entry[];
}

export interface OldChat {
  readonly users: readonly OldUser[];
  readonly main: { readonly name: string | null; readonly entries: readonly Entry[] };
  /** All others, in the order in which they were first talked in. */
  readonly rooms: readonly OldRoom[];
  readonly talks: readonly OldTalk[];
  /** Of the messages that were pictures, the row of each by its id. */
  readonly pictures: ReadonlyMap<string, number>;
  /** Messages that were empty, or to oneself. */
  readonly leftOut: number;
}

/**
 * Reads what was said and by whom in a database that `readDatabase` has opened.
 * @throws BrokenDatabase for what is none of a chat, or breaks off
 */
export function readOldChat(database: OldDatabase): Promise<OldChat> {
  return new Reader(database).read();
}

/** Also of names that nobody registered: whoever talked with them can still read it. */
function personIdOf(name: string): string {
  return derivedId('person', [name]);
}

class Reader {
  readonly #database: OldDatabase;
  readonly #rooms = new Map<string, OldRoom>();
  readonly #talks = new Map<string, OldTalk>();
  readonly #pictures = new Map<string, number>();
  /** How often each message came: twins are two, and the same two at the next import. */
  readonly #seen = new Map<string, number>();
  readonly #nowhere: Entry[] = [];
  #leftOut = 0;

  constructor(database: OldDatabase) {
    this.#database = database;
  }

  async read(): Promise<OldChat> {
    this.#require('users', ['username', 'password']);
    this.#require('messages', ['sender', 'message']);
    this.#require('private_messages', ['sender', 'receiver', 'message']);
    const tables = ['users', 'messages', 'private_messages'];
    if (tables.every((table) => this.#database.columnsOf(table) === null)) throw new BrokenDatabase();
    const users = await this.#readUsers();
    await this.#readMessages();
    await this.#readTalks();
    const all = [...this.#rooms.values()];
    const main = all.find(({ name }) => mainNames.has(foldNickname(name))) ?? all[0];
    return {
      users,
      main: { name: main?.name ?? null, entries: [...this.#nowhere, ...(main?.entries ?? [])] },
      rooms: all.filter((room) => room !== main),
      talks: [...this.#talks.values()],
      pictures: this.#pictures,
      leftOut: this.#leftOut,
    };
  }

  /** A table may be missing, but without these columns it is of another kind of program. */
  #require(table: string, columns: readonly string[]): void {
    const there = this.#database.columnsOf(table);
    if (there !== null && !columns.every((column) => there.has(column))) throw new BrokenDatabase(table);
  }

  async #readUsers(): Promise<OldUser[]> {
    const users: OldUser[] = [];
    const zone = this.#zoneOf('users');
    const wanted = { username: 'short', password: 'short', role: 'short', created_at: 'short' } as const;
    for await (const row of this.#database.rows('users', wanted)) {
      const name = textOf('users', row, 'username');
      users.push({
        id: personIdOf(name),
        name,
        password: textOf('users', row, 'password').trim(),
        administrator: /^(admin|administrator)$/i.test(textOf('users', row, 'role').trim()),
        createdAt: parseOldTime(timeText(row), zone),
      });
    }
    return users;
  }

  async #readMessages(): Promise<void> {
    const zone = this.#zoneOf('messages');
    const wanted = {
      room: 'short',
      sender: 'short',
      message: { where: 'msg_type', is: 'image', most: shortLength, others: 'whole' },
      msg_type: 'short',
      created_at: 'short',
    } as const;
    let before = 0;
    for await (const row of this.#database.rows('messages', wanted)) {
      const [room = '', sender = '', kind = ''] = ['room', 'sender', 'msg_type'].map((column) =>
        textOf('messages', row, column),
      );
      const isPicture = kind.toLowerCase() === 'image';
      const said = isPicture ? pictureCell(row) : textOf('messages', row, 'message');
      const at = parseOldTime(timeText(row), zone) ?? before;
      before = at;
      const id = this.#idOf('message', [room, sender, kind, said, timeText(row)]);
      if (isPicture) this.#pictures.set(id, row.row);
      const content = isPicture && said !== '' ? pictureText(said) : said;
      this.#add(this.#entriesOf(room), { id, sender, content, at });
    }
  }

  async #readTalks(): Promise<void> {
    const table = 'private_messages';
    const zone = this.#zoneOf(table);
    const wanted = { sender: 'short', receiver: 'short', message: 'whole', created_at: 'short' } as const;
    let before = 0;
    for await (const row of this.#database.rows(table, wanted)) {
      const [sender = '', receiver = '', said = ''] = ['sender', 'receiver', 'message'].map((column) =>
        textOf(table, row, column),
      );
      const at = parseOldTime(timeText(row), zone) ?? before;
      before = at;
      const id = this.#idOf('private', [sender, receiver, said, timeText(row)]);
      if (sender === receiver || sender === '' || receiver === '') {
        this.#leftOut += 1;
        continue;
      }
      const to = readableName(receiver);
      this.#add(this.#talkOf(sender, receiver).entries, { id, sender, content: said, at, to });
    }
  }

  #zoneOf(table: string): Zone {
    return zoneOfColumn(this.#database.columnsOf(table)?.get('created_at') ?? '');
  }

  #entriesOf(raw: string): Entry[] {
    const name = roomName(raw);
    if (name === null) return this.#nowhere;
    const key = foldNickname(name);
    const room = this.#rooms.get(key) ?? { id: derivedId('room', [key]), name, entries: [] };
    this.#rooms.set(key, room);
    return room.entries;
  }

  #talkOf(one: string, other: string): OldTalk {
    const [first, second] = [personIdOf(one), personIdOf(other)];
    const people = first < second ? ([first, second] as const) : ([second, first] as const);
    const talk = this.#talks.get(people.join(' ')) ?? { people, entries: [] };
    this.#talks.set(people.join(' '), talk);
    return talk;
  }

  /** Puts a message in, in pieces where it is longer than a message may be; nothing of it is lost. */
  #add(
    entries: Entry[],
    message: { id: string; sender: string; content: string; at: number; to?: string },
  ): void {
    const { id, sender, content, at, to } = message;
    if (content.trim() === '') {
      this.#leftOut += 1;
      return;
    }
    for (const [index, piece] of piecesOf(content).entries()) {
      entries.push(
        entryOfDraft({
          id: index === 0 ? id : derivedId('piece', [id, index]),
          name: readableName(sender),
          content: piece,
          at,
          ...(sender === '' ? {} : { by: personIdOf(sender) }),
          ...(to === undefined ? {} : { to }),
        }),
      );
    }
  }

  #idOf(kind: string, parts: readonly string[]): string {
    const first = derivedId(kind, parts);
    const times = (this.#seen.get(first) ?? 0) + 1;
    this.#seen.set(first, times);
    return times === 1 ? first : derivedId('twin', [first, times]);
  }
}

/** Ids follow from what is there, not from its numbers: those change when a database is tidied up. */
function derivedId(kind: string, parts: readonly unknown[]): string {
  const text = JSON.stringify(['classic-chatbox import', kind, ...parts]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function timeText(row: Row): string {
  return decode(row.cell('created_at')) ?? '';
}

/** What says where a picture is, or its first bytes. */
function pictureCell(row: Row): string {
  const cell = row.cell('message');
  return decode(cell) ?? (cell instanceof Uint8Array ? Buffer.from(cell).toString('hex') : '');
}

/** A cell as text. One of bytes that are none breaks the database at its row. */
function textOf(table: string, row: Row, column: string): string {
  const text = decode(row.cell(column));
  if (text === null) throw new BrokenDatabase(table, row.row);
  return text;
}

function decode(cell: Cell): string | null {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell.toWellFormed();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(cell);
  } catch {
    return null;
  }
}

/** A name as it may be shown beside a message. */
function readableName(name: string): string {
  const parsed = parseNickname(name);
  if (parsed.ok) return parsed.value.name;
  const mended = parseNickname(firstCodePoints(oneLine(name, longestName * 2), longestName));
  return mended.ok ? mended.value.name : '?';
}

/** A room's name under our rule; null where nothing is left of it. */
function roomName(name: string): string | null {
  const mended = parseNickname(firstCodePoints(readableName(name), maxRoomNameCodePoints));
  return mended.ok && mended.value.name !== '?' ? mended.value.name : null;
}

function firstCodePoints(text: string, count: number): string {
  return countCodePoints(text) <= count ? text : [...text].slice(0, count).join('');
}

function piecesOf(content: string): string[] {
  if (countCodePoints(content) <= maxContentCodePoints) return [content];
  const points = [...content];
  const pieces: string[] = [];
  for (let from = 0; from < points.length; from += maxContentCodePoints) {
    pieces.push(points.slice(from, from + maxContentCodePoints).join(''));
  }
  return pieces;
}
