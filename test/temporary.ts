// Folders and hosts that a test needs for itself and that are gone after it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startHost, type Host } from '../host/host.ts';
import type { HostOptions } from '../host/options.ts';
import { faultyDisk, systemError, type FaultyDisk } from '../storage/testing.ts';
import { addRows, schema, type Rows } from './old-database.ts';

/** An empty folder, removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chatbox-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The database of a chat with these rows in a folder of its own. Returns its path. */
export function oldDatabase(rows: Rows, tables = schema, name = 'chat.db'): string {
  const path = join(temporaryFolder(), name);
  addRows(path, rows, tables);
  return path;
}

/** A host on a free port of the loopback, closed after the test. Throws when it does not start. */
export async function temporaryHost(options: Partial<HostOptions> = {}): Promise<Host> {
  const started = await startHost({
    port: 0,
    bind: '127.0.0.1',
    dataDir: options.dataDir ?? temporaryFolder(),
    chatName: 'Lớp 9A',
    hostName: 'cô Hạnh',
    webDir: null,
    ...options,
  });
  if (!started.ok) throw new Error(`host did not start: ${started.code}`);
  onTestFinished(() => started.host.close());
  return started.host;
}

/** A disk that does nothing more after so many renames, as if the power was gone. */
export function diskUntil(renames: number): FaultyDisk {
  const disk = faultyDisk();
  const { remove } = disk;
  let done = 0;
  disk.faults.rename = () => {
    if (done++ >= renames) throw systemError('EIO');
  };
  disk.remove = (path) => (done > renames ? Promise.reject(systemError('EIO')) : remove(path));
  return disk;
}
