// Opens the files in which electron-store keeps values: sound ones as they are, broken ones set aside, and memory
// alone where the profile's folder does not let anything be written.
import { join } from 'node:path';
import Store from 'electron-store';
import { setAsideCorruptFile } from './store-file.ts';
import type { Migrations } from './migrations.ts';
import type { KeyValueStore } from './settings.ts';

export interface StoreOptions {
  /** Absolute folder; made where it is missing. */
  readonly folder: string;
  /** Name of the file, without `.json`. */
  readonly name: string;
  /** Version of the app: it is noted in the file, and later versions migrate from it. */
  readonly version: string;
  readonly migrations: Migrations;
  /** Hears why a file was set aside or could not be opened. */
  report(text: string): void;
}

/** Opens one file; never throws. */
export function openStore(options: StoreOptions): KeyValueStore {
  const file = join(options.folder, `${options.name}.json`);
  try {
    const kept = setAsideCorruptFile(file, Date.now());
    if (kept !== null) options.report(`${file} could not be read; it was kept as ${kept}.`);
    return new Store<Record<string, unknown>>({
      cwd: options.folder,
      name: options.name,
      projectVersion: options.version,
      migrations: { ...options.migrations },
      // Device keys are kept by address, and addresses have dots.
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
    });
  } catch (error) {
    options.report(`${file} could not be opened; nothing will be remembered: ${String(error)}`);
    return createMemoryStore();
  }
}

function createMemoryStore(): KeyValueStore {
  const values: Record<string, unknown> = {};
  return {
    store: values,
    set: (changed) => void Object.assign(values, changed),
    delete: (key) => void Reflect.deleteProperty(values, key),
  };
}
