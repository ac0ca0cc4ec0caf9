// Opens the two files of one conversation, its messages and what became of them, or neither.
import { join } from 'node:path';
import { readTextIfThere } from '../../storage/disk.ts';
import { ChangeLog, type ChangeLogOptions } from '../changes/change-log.ts';
import { deletedIn } from '../changes/change-record.ts';
import { openHistory, type History, type HistoryListener, type HistoryOptions } from '../history/history.ts';
import { changesFileOf, fileOf, type Conversation } from './conversation.ts';

export interface OpenMessages<Sender> {
  readonly history: History<Sender>;
  readonly changes: ChangeLog;
}

export type MessagesListener<Sender> = HistoryListener<Sender> & Pick<ChangeLogOptions, 'changed'>;

/** @throws what the system throws where a file cannot be opened; none is open then */
export async function openMessages<Sender>(
  folder: string,
  conversation: Conversation,
  options: HistoryOptions,
  listener: MessagesListener<Sender>,
): Promise<OpenMessages<Sender>> {
  const changesPath = join(folder, changesFileOf(conversation));
  // A deletion that a power cut came into has torn its line: it is erased again, and no other one takes its number.
  const deleted = deletedIn((await readTextIfThere(changesPath).catch(() => null)) ?? '');
  const mayBeTorn = (line: number): boolean => deleted.has(line + 1);
  const history = await openHistory(join(folder, fileOf(conversation)), { ...options, mayBeTorn }, listener);
  try {
    const changes = await ChangeLog.open(changesPath, {
      ...options,
      history,
      changed: (batch, cursor) => listener.changed(batch, cursor),
      onStateChanged: (failing) => listener.stateChanged(failing),
    });
    return { history, changes };
  } catch (error) {
    // Where files cannot be opened because too many are, each try must not leave another one open.
    await history.close();
    throw error;
  }
}
