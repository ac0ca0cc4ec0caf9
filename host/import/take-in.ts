// Puts messages of another history into a conversation of ours, with everything that goes by the numbers of those that
// are here. Nothing counts before the replacement that it is staged in does. Knows nothing of where the messages come from.
import { join } from 'node:path';
import { replaceFile } from '../../storage/atomic-replace.ts';
import { nodeDisk, type Disk } from '../../storage/disk.ts';
import { openLineFile } from '../../storage/line-file.ts';
import { keepAside, writeLines } from '../../storage/line-opening.ts';
import type { Replacement } from '../../storage/replace-together.ts';
import {
  changesFileOf,
  fileOf,
  keyOf as keyOfConversation,
  type Conversation,
} from '../conversations/conversation.ts';
import { readsFileName, renumberedReads } from '../conversations/read-marks.ts';
import { entriesOf, type Entry } from './entry.ts';
import { mergeEntries, type Merged } from './merge.ts';
import { renumber } from './renumber.ts';

const pageLines = 1_000;

/** Why a file is kept aside. */
const reason = 'before-import';

/** What becomes of one conversation. */
export interface TakingIn extends Pick<Merged, 'added' | 'known'> {
  readonly conversation: Conversation;
  readonly ours: readonly Entry[];
  readonly theirs: readonly Entry[];
  readonly order: readonly Entry[];
  /** Lines to be written instead of those of their entries; to be added to before staging. */
  readonly instead: Map<Entry, string>;
}

/** From the number that a message of ours had to the one that it gets, by conversation, where the two differ. */
export type Numbers = Map<string, (seq: number) => number>;

/**
 * Finds out what is new in a conversation, and where that goes.
 * @throws the system's error when our file cannot be read
 */
export async function planTakeIn(
  folder: string,
  conversation: Conversation,
  theirs: readonly Entry[],
  disk: Disk = nodeDisk,
): Promise<TakingIn> {
  const ours = entriesOf(await readLines(join(folder, fileOf(conversation)), disk));
  return { ...mergeEntries(ours, theirs), conversation, ours, theirs, instead: new Map() };
}

/**
 * Stages what becomes of a conversation, and notes where its numbers change. What was here is kept beside it.
 * @returns the name of the history as it was; null where that said nothing, or nothing changes
 * @throws the system's error when a file cannot be read or written
 */
export async function stageTakeIn(
  folder: string,
  taking: TakingIn,
  replacement: Replacement,
  numbers: Numbers,
  disk: Disk = nodeDisk,
): Promise<string | null> {
  const { conversation, ours, theirs, order, added, instead } = taking;
  if (added.length === 0 && instead.size === 0) return null;
  const changesName = changesFileOf(conversation);
  const changes = await readLines(join(folder, changesName), disk);
  const renumbered = renumber(ours, theirs, taking, changes);
  const lines = order.map((entry) => instead.get(entry) ?? renumbered.lines.get(entry) ?? entry.line);

  const name = fileOf(conversation);
  const aside = ours.length > 0 ? await keepAside(join(folder, name), reason, disk) : null;
  await writeLines(await replacement.stage(name), lines, disk);
  if (renumbered.same) return aside;
  numbers.set(keyOfConversation(conversation), renumbered.numberOf);
  if (changes.length > 0) {
    await keepAside(join(folder, changesName), reason, disk);
    await writeLines(await replacement.stage(changesName), renumbered.changes, disk);
  }
  return aside;
}

/** Stages how far people have read, once all conversations are staged. */
export async function stageReads(
  folder: string,
  numbers: Numbers,
  replacement: Replacement,
  disk: Disk = nodeDisk,
): Promise<void> {
  if (numbers.size === 0) return;
  const reads = await renumberedReads(folder, numbers);
  if (reads !== null) await replaceFile(await replacement.stage(readsFileName), reads, disk);
}

async function readLines(path: string, disk: Disk): Promise<string[]> {
  // Making an empty file first would cost a new one its syncs twice, and there may be thousands of talks.
  if ((await disk.identify(path)) === null) return [];
  const ignore = (): void => undefined;
  const file = await openLineFile<never>(path, {
    disk,
    onWritten: ignore,
    onSynced: ignore,
    onFailed: ignore,
  });
  try {
    const lines: string[] = [];
    for (let from = 0; from < file.length; from += pageLines) {
      lines.push(...(await file.read(from, from + pageLines)));
    }
    return lines;
  } finally {
    await file.close();
  }
}
