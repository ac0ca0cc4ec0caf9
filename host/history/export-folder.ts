// The export of a folder in which no host is running: opens what the folder has, and makes nothing in it.
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Message, Room } from '../../protocol/events.ts';
import { nodeDisk } from '../../storage/disk.ts';
import { openArrangement } from '../conversations/arrangement-file.ts';
import { fileOf, type Conversation } from '../conversations/conversation.ts';
import { openMessages } from '../conversations/open-messages.ts';
import { DamagedFile } from '../damaged-file.ts';
import { dataFileName, openFolder } from '../data-folder.ts';
import { exportHistory, type Exported, type ExportSource } from './export-history.ts';
import type { ExportedRoom } from './export-lines.ts';

interface OpenRoom {
  readonly room: ExportedRoom;
  close(): Promise<void>;
}

/**
 * Exports the chat of a folder; see `exportHistory`.
 * @throws the system's error where the history cannot be read or the files not be written
 */
export async function exportFolder(
  from: Pick<ExportSource, 'dataDir' | 'chatName' | 'language'>,
  path: string,
): Promise<Exported> {
  const { dataDir } = from;
  // First: the lock of a folder makes it.
  if ((await nodeDisk.identify(join(dataDir, dataFileName))) === null) {
    return { ok: false, code: 'export-not-found' };
  }
  const lock = await openFolder(dataDir);
  if (!lock.ok) return lock;
  const open: OpenRoom[] = [];
  try {
    const { arrangement } = await openArrangement(dataDir);
    for (const room of arrangement.rooms) open.push(await openRoom(dataDir, room));
    return await exportHistory({ ...from, rooms: open.map(({ room }) => room) }, path);
  } catch (error) {
    if (error instanceof DamagedFile) return { ok: false, code: error.code };
    throw error;
  } finally {
    for (const room of open) await room.close();
    lock.release();
  }
}

async function openRoom(dataDir: string, { id, name }: Room): Promise<OpenRoom> {
  const conversation: Conversation = { kind: 'room', id };
  // Nobody has written there yet.
  if ((await nodeDisk.identify(join(dataDir, fileOf(conversation)))) === null) {
    const room = { id, name, lines: () => Readable.from([]), now: (message: Message) => message };
    return { room, close: () => Promise.resolve() };
  }
  const ignore = (): void => undefined;
  const listener = { written: ignore, synced: ignore, failed: ignore, stateChanged: ignore, changed: ignore };
  const { history, changes } = await openMessages<never>(dataDir, conversation, {}, listener);
  return {
    room: {
      id,
      name,
      lines: () => history.bytes(history.lastSeq),
      now: (message) => changes.messages.now(message),
    },
    async close() {
      await changes.close();
      await history.close();
    },
  };
}
