// Newer versions of the app: looked for, downloaded and put in the place of this one, each only at the person's word. Knows
// no Electron and not where updates come from: what fetches them is handed in, and loaded when somebody first looks.
import type { Updates, UpdateStatus } from '../client/desktop-port.ts';

/** The part of electron-updater that is used. */
export interface Updater {
  /** Resolves to null where it turns out that this copy cannot be replaced. Rejects where nobody answers. */
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean;
    readonly updateInfo: { readonly version: string };
  } | null>;
  /** Fetches what was found; rejects where it does not arrive whole. */
  downloadUpdate(): Promise<unknown>;
  /** Starts the installer and quits. What goes wrong is an `error`. */
  quitAndInstall(): void;
  on(event: 'download-progress', listener: (progress: { readonly percent: number }) => void): unknown;
  once(event: 'error', listener: (error: Error) => void): unknown;
}

export interface UpdateServiceOptions {
  readonly appVersion: string;
  /** Loads what fetches updates; null where this copy does not replace itself. */
  readonly load: (() => Promise<Updater>) | null;
  /** Quits by `end`, after asking and stopping what must stop; false where the person stays. Rejects as `end` does. */
  quitBy(end: () => Promise<void>): Promise<boolean>;
  /** Hears what went wrong; the person hears that it did. */
  report(error: unknown): void;
}

export interface UpdateService {
  /** Does nothing while something is under way, or is there already. */
  look(): Promise<void>;
  /** Does nothing unless a version was found. */
  download(): Promise<void>;
  /** Does nothing unless a version was downloaded. */
  install(): Promise<void>;
  /** Calls back with how things stand, then with each change. */
  subscribe(listener: (updates: Updates) => void): () => void;
}

export function createUpdates({ appVersion, load, quitBy, report }: UpdateServiceOptions): UpdateService {
  const listeners = new Set<(updates: Updates) => void>();
  let status: UpdateStatus = { name: load === null ? 'off' : 'unknown' };
  let loaded: Promise<Updater> | null = null;

  const change = (next: UpdateStatus): void => {
    status = next;
    for (const listener of listeners) listener({ appVersion, status });
  };

  async function updater(loading: () => Promise<Updater>): Promise<Updater> {
    const found = await loading();
    found.on('download-progress', ({ percent }) => {
      if (status.name !== 'downloading' || status.percent === Math.floor(percent)) return;
      change({ ...status, percent: Math.floor(percent) });
    });
    return found;
  }

  return {
    async look() {
      if (load === null || !mayLook(status)) return;
      change({ name: 'looking' });
      try {
        loaded ??= updater(load);
        const found = await (await loaded).checkForUpdates();
        if (found === null) change({ name: 'off' });
        else if (found.isUpdateAvailable) change({ name: 'available', version: found.updateInfo.version });
        else change({ name: 'newest' });
      } catch (error) {
        report(error);
        change({ name: 'look-failed' });
      }
    },

    async download() {
      if (loaded === null || (status.name !== 'available' && status.name !== 'download-failed')) return;
      const { version } = status;
      change({ name: 'downloading', version, percent: 0 });
      try {
        await (await loaded).downloadUpdate();
        change({ name: 'ready', version });
      } catch (error) {
        report(error);
        change({ name: 'download-failed', version });
      }
    },

    async install() {
      if (loaded === null || (status.name !== 'ready' && status.name !== 'install-failed')) return;
      const { version } = status;
      const found = await loaded;
      try {
        // Its end is the end of the app; the promise settles only where that fails.
        await quitBy(
          () =>
            new Promise((_ended, failed) => {
              found.once('error', failed);
              found.quitAndInstall();
            }),
        );
      } catch (error) {
        report(error);
        change({ name: 'install-failed', version });
      }
    },

    subscribe(listener) {
      listeners.add(listener);
      listener({ appVersion, status });
      return () => listeners.delete(listener);
    },
  };
}

/** Not while another step is under way, and not once a version has been found: it stays there to be taken. */
function mayLook({ name }: UpdateStatus): boolean {
  return name === 'unknown' || name === 'newest' || name === 'look-failed';
}
