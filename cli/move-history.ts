// `--import` and `--export`: moves a history in or out of a data folder in which no host is running, says what it did,
// and ends.
import { exportFolder } from '../host/history/export-folder.ts';
import { importHistory } from '../host/import/import-history.ts';
import type { HostArguments } from './arguments.ts';
import { exportedSentence, movedInSentences, moveFailureSentence } from './sentences.ts';

/** @returns the exit code: 0 done, 1 refused or failed */
export async function moveHistory(
  { importFrom, exportTo }: HostArguments,
  dataDir: string,
  chatName: string,
): Promise<number> {
  try {
    if (importFrom !== undefined) {
      const imported = await importHistory(dataDir, importFrom);
      if (!imported.ok) return complain(moveFailureSentence(imported, dataDir));
      const kept = imported.aside === null ? '' : ` The history as it was is kept as ${imported.aside}.`;
      say(`Imported ${messages(imported.added)}; ${imported.known} were there already.${kept}`);
      if (imported.moved) movedInSentences(imported.moved).forEach(say);
    }
    if (exportTo !== undefined) {
      const exported = await exportFolder({ dataDir, chatName, language: 'en' }, exportTo);
      if (!exported.ok) return complain(moveFailureSentence(exported, dataDir));
      say(exportedSentence(exported.files));
    }
    return 0;
  } catch (error) {
    return complain(`The disk refused: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

function complain(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
