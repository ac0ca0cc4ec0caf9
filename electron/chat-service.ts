// The window's seat: one client in the main process, with sockets and clock of Node, that knows its own host and
// remembers where it was. Knows no Electron.
import { randomFillSync } from 'node:crypto';
import { WebSocket } from 'ws';
import { type ChatClient, createChatClient } from '../client/chat-client.ts';
import type { ChatPort, JoinRequest, OutboxMessage } from '../client/chat-port.ts';
import type { Clock, DeviceKeys, KeptSecrets, Platform } from '../client/platform.ts';
import { adaptWebSocket } from '../client/web-socket.ts';
import type { Result } from '../protocol/error-codes.ts';
import { uploadFromNode } from './node-upload.ts';
import type { HostService } from './host-service.ts';
import type { SettingsService } from './settings.ts';

export interface ChatServiceOptions {
  readonly settings: SettingsService;
  readonly host: HostService;
  readonly deviceKeys: DeviceKeys;
  /** Where it is remembered who is logged in. */
  readonly sessions?: KeptSecrets;
}

export interface ChatService {
  /** Joins the host inside this app where the address is null. */
  readonly port: ChatPort;
  /** People connected to the host inside this app, besides the window itself. */
  othersOnOwnHost(): number;
  /** Messages of one's own that nobody has seen yet: they are lost when the app quits. */
  unsentMessages(): number;
  /** Leaves the host inside this app, if the window is in its chat: it would try to come back once that is stopped. */
  leaveOwnHost(): Promise<void>;
  /** Where the joined host has its files; null where none is joined. */
  filesAt(): string | null;
  /** The machine has woken up. */
  wake(): void;
  /** Ends the connection without giving the seat up. */
  close(): void;
}

/** How long the opening of a connection may take, in milliseconds. */
const handshakeTimeoutMs = 8_000;

const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

export function createChatService({ settings, host, deviceKeys, sessions }: ChatServiceOptions): ChatService {
  const client: ChatClient = createChatClient({
    platform: { ...createNodePlatform(deviceKeys), ...(sessions === undefined ? {} : { sessions }) },
    hostKeyFor: (hostAddress) => (isOwnHost(hostAddress) ? (host.running()?.hostKey ?? null) : null),
  });
  let chatName = '';
  let filesAt: string | null = null;
  let ownHostJoined = false;

  /** Only through this machine itself: the key that makes its bearer the host never goes over the network. */
  function isOwnHost(address: string): boolean {
    const url = URL.parse(address.includes('://') ? address : `ws://${address}`);
    return url !== null && loopbackNames.includes(url.hostname) && Number(url.port) === host.running()?.port;
  }

  async function join(request: JoinRequest): Promise<Result<null>> {
    if (request.address !== null) return client.join(request);
    const own = host.running();
    if (own === null) return { ok: false, code: 'host-stopped' };
    return client.join({ ...request, address: `127.0.0.1:${String(own.port)}` });
  }

  function outbox(): readonly OutboxMessage[] {
    let now: readonly OutboxMessage[] = [];
    const stop = client.subscribe((update) => {
      // The first update of every listener, before `subscribe` returns.
      if (update.type === 'snapshot') now = update.state.outbox;
    });
    stop();
    return now;
  }

  client.subscribe((update) => {
    if (update.type === 'wire-found') filesAt = update.origin ?? null;
    if (update.type === 'event' && update.event.type === 'joined') chatName = update.event.chat.name;
    if (update.type !== 'connection-changed') return;
    const { connection } = update;
    ownHostJoined = connection.name === 'joined' && isOwnHost(connection.address);
    if (connection.name === 'joined' && !ownHostJoined) {
      settings.rememberChat({ address: connection.address, name: chatName, lastJoinedAt: Date.now() });
    }
  });

  return {
    port: { ...client, join },
    othersOnOwnHost: () => Math.max(0, (host.running()?.status().people ?? 0) - (ownHostJoined ? 1 : 0)),
    unsentMessages: () => outbox().filter(({ seq }) => seq === undefined).length,
    leaveOwnHost: async () => {
      if (ownHostJoined) await client.leave();
    },
    filesAt: () => filesAt,
    wake: () => client.wake(),
    close: () => client.close(),
  };
}

function createNodePlatform(deviceKeys: DeviceKeys): Platform {
  return {
    openSocket: (url, events) =>
      adaptWebSocket(
        new WebSocket(url, { handshakeTimeout: handshakeTimeoutMs, perMessageDeflate: false }),
        events,
      ),
    clock,
    random: Math.random,
    fillRandom: (bytes) => void randomFillSync(bytes),
    deviceKeys,
    upload: uploadFromNode,
  };
}

const clock: Clock = {
  now: Date.now,
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
