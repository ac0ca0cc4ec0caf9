// Folders for hosts under test, below the project, since the system's temporary folder may be in memory; and histories
// to fill them with.
import { closeSync, copyFileSync, constants, existsSync, mkdirSync, mkdtempSync, openSync } from 'node:fs';
import { renameSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openArrangement } from '../host/conversations/arrangement-file.ts';
import { firstArrangement } from '../host/conversations/arrangement.ts';
import { fileOf } from '../host/conversations/conversation.ts';

const cache = resolve(import.meta.dirname, '../.cache/bench');
/** Of `statfs(2)`: a folder in memory would make the disk look too good. */
const tmpfsMagic = 0x01021994;
const linesAWrite = 1000;

/** An empty folder; the caller removes it. */
export function makeDataFolder(): string {
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, 'data-'));
}

/** A folder with a `data.json` of so many messages; the caller removes it. */
export function makeFilledFolder(messages: number): string {
  const folder = makeDataFolder();
  copyFileSync(historyFile(messages), join(folder, 'data.json'), constants.COPYFILE_FICLONE);
  return folder;
}

/** Ids of the rooms that `addRooms` makes. */
export function roomIds(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `room-${String(n).padStart(14, '0')}`);
}

/** Gives a folder so many rooms beside the main one, each with so many messages. */
export async function addRooms(folder: string, count: number, messages: number): Promise<void> {
  const ids = roomIds(count);
  const { save } = await openArrangement(folder);
  const rooms = ids.map((id, n) => ({ id, name: `room ${n}` }));
  await save({ ...firstArrangement, rooms: [...firstArrangement.rooms, ...rooms] });
  for (const id of ids) {
    const path = join(folder, fileOf({ kind: 'room', id }));
    mkdirSync(dirname(path), { recursive: true });
    copyFileSync(historyFile(messages), path, constants.COPYFILE_FICLONE);
  }
}

export function removeDataFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A history of so many messages, as the host writes them: about 150 bytes each. Kept for the next run; not to be changed. */
export function historyFile(messages: number): string {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, `history-${messages}.json`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, 'w');
  writeSync(file, '[');
  for (let from = 0; from < messages; from += linesAWrite) {
    const count = Math.min(linesAWrite, messages - from);
    const lines = Array.from({ length: count }, (_, n) => JSON.stringify(historyRecord(from + n)));
    writeSync(file, `${from === 0 ? '' : ','}\n${lines.join(',\n')}`);
  }
  writeSync(file, '\n]\n');
  closeSync(file);
  renameSync(unfinished, path);
  return path;
}

const names = ['An', 'Bình', 'Chi', 'Dũng', 'Giang', 'Hà', 'Khánh', 'Linh', 'Minh', 'Ngọc'];
const sentences = [
  'ok',
  'Bài này làm sao?',
  'I think it is the second one',
  'Mai nộp bài chưa các bạn?',
  'see page 42, the last example',
];
const firstAt = Date.UTC(2026, 0, 5, 0, 30);
const everyMs = 1_500;

/** Lines of several lengths, some with characters beyond Latin-1, as a class in Vietnam writes them. */
function historyRecord(n: number): object {
  const at = firstAt + n * everyMs;
  const name = names[n % names.length] ?? '';
  const content = `${sentences[n % sentences.length] ?? ''} (${n})`;
  return {
    name,
    content,
    timestamp: '05/01/2026, 07:30:00',
    id: `message-${String(n).padStart(14, '0')}`,
    at,
  };
}

/** Whether what is measured here reaches a disk. */
export function dataFoldersAre(): 'in memory' | 'on disk' {
  mkdirSync(cache, { recursive: true });
  return statfsSync(cache).type === tmpfsMagic ? 'in memory' : 'on disk';
}
