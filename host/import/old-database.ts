// Reads the SQLite file of a chat with accounts: its rows, as hostile as whoever wrote them. The file itself is never
// opened by SQLite, let alone written: a copy in a folder of its own is. Knows nothing of what rows mean.
import type { DatabaseSync } from 'node:sqlite';
import { copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { systemCode } from '../../storage/disk.ts';

/** https://www.sqlite.org/fileformat2.html#magic_header_string */
const magic = Buffer.from('SQLite format 3\0');
/** Rows between two moments in which the rest of the program has its turn: a fraction of a millisecond of reading. */
const rowsAtOnce = 200;
/** Characters of a cell that is to be short, such as a name: more are never fetched. */
export const shortLength = 1_000;

/**
 * What all rows together may come to, in characters, for each byte of the file: defaults of columns take no room in it. A
 * file that is made up can have the same page in a million places.
 */
const mostForEachByte = 4;
const mostAnyway = 1_000_000;

/** What stands in a cell; a number is text, as most of what stands there is. */
export type Cell = string | Uint8Array | null;

/** What a table is asked for: a column whole, or the start of it, by the name that its cells get. */
export type Wanted = Readonly<Record<string, 'whole' | 'short' | WantedLength>>;

/** Pictures stand in the same column as texts: how much of each is fetched. */
export interface WantedLength {
  /** The column that tells pictures, and what it says of them. */
  readonly where: string;
  readonly is: string;
  /** Characters of a picture, or bytes. */
  readonly most: number;
  readonly others: 'whole' | 'none';
}

export interface Row {
  /** From 1, in the order of the table. */
  readonly row: number;
  cell(column: string): Cell;
}

/** The file is no database, or one that breaks off. */
export class BrokenDatabase extends Error {
  readonly table: string | undefined;
  readonly row: number | undefined;

  constructor(table?: string, row?: number, options?: ErrorOptions) {
    super('The database cannot be read', options);
    this.table = table;
    this.row = row;
  }
}

/** True for a file that begins as SQLite's do. What is not there, or cannot be read, is none. */
export async function isDatabase(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(magic.length), 0, magic.length, 0);
      return bytesRead === magic.length && buffer.equals(magic);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (systemCode(error) === '') throw error;
    return false;
  }
}

/**
 * Opens a copy of the database at `path` for as long as `read` takes, and resolves to what that resolves to.
 * @throws BrokenDatabase, also from what is read; the system's error where there is no room for the copy
 */
export async function readDatabase<Value>(
  path: string,
  read: (database: OldDatabase) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'classic-chatbox-import-'));
  try {
    const copy = join(folder, 'chat.db');
    await copyFile(path, copy);
    // What a server that crashed had not put into its file yet. Finding it is why the copy is not opened read-only.
    for (const beside of ['-wal', '-journal']) await copyIfThere(path + beside, copy + beside);
    const sizeBytes = (await stat(copy)).size + (await stat(`${copy}-wal`).catch(() => ({ size: 0 }))).size;
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    const database = orBroken(() => new DatabaseSync(copy));
    try {
      return await read(new OldDatabase(database, mostAnyway + sizeBytes * mostForEachByte));
    } finally {
      database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export class OldDatabase {
  readonly #database: DatabaseSync;
  /** Rows and characters that may still come. */
  #left: number;

  constructor(database: DatabaseSync, most: number) {
    this.#database = database;
    this.#left = most;
    // A schema may name functions and views that run for ever or do things: tables alone are read, and nothing in them runs.
    orBroken(() =>
      database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON'),
    );
  }

  /**
   * The columns of a table in small letters, each with its default as SQL; null where there is no such table. Computed
   * columns are none: what they compute is somebody else's program.
   */
  columnsOf(table: string): ReadonlyMap<string, string> | null {
    return orBroken(() => {
      const found = this.#database
        .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND lower(name) = ?")
        .get(table);
      if (found === undefined) return null;
      const columns = this.#database.prepare(`PRAGMA table_info("${table}")`).all();
      return new Map(
        columns.map(({ name, dflt_value: value }) => [String(name).toLowerCase(), String(value ?? '')]),
      );
    }, table);
  }

  /** The rows of a table in its order. Columns that it does not have are null in every row. */
  async *rows(table: string, wanted: Wanted): AsyncGenerator<Row> {
    const columns = this.columnsOf(table);
    if (columns === null) return;
    const cells = Object.entries(wanted).map(([column, how]) => expressionOf(column, how, columns));
    // By an index the rows could come in another order.
    const sql = `SELECT ${cells.join(', ')} FROM "${table}" NOT INDEXED`;
    const rows = orBroken(() => {
      const statement = this.#database.prepare(sql);
      statement.setReadBigInts(true);
      return statement.iterate();
    }, table);
    for (let row = 1; ; row += 1) {
      const { done, value } = orBroken(() => rows.next(), table, row);
      if (done) return;
      this.#left -= lengthOf(value);
      if (this.#left < 0) throw new BrokenDatabase(table, row);
      yield { row, cell: (column) => cellOf(value[column]) };
      // Slices and no thread: a row takes microseconds, and a second entry to every bundle would have to be kept.
      if (row % rowsAtOnce === 0) await setImmediate();
    }
  }
}

function expressionOf(column: string, how: Wanted[string], columns: ReadonlyMap<string, string>): string {
  const first = (most: number): string => `substr("${column}", 1, ${most})`;
  if (!columns.has(column)) return `NULL AS "${column}"`;
  const whole = `"${column}" AS "${column}"`;
  if (how === 'whole') return whole;
  if (how === 'short') return `${first(shortLength)} AS "${column}"`;
  const others = how.others === 'whole' ? `"${column}"` : 'NULL';
  if (!columns.has(how.where)) return `${others} AS "${column}"`;
  const isPicture = `lower("${how.where}") = '${how.is}'`;
  return `CASE WHEN ${isPicture} THEN ${first(how.most)} ELSE ${others} END AS "${column}"`;
}

/** Of a row: one, and its characters. */
function lengthOf(row: Readonly<Record<string, unknown>>): number {
  return Object.values(row).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' || value instanceof Uint8Array ? value.length : 0),
    1,
  );
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  return typeof value === 'string' || value instanceof Uint8Array ? value : null;
}

function orBroken<Value>(read: () => Value, table?: string, row?: number): Value {
  try {
    return read();
  } catch (cause) {
    throw new BrokenDatabase(table, row, { cause });
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
