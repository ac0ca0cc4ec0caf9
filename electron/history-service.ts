// Moving in and out from the window: asks which file, sees to it that the folder is free, and says what came of it. Knows
// no Electron: the questions are handed in.
import type { ExportResult, ImportResult, Language } from '../client/desktop-port.ts';
import { exportFolder } from '../host/history/export-folder.ts';
import { safeFileName } from '../host/history/export-history.ts';
import { importHistory } from '../host/import/import-history.ts';
import { StorageError, systemCode } from '../storage/disk.ts';
import type { HostService } from './host-service.ts';

export interface HistoryServiceOptions {
  /** Folder of the history. */
  readonly dataDir: string;
  readonly host: HostService;
  /** In which the page is written. */
  language(): Language;
  /** Asks for a data.json, a folder with one, or the database of a chat with accounts; null where none was chosen. */
  chooseSource(): Promise<string | null>;
  /** Asks where to write the history, with a name for the file; null where no place was chosen. */
  chooseTarget(fileName: string): Promise<string | null>;
}

export interface HistoryService {
  importHistory(): Promise<ImportResult | null>;
  /** @param chatName for the page to read, and for the name of the files */
  exportHistory(chatName: string): Promise<ExportResult | null>;
}

export function createHistoryService(options: HistoryServiceOptions): HistoryService {
  const { dataDir, host } = options;

  async function takeIn(source: string): Promise<ImportResult> {
    if (host.running() !== null) {
      // A file that cannot be taken in is found out before anybody is sent away: the running host's lock on our folder
      // ends this try once the file has been read.
      const tried = await importOrCode(source);
      if (tried.ok || tried.code !== 'folder-locked') return { ...tried, notReopened: null };
    }
    const { value, notReopened } = await host.whileStopped(() => importOrCode(source));
    return { ...value, notReopened };
  }

  const importOrCode = (source: string) =>
    importHistory(dataDir, source).catch((error: unknown) => notWritable(error));

  async function writeOut(path: string, chatName: string): Promise<ExportResult> {
    const running = host.running();
    const language = options.language();
    try {
      const exported = await (running === null
        ? exportFolder({ dataDir, chatName, language }, path)
        : running.exportHistory(path, language));
      return exported.ok ? { ok: true, ...exported.files } : exported;
    } catch (error) {
      return notWritable(error);
    }
  }

  return {
    async importHistory() {
      const source = await options.chooseSource();
      return source === null ? null : takeIn(source);
    },
    async exportHistory(chatName) {
      const path = await options.chooseTarget(`${safeFileName(chatName, 'chat')}.json`);
      return path === null ? null : writeOut(path, chatName);
    },
  };
}

/** What the disk refuses is expected; anything else is a bug and is thrown on. */
function notWritable(error: unknown): { readonly ok: false; readonly code: 'folder-not-writable' } {
  if (systemCode(error) === '' && !(error instanceof StorageError)) throw error;
  return { ok: false, code: 'folder-not-writable' };
}
