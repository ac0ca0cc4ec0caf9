// The least that a chat server can do: everything it hears goes to everyone, nothing is checked and nothing is kept.
import { resolve } from 'node:path';
import type { Peer } from '../peer.ts';

export const plainWs: Peer = {
  name: 'plain-ws',
  title: 'plain ws broadcast',
  note: 'ten lines on the same ws library; no names, no checks, no history',
  script: resolve(import.meta.dirname, 'plain-ws-server.ts'),
  path: '/',
  arrival: () => null,
  isWelcome: () => true,
  message: (content) => JSON.stringify({ type: 'message', content }),
};
