// The host inside this app: at most one, started and stopped by the window. Knows no Electron and no window; the folder,
// the page and the machine's name are handed in.
import type { HostStatus, StartHostFailure, StartHostRequest } from '../client/desktop-port.ts';
import { type Host, startHost } from '../host/host.ts';

export interface HostServiceOptions {
  /** Folder of the history. */
  readonly dataDir: string;
  /** Folder of the page that the host serves to browsers; null for none. */
  readonly webDir: string | null;
  /** Name of this machine, shown as the host until its window has joined. */
  readonly hostName: string;
}

export interface HostService {
  start(request: StartHostRequest): Promise<{ readonly ok: true } | StartHostFailure>;
  /** Ends the host, if there is one; resolves when its last message is on disk. */
  stop(): Promise<void>;
  allowOrigin(origin: string): void;
  /** The running host, or null. */
  running(): Host | null;
  /** Calls back with the status as it is, then with each change. */
  subscribe(listener: (status: HostStatus) => void): () => void;
}

export function createHostService(options: HostServiceOptions): HostService {
  const listeners = new Set<(status: HostStatus) => void>();
  let host: Host | null = null;
  let starting: Promise<unknown> | null = null;

  function status(): HostStatus {
    if (host !== null) return { name: 'running', ...host.status() };
    return { name: starting === null ? 'stopped' : 'starting' };
  }

  function announce(): void {
    const now = status();
    for (const listener of listeners) listener(now);
  }

  async function start(request: StartHostRequest): Promise<{ readonly ok: true } | StartHostFailure> {
    if (host !== null || starting !== null) return { ok: false, code: 'already-hosting' };
    const attempt = startHost({ ...options, port: request.port, chatName: request.chatName });
    starting = attempt;
    announce();
    try {
      const started = await attempt;
      if (!started.ok) return started;
      host = started.host;
      host.subscribe(announce);
      return { ok: true };
    } finally {
      starting = null;
      announce();
    }
  }

  async function stop(): Promise<void> {
    // A start that fails leaves nothing to stop.
    await starting?.catch(() => undefined);
    const stopping = host;
    if (stopping === null) return;
    host = null;
    await stopping.close();
    announce();
  }

  return {
    start,
    stop,
    allowOrigin: (origin) => host?.allowOrigin(origin),
    running: () => host,
    subscribe(listener) {
      listeners.add(listener);
      listener(status());
      return () => listeners.delete(listener);
    },
  };
}
