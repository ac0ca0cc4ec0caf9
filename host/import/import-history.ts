// Moving in: takes the messages of another data.json into ours, or hands a database on to where it is read. Works on a
// folder in which no host is running; either everything is taken in or nothing is changed.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../../protocol/json.ts';
import type { Imported } from '../../protocol/moved-in.ts';
import { systemCode } from '../../storage/disk.ts';
import { replaceTogether } from '../../storage/replace-together.ts';
import { mainConversation } from '../conversations/conversation.ts';
import { dataFileName, openFolder } from '../data-folder.ts';
import { entryOf, type Entry } from './entry.ts';
import { importDatabase } from './import-database.ts';
import { isDatabase } from './old-database.ts';
import { planTakeIn, stageReads, stageTakeIn, type Numbers } from './take-in.ts';

/**
 * Takes in what `source` holds: a data.json of the classic server or of ours, a folder with one, or the
 * database of a chat with accounts. What kind of file it is, its first bytes say.
 * @returns how many messages were added, or a code with the line that is broken
 * @throws the system's error when our own file cannot be read or written
 */
export async function importHistory(dataDir: string, source: string): Promise<Imported> {
  if (await isDatabase(source)) return importDatabase(dataDir, source);
  const text = await readSource(source);
  if (text === null) return { ok: false, code: 'import-not-found' };
  const read = parseEntries(text);
  if (!read.ok) return { ok: false, code: 'import-broken', line: read.line };

  const lock = await openFolder(dataDir);
  if (!lock.ok) return lock;
  try {
    const taking = await planTakeIn(dataDir, mainConversation, read.entries);
    const numbers: Numbers = new Map();
    const aside = await replaceTogether(dataDir, async (replacement) => {
      const kept = await stageTakeIn(dataDir, taking, replacement, numbers);
      await stageReads(dataDir, numbers, replacement);
      return kept;
    });
    return { ok: true, added: taking.added.length, known: taking.known.size, aside };
  } finally {
    lock.release();
  }
}

async function readSource(source: string): Promise<string | null> {
  try {
    const path = (await stat(source)).isDirectory() ? join(source, dataFileName) : source;
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EISDIR'].includes(systemCode(error))) return null;
    throw error;
  }
}

type ParsedEntries =
  { readonly ok: true; readonly entries: readonly Entry[] } | { readonly ok: false; readonly line: number };

function parseEntries(text: string): ParsedEntries {
  let records: unknown;
  try {
    records = JSON.parse(text === '' ? '[]' : text);
  } catch {
    return { ok: false, line: brokenLine(text) };
  }
  if (!Array.isArray(records)) return { ok: false, line: 1 };
  const entries: Entry[] = [];
  let before = 0;
  for (const [index, record] of records.entries()) {
    if (!isObject(record) || typeof record.name !== 'string' || typeof record.content !== 'string') {
      return { ok: false, line: lineOfRecord(text, index) };
    }
    const entry = entryOf(JSON.stringify(record), record, before);
    before = entry.at;
    entries.push(entry);
  }
  return { ok: true, entries };
}

/** The first line that cannot be part of an array with a record on each line; a file on one line breaks on its first. */
function brokenLine(text: string): number {
  const lines = text.split('\n');
  const broken = lines.findIndex((line) => {
    const record = line
      .trim()
      .replace(/^\[|,$/g, '')
      .replace(/\]$/, '')
      .trim();
    return record !== '' && !parses(record) && !parses(`[${record}]`);
  });
  return broken === -1 ? lines.length : broken + 1;
}

function lineOfRecord(text: string, index: number): number {
  const lines = text.split('\n');
  // Only where records stand one a line does a record's number tell its line.
  return lines.length > index + 2 && lines[0]?.trim() === '[' ? index + 2 : 1;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
