// Bun's WebSocket server with its native publish: one system call a person, and no JavaScript between them.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { canSpawnServers, freePort, spawnServer } from '../servers/server.ts';
import { packageFile } from './installed.ts';
import { arriveByWebSocket } from './peer.ts';
import type { Peer } from './peer.ts';

/** The package's install script puts the program into it; where scripts are off it stays in the package of the platform. */
function bunProgram(): string | null {
  const description = packageFile('bun/package.json');
  if (description === null) return null;
  const architecture = process.arch === 'arm64' ? 'aarch64' : process.arch;
  const programs = ['../bin/bun.exe', `../../@oven/bun-linux-${architecture}/bin/bun`];
  return programs.map((path) => resolve(description, path)).find(starts) ?? null;
}

function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
}

export const bun: Peer = {
  name: 'bun',
  title: 'Bun publish',
  note: 'native publish to a topic; no names, no checks, no history',
  echoes: true,
  missing() {
    if (bunProgram() === null) return 'bun is not installed (npm install)';
    return canSpawnServers ? null : 'bun can be measured on Linux only';
  },
  async start() {
    const port = await freePort();
    const script = resolve(import.meta.dirname, '../servers/bun-server.js');
    return spawnServer(bunProgram() ?? 'bun', [script, String(port)], port);
  },
  arrive: arriveByWebSocket({
    path: '/',
    arrival: () => null,
    isWelcome: () => true,
    message: (content) => JSON.stringify({ type: 'message', content }),
  }),
};
