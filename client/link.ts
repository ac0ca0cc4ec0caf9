// One connection to one host, from the first socket to the last frame: asks for the seat, reads events, and notices
// when the other side has gone silent. Keeps no chat state and never reconnects.
import type { Platform, Socket } from './platform.ts';
import { openFirst } from './race.ts';
import { closeCodes } from '../protocol/close-codes.ts';
import type { Command, Join } from '../protocol/commands.ts';
import type { ConnectionCode } from '../protocol/error-codes.ts';
import type { ChatEvent } from '../protocol/events.ts';
import { createId } from '../protocol/ids.ts';
import { createNativeClient } from '../protocol/native-client.ts';

/** From the start of a try until the host has answered `join`. */
const joinTimeoutMs = 8_000;
/** A browser does not show the host's pings, so after this long without a frame the client asks something itself. */
const idleMs = 20_000;
const probeTimeoutMs = 10_000;
/** After waking up the connection is either alive or not; nobody should look at a dead one for long. */
const wakeProbeTimeoutMs = 4_000;
const recentMs = 5_000;

/** Why a link ended by itself. */
export type LinkEnd = ConnectionCode | 'replaced';

export interface LinkOptions {
  readonly platform: Platform;
  readonly urls: readonly string[];
  /** How long the first address is tried alone, in milliseconds. */
  readonly headStartMs: number | undefined;
  /** What to say first, now that it is known which address answers. */
  readonly join: (url: string) => Join;
  readonly heard: (event: ChatEvent, url: string) => void;
  /** At most once, and never after `close`. */
  readonly ended: (end: LinkEnd) => void;
}

export interface Link {
  /** Nothing happens while no socket is open. */
  send(command: Command): void;
  /** Makes sure soon that the other side is still there; it may not be after a sleep. */
  check(): void;
  close(): void;
}

/** Starts to connect. Callbacks never come before this has returned. */
export function startLink({ platform, urls, headStartMs, join, heard, ended }: LinkOptions): Link {
  const { clock } = platform;
  const dialect = createNativeClient();
  let socket: Socket | null = null;
  let url = '';
  let joined = false;
  let understood = false;
  let replaced = false;
  let over = false;
  /** Null before the first frame. */
  let lastHeardAt: number | null = null;
  let probeId: string | null = null;
  let cancelTimer = clock.setTimer(() => end(silentEnd()), joinTimeoutMs);
  const raceEvents = {
    opened(opened: Socket, openedUrl: string) {
      socket = opened;
      url = openedUrl;
      send(join(url));
    },
    heard: hear,
    closed: (code: number) => end(closedEnd(code)),
    failed: () => end('no-answer'),
  };
  const endRace = openFirst(urls, platform, raceEvents, headStartMs);

  function send(command: Command): void {
    if (socket === null) return;
    for (const frame of dialect.encode(command)) socket.send(frame);
  }

  function hear(frame: unknown): void {
    if (over) return;
    lastHeardAt = clock.now();
    const event = typeof frame === 'string' ? dialect.decode(frame) : null;
    if (event === null) return;
    understood = true;
    if ('replyTo' in event && event.replyTo !== null && event.replyTo === probeId) return;
    if (event.type === 'replaced') replaced = true;
    if (event.type === 'joined' && !joined) {
      joined = true;
      watch();
    }
    heard(event, url);
  }

  /** One timer for the whole life of a link: frames only note the time, which costs nothing when many come. */
  function watch(): void {
    cancelTimer();
    const waitMs = Math.min(idleMs, Math.max(0, idleMs - sinceHeardMs()));
    cancelTimer = clock.setTimer(() => (sinceHeardMs() < idleMs ? watch() : probe(probeTimeoutMs)), waitMs);
  }

  /** The newest message is the cheapest thing to ask for; any frame is answer enough. */
  function probe(timeoutMs: number): void {
    cancelTimer();
    const askedAfter = lastHeardAt;
    probeId = createId(platform.fillRandom);
    send({ type: 'get-history', id: probeId, before: null, after: null, limit: 1 });
    cancelTimer = clock.setTimer(
      () => (lastHeardAt === askedAfter ? end('connection-lost') : watch()),
      timeoutMs,
    );
  }

  function sinceHeardMs(): number {
    return clock.now() - (lastHeardAt ?? 0);
  }

  function silentEnd(): LinkEnd {
    return lastHeardAt === null ? 'no-answer' : 'not-a-chat';
  }

  function closedEnd(code: number): LinkEnd {
    if (replaced || code === closeCodes.replaced) return 'replaced';
    if (code === closeCodes.goingAway) return 'host-stopped';
    if (code === closeCodes.tryAgainLater) return 'host-full';
    if (code === closeCodes.tooSlow) return 'too-slow';
    return understood ? 'connection-lost' : 'not-a-chat';
  }

  function end(reason: LinkEnd): void {
    if (over) return;
    close();
    ended(reason);
  }

  function close(): void {
    over = true;
    cancelTimer();
    endRace();
    socket?.close(closeCodes.normal);
    socket = null;
  }

  return {
    send,
    check() {
      if (joined && !over && sinceHeardMs() >= recentMs) probe(wakeProbeTimeoutMs);
    },
    close,
  };
}
