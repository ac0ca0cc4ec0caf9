// The least that a chat server can do: everything it hears goes to everyone, nothing is checked and nothing is kept.
import { resolve } from 'node:path';
import { forkServer } from '../servers/server.ts';
import { arriveByWebSocket } from './peer.ts';
import type { Peer } from './peer.ts';

export const plainWs: Peer = {
  name: 'plain-ws',
  title: 'plain ws',
  note: 'ten lines on the same ws library; no names, no checks, no history',
  echoes: true,
  missing: () => null,
  start: () => forkServer(resolve(import.meta.dirname, '../servers/plain-ws-server.ts')),
  arrive: arriveByWebSocket({
    path: '/',
    arrival: () => null,
    isWelcome: () => true,
    message: (content) => JSON.stringify({ type: 'message', content }),
  }),
};
