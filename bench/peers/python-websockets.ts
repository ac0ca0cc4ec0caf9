// A chat on the Python package websockets, of the shape that workshops teach.
import { resolve } from 'node:path';
import { canSpawnServers, freePort, spawnServer } from '../servers/server.ts';
import { pythonWith } from './installed.ts';
import { arriveByWebSocket } from './peer.ts';
import type { Peer } from './peer.ts';

export const pythonWebsockets: Peer = {
  name: 'python-websockets',
  title: 'Python websockets',
  note: 'user names and no other check; no history; compression off',
  echoes: true,
  missing() {
    if (pythonWith('websockets') === null)
      return 'no python3 has the module websockets (apt-get install python3-websockets)';
    return canSpawnServers ? null : 'Python can be measured on Linux only';
  },
  async start() {
    const port = await freePort();
    const script = resolve(import.meta.dirname, '../servers/websockets-server.py');
    return spawnServer(pythonWith('websockets') ?? 'python3', [script, String(port)], port);
  },
  arrive: arriveByWebSocket({
    path: '/',
    arrival: (n) => JSON.stringify({ type: 'set_username', username: `person ${n}` }),
    isWelcome: (frame) => frame.includes('"online_users"'),
    message: (content) => JSON.stringify({ type: 'chat', message: content }),
  }),
};
