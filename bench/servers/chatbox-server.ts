// The host as the app embeds it, with its history in a folder on a disk. Without a web page and a terminal, neither of
// which has a part in delivering messages.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startHost } from '../../host/host.ts';
import { serveBench } from '../server-process.ts';

// Below the project: the system's temporary folder may be in memory.
const cache = resolve(import.meta.dirname, '../../.cache');
mkdirSync(cache, { recursive: true });
const dataDir = mkdtempSync(join(cache, 'bench-'));

const started = await startHost({
  port: 0,
  bind: '127.0.0.1',
  dataDir,
  chatName: 'bench',
  hostName: 'bench',
  webDir: null,
});
if (!started.ok) throw new Error(`the host did not start: ${started.code}`);
const { host } = started;

serveBench(host.port, async () => {
  await host.close();
  rmSync(dataDir, { recursive: true });
});
