// Databases of a chat with accounts, as its server makes them, for tests. Not part of the product.
import { createHash } from 'node:crypto';

export type Value = string | number | bigint | Uint8Array | null;

export const schema = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT UNIQUE, password TEXT, role TEXT DEFAULT 'user',
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
  CREATE TABLE messages (id INTEGER PRIMARY KEY, room TEXT, sender TEXT, message TEXT,
    msg_type TEXT DEFAULT 'text', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
  CREATE TABLE private_messages (id INTEGER PRIMARY KEY, sender TEXT, receiver TEXT, message TEXT,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);`;

/** Rows by table: each names its columns. */
export type Rows = Readonly<Record<string, readonly Readonly<Record<string, Value>>[]>>;

/**
 * Adds to a database, as its server does; one that is not there is made.
 * @param before is carried out first: SQL that makes the tables
 */
export function addRows(path: string, rows: Rows, before = ''): void {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const database = new DatabaseSync(path);
  database.exec(before);
  database.exec('BEGIN');
  for (const [table, list] of Object.entries(rows)) {
    for (const row of list) {
      const columns = Object.keys(row);
      const marks = columns.map(() => '?').join(', ');
      database
        .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
        .run(...Object.values(row));
    }
  }
  database.exec('COMMIT');
  database.close();
}

/** How that server keeps a password. */
export function plainHash(password: string): string {
  return createHash('sha256').update(password).digest('hex');
}
