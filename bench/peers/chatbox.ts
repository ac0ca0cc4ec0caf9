// Our host on its native wire.
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { protocolVersion } from '../../protocol/limits.ts';
import type { Peer } from '../peer.ts';

const newId = (): string => randomBytes(16).toString('base64url');

export const chatbox: Peer = {
  name: 'chatbox',
  title: 'Classic Chatbox',
  note: 'stores every message on disk before it is told to anyone; all limits at their defaults',
  script: resolve(import.meta.dirname, 'chatbox-server.ts'),
  path: '/',
  arrival: (n) =>
    JSON.stringify({
      type: 'join',
      id: newId(),
      protocol: protocolVersion,
      nickname: `person ${n}`,
      deviceKey: newId(),
      cursor: null,
    }),
  isWelcome: (frame) => frame.startsWith('{"type":"joined"'),
  message: (content) => JSON.stringify({ type: 'send-message', id: newId(), content }),
};
