// Moving out: a data.json for each room that every older system reads, and one page for people. All are streamed line
// by line, so a long history costs no memory. Private talks belong to two people and stay.
import { readdir, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { mainRoom } from '../../protocol/conversations.ts';
import type { ExportCode, Failure } from '../../protocol/error-codes.ts';
import { replaceFile } from '../../storage/atomic-replace.ts';
import { closingBytes, openingBytes } from '../../storage/line-index.ts';
import { chatNameFileName } from '../chat-name.ts';
import { roomFolder, talkFolder } from '../conversations/conversation.ts';
import { dataFileName } from '../data-folder.ts';
import { messagesNow, recordsNow, type ExportedRoom } from './export-lines.ts';
import { exportPage } from './export-page.ts';
import { exportWords, type ExportLanguage } from './export-words.ts';

export interface ExportedFiles {
  /** The main room, for programs. */
  readonly json: string;
  /** All rooms, to read. */
  readonly html: string;
  /** How many rooms left, the main one included; each other one has a file of its own beside `json`. */
  readonly rooms: number;
}

export interface ExportSource {
  /** Folder of the chat. */
  readonly dataDir: string;
  readonly chatName: string;
  readonly rooms: readonly ExportedRoom[];
  readonly language: ExportLanguage;
}

export type Exported = { readonly ok: true; readonly files: ExportedFiles } | Failure<ExportCode>;

/** What a piece gathers before it is written. */
const pieceLength = 64 * 1024;

/** Where an export to `path` goes: its ending is replaced by `.json` and `.html`. */
export function exportedFiles(path: string): Pick<ExportedFiles, 'json' | 'html'> {
  const ending = extname(path);
  const base = ['.json', '.html', '.htm'].includes(ending.toLowerCase())
    ? path.slice(0, -ending.length)
    : path;
  return { json: `${base}.json`, html: `${base}.html` };
}

/** A name without what some system does not take in a file's name; `instead` where nothing is left. */
export function safeFileName(name: string, instead: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim() || instead;
}

/**
 * Writes all files, each in one step.
 * @throws the system's error; a file that was there is then whole, as it was or as it is to be
 */
export async function exportHistory(source: ExportSource, path: string): Promise<Exported> {
  const { dataDir, chatName, rooms, language } = source;
  const words = exportWords[language];
  const { json, html } = exportedFiles(path);
  const roomFiles = fileForEach(rooms, json);
  if (!(await isFolder(dirname(json)))) return { ok: false, code: 'export-no-folder' };
  if (await isOverChat(dataDir, [...roomFiles.values()])) return { ok: false, code: 'export-over-history' };
  for (const [room, file] of roomFiles) {
    await replaceFile(file, gathered(jsonText(recordsNow(room, words.deleted))));
  }
  const shown = rooms.map((room) => ({ title: room.name || words.mainRoom, messages: messagesNow(room) }));
  await replaceFile(html, gathered(exportPage(chatName, shown, words)));
  return { ok: true, files: { json, html, rooms: rooms.length } };
}

/** `lop9a.json` for the main room, `lop9a.Game.json` for another. Two names may be one once they are safe. */
function fileForEach(rooms: readonly ExportedRoom[], json: string): Map<ExportedRoom, string> {
  const base = json.slice(0, -'.json'.length);
  const taken = new Set<string>();
  const files = rooms.map((room): [ExportedRoom, string] => {
    if (room.id === mainRoom) return [room, json];
    const safe = safeFileName(room.name, 'room');
    let name = safe;
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${safe} ${copy}`;
    taken.add(name.toLowerCase());
    return [room, `${base}.${name}.json`];
  });
  return new Map(files);
}

/**
 * Whether one of these would be written over what `dataDir` keeps. Judged by what the system knows of the files: links
 * and letter case make other names of one file.
 */
async function isOverChat(dataDir: string, files: readonly string[]): Promise<boolean> {
  const kept = new Set<string>();
  for (const path of await keptFiles(dataDir)) kept.add((await identityOf(path)) ?? path);
  for (const file of files) {
    const identity = await identityOf(file);
    if (identity !== null && kept.has(identity)) return true;
  }
  return false;
}

/** The files of a chat that are JSON. */
async function keptFiles(dataDir: string): Promise<string[]> {
  const own = [
    dataFileName,
    'data.changes.json',
    chatNameFileName,
    'accounts.json',
    'rooms.json',
    'reads.json',
    'files.json',
  ];
  const folders = [roomFolder, talkFolder].map((name) => join(dataDir, name));
  const below = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => []);
      return names.map((name) => join(folder, name));
    }),
  );
  return [...own.map((name) => join(dataDir, name)), ...below.flat()];
}

/** Null for what is not there, which is no name of anything. */
async function identityOf(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function* jsonText(lines: AsyncIterable<string>): AsyncGenerator<string> {
  yield openingBytes.toString();
  let before = '\n';
  for await (const line of lines) {
    yield before + line;
    before = ',\n';
  }
  yield closingBytes.toString();
}

/** The same text in fewer pieces: a write for each message would be a trip to the disk for each. */
async function* gathered(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece = '';
  for await (const text of texts) {
    piece += text;
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}
