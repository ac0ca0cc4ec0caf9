// socket.io, as most tutorials of a chat begin. Its wire: engine.io packets (first digit) that carry its own (second).
import { resolve } from 'node:path';
import { forkServer } from '../servers/server.ts';
import { packageMissing } from './installed.ts';
import { arriveByWebSocket } from './peer.ts';
import type { Peer } from './peer.ts';

const ping = 0x32;

export const socketIo: Peer = {
  name: 'socket.io',
  title: 'socket.io',
  note: 'WebSocket transport only; no names, no checks, no history',
  echoes: true,
  missing: () => packageMissing('socket.io'),
  start: () => forkServer(resolve(import.meta.dirname, '../servers/socket-io-server.ts')),
  arrive: arriveByWebSocket({
    path: '/socket.io/?EIO=4&transport=websocket',
    arrival: () => '40',
    isWelcome: (frame) => frame.startsWith('40'),
    message: (content) => `42${JSON.stringify(['message', content])}`,
    answer: (frame) => (frame.length === 1 && frame[0] === ping ? '3' : null),
  }),
};
