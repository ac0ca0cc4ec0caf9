// Our host on its native wire.
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { HostLimits } from '../../host/options.ts';
import { protocolVersion } from '../../protocol/limits.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { forkServer } from '../servers/server.ts';
import type { RunningServer } from '../servers/server.ts';
import { arriveByWebSocket } from './peer.ts';
import type { Peer } from './peer.ts';

export interface ChatboxSettings {
  /** Removed when the server closes; an empty one when left out. */
  readonly dataDir?: string;
  /** Leaves the folder for the next start. */
  readonly keepsData?: boolean;
  /** Folder of the built web page; none when left out. */
  readonly webDir?: string;
  /** The defaults where nothing else is said. */
  readonly limits?: Partial<HostLimits>;
}

export async function startChatbox({
  dataDir = makeDataFolder(),
  keepsData = false,
  webDir,
  limits = {},
}: ChatboxSettings): Promise<RunningServer> {
  const settings = { dataDir, webDir: webDir ?? null, limits };
  const server = await forkServer(resolve(import.meta.dirname, '../servers/chatbox-server.ts'), settings);
  return {
    ...server,
    async close() {
      await server.close();
      if (!keepsData) removeDataFolder(dataDir);
    },
  };
}

/** An id or a device key. */
export const newId = (): string => randomBytes(16).toString('base64url');

/** The frame with which the n-th person joins, without having been here before. */
export function joinFrame(n: number, id = newId()): string {
  return JSON.stringify({
    type: 'join',
    id,
    protocol: protocolVersion,
    nickname: `person ${n}`,
    deviceKey: newId(),
    cursor: null,
  });
}

export const chatbox: Peer = {
  name: 'chatbox',
  title: 'Classic Chatbox',
  note: 'stores every message on disk before it is told to anyone',
  echoes: true,
  missing: () => null,
  start: () => startChatbox({}),
  arrive: arriveByWebSocket({
    path: '/',
    arrival: joinFrame,
    isWelcome: (frame) => frame.startsWith('{"type":"joined"'),
    message: (content) => JSON.stringify({ type: 'send-message', id: newId(), content }),
  }),
};

/** The same with other settings. */
export function chatboxWith(title: string, settings: () => ChatboxSettings): Peer {
  return { ...chatbox, title, start: () => startChatbox(settings()) };
}
