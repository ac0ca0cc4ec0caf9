// A real host on a free port and a folder of its own, for as long as something is played on it.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost, type Host } from '../../host/host.ts';

export interface Stage {
  readonly host: Host;
  readonly port: number;
  readonly dataDir: string;
  /** Where the older system's clients connect. */
  readonly path: string;
}

export interface StageOptions {
  /** data.json before the host starts; null for none. */
  readonly history?: string | null;
  /** 600,000 unless the heartbeat is looked at. */
  readonly pingIntervalMs?: number;
  readonly path?: string;
  readonly legacyHttp?: boolean;
}

/** The page that the host has, to be told from other answers. */
export const pageText = '<!doctype html><title>the page</title>';

/** Starts a host on a new folder, and closes it after `act`. */
export async function onStage(options: StageOptions, act: (stage: Stage) => Promise<void>): Promise<void> {
  const { history = '[]', pingIntervalMs = 600_000, path = '/', legacyHttp = false } = options;
  const folder = await mkdtemp(join(tmpdir(), 'chatbox-transcript-'));
  try {
    if (history !== null) await writeFile(join(folder, 'data.json'), history);
    const webDir = join(folder, 'web');
    await mkdir(webDir);
    await writeFile(join(webDir, 'index.html'), pageText);
    const started = await startHost({
      port: 0,
      bind: '127.0.0.1',
      dataDir: folder,
      chatName: '12A1',
      hostName: 'Lan',
      webDir,
      legacyHttp,
      // The older server slows nobody down.
      limits: { framesPerSecond: 1_000_000, frameBurst: 1_000_000, pingIntervalMs },
    });
    if (!started.ok) throw new Error(`the host does not start: ${started.code}`);
    const { host } = started;
    try {
      await act({ host, port: host.port, dataDir: folder, path });
    } finally {
      await host.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
