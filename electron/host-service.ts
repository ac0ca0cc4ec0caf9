// The host inside this app: at most one, started and stopped by the window. Knows no Electron and no window; the folder,
// the page and the machine's name are handed in.
import type { HostStatus, StartHostRequest } from '../client/desktop-port.ts';
import { type Host, startHost } from '../host/host.ts';
import type { HostOptions } from '../host/options.ts';
import type { StartHostFailure } from '../protocol/host-status.ts';

export interface HostServiceOptions {
  /** Folder of the history. */
  readonly dataDir: string;
  /** Folder of the page that the host serves to browsers; null for none. */
  readonly webDir: string | null;
  /** Name of this machine, shown as the host until its window has joined. */
  readonly hostName: string;
  /** Whether a chat that is opened is shown to the devices around; none is when left out. */
  announces?(): boolean;
}

export interface HostService {
  start(request: StartHostRequest): Promise<{ readonly ok: true } | StartHostFailure>;
  /**
   * Ends the host, if there is one; resolves when its last message is on disk and its folder free.
   * @throws what kept the host from closing as it should; it counts as stopped all the same
   */
  stop(): Promise<void>;
  /**
   * Runs `work` while no host holds the folder: a running one is stopped for it and opened again as it was.
   * @returns what `work` came to, and why the host did not come back, or null
   */
  whileStopped<Value>(
    work: () => Promise<Value>,
  ): Promise<{ readonly value: Value; readonly notReopened: StartHostFailure | null }>;
  allowOrigin(origin: string): void;
  setLegacyHttp(enabled: boolean): void;
  /** Shows the open chat to the devices around, or takes it out of their lists. */
  setAnnounced(announced: boolean): void;
  /** The running host, or null. */
  running(): Host | null;
  /** Calls back with the status as it is, then with each change. */
  subscribe(listener: (status: HostStatus) => void): () => void;
}

export function createHostService(options: HostServiceOptions): HostService {
  const listeners = new Set<(status: HostStatus) => void>();
  let host: Host | null = null;
  let starting: Promise<unknown> | null = null;
  let stopping: Promise<void> | null = null;

  function status(): HostStatus {
    if (host !== null) return { name: 'running', ...host.status() };
    return { name: starting === null ? 'stopped' : 'starting' };
  }

  function announce(): void {
    const now = status();
    for (const listener of listeners) listener(now);
  }

  async function start(request: StartHostRequest): Promise<{ readonly ok: true } | StartHostFailure> {
    await untilStopped();
    if (host !== null || starting !== null) return { ok: false, code: 'already-hosting' };
    return asStarting(open({ port: request.port, chatName: request.chatName }));
  }

  async function open(
    wanted: Pick<HostOptions, 'port' | 'chatName' | 'allowOrigins' | 'legacyHttp'>,
  ): Promise<{ readonly ok: true } | StartHostFailure> {
    const started = await startHost({ ...options, announce: options.announces?.() ?? false, ...wanted });
    if (!started.ok) return started;
    host = started.host;
    host.subscribe(announce);
    return { ok: true };
  }

  async function asStarting<Value>(attempt: Promise<Value>): Promise<Value> {
    starting = attempt;
    announce();
    try {
      return await attempt;
    } finally {
      starting = null;
      announce();
    }
  }

  async function whileStopped<Value>(work: () => Promise<Value>) {
    await untilStopped();
    await starting?.catch(() => undefined);
    const running = host;
    if (running === null) return { value: await work(), notReopened: null };
    host = null;
    return asStarting(stopFor(running, work));
  }

  async function stopFor<Value>(running: Host, work: () => Promise<Value>) {
    const { port, chatName, allowedOrigins, legacyHttp } = running.status();
    const [worked] = await Promise.allSettled([running.close().then(work)]);
    // Whatever became of the closing and the work: people are waiting to come back.
    const opened = await open({ port, chatName, allowOrigins: allowedOrigins, legacyHttp });
    if (worked.status === 'rejected') throw worked.reason;
    return { value: worked.value, notReopened: opened.ok ? null : opened };
  }

  /** All who stop wait for the same end: an app that quits in the meantime must not be gone before it. */
  function stop(): Promise<void> {
    stopping ??= closeHost().finally(() => {
      stopping = null;
    });
    return stopping;
  }

  async function closeHost(): Promise<void> {
    // A start that fails leaves nothing to stop.
    await starting?.catch(() => undefined);
    const running = host;
    if (running === null) return;
    host = null;
    try {
      await running.close();
    } finally {
      announce();
    }
  }

  /** Until then the old host still holds the folder. Why it did not close properly is said to whoever stopped it. */
  async function untilStopped(): Promise<void> {
    while (stopping !== null) await stopping.catch(() => undefined);
  }

  return {
    start,
    stop,
    whileStopped,
    allowOrigin: (origin) => host?.allowOrigin(origin),
    setLegacyHttp(enabled) {
      host?.setLegacyHttp(enabled);
      // At once: told later it would put the switch back that somebody presses again.
      announce();
    },
    setAnnounced: (announced) => host?.setAnnounced(announced),
    running: () => host,
    subscribe(listener) {
      listeners.add(listener);
      listener(status());
      return () => listeners.delete(listener);
    },
  };
}
