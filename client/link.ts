// One connection to one host, from the first socket to the last frame: asks for the seat, reads events, and notices
// when the other side has gone silent. Keeps no chat state and never reconnects. Which wire is spoken is found out by
// `wire.ts`.
import type { Platform, Socket } from './platform.ts';
import { openFirst } from './race.ts';
import type { FirstCommand } from './seat.ts';
import { createWire, type Heard, type JoinableWire, type Wire } from './wire.ts';
import { closeCodes } from '../protocol/close-codes.ts';
import type { Command } from '../protocol/commands.ts';
import type { ConnectionCode } from '../protocol/error-codes.ts';
import type { ChatEvent } from '../protocol/events.ts';
import { createId } from '../protocol/ids.ts';

/** Until a socket has opened, and then from each sign of life to the next until the host has answered `join`. */
const joinTimeoutMs = 8_000;
/** A page of history takes a while over a slow Wi-Fi; but who talks of something else all this time is no chat. */
const longestJoinMs = 30_000;
/** A browser does not show the host's pings, so after this long without a frame the client asks something itself. */
const idleMs = 20_000;
const probeTimeoutMs = 10_000;
/** After waking up the connection is either alive or not; nobody should look at a dead one for long. */
const wakeProbeTimeoutMs = 4_000;
const recentMs = 5_000;
/** A host answers what was said to it sooner than this; if it does not, the network may be gone. */
const answerMs = 3_000;

/** Why a link ended by itself. */
export type LinkEnd = ConnectionCode | 'replaced' | 'removed';

/** How a host is spoken to. */
export interface Route {
  readonly url: string;
  readonly wire: JoinableWire;
}

export interface LinkOptions {
  readonly platform: Platform;
  readonly urls: readonly string[];
  /** How long the first address is tried alone, in milliseconds. */
  readonly headStartMs: number | undefined;
  /** What to say first, now that it is known which address answers. */
  readonly join: (url: string) => FirstCommand;
  /** The wire that this host spoke last time; null where it is to be found out. */
  readonly knownWire: (url: string) => JoinableWire | null;
  readonly heard: (event: ChatEvent, route: Route) => void;
  /** At most once, and never after `close`. */
  readonly ended: (end: LinkEnd) => void;
}

export interface Link {
  /** Nothing happens before the host has answered. */
  send(command: Command): void;
  /** Makes sure soon that the other side is still there; it may not be after a sleep. */
  check(): void;
  /** The same, though something was heard a moment ago: there is reason to doubt. */
  doubt(): void;
  close(): void;
}

/** Starts to connect. Callbacks never come before this has returned. */
export function startLink({ platform, urls, headStartMs, join, knownWire, heard, ended }: LinkOptions): Link {
  const { clock } = platform;
  let socket: Socket | null = null;
  let wire: Wire | null = null;
  let url = '';
  let joined = false;
  let understood = false;
  let replaced = false;
  let over = false;
  /** Null before the first frame. */
  let lastHeardAt: number | null = null;
  let framesHeard = 0;
  let probeId: string | null = null;
  let probing = false;
  let cancelAnswer: (() => void) | null = null;
  const startedAt = clock.now();
  let cancelTimer = clock.setTimer(() => end(silentEnd()), joinTimeoutMs);
  const raceEvents = {
    opened(opened: Socket, openedUrl: string) {
      socket = opened;
      url = openedUrl;
      waitForJoined();
      const send = (frame: string): void => opened.send(frame);
      wire = createWire({ clock, join: join(url), known: knownWire(url), send });
    },
    heard: hear,
    closed: (code: number) => end(closedEnd(code)),
    failed: () => end('no-answer'),
  };
  const endRace = openFirst(urls, platform, raceEvents, headStartMs);

  function hear(frame: unknown): void {
    if (over) return;
    lastHeardAt = clock.now();
    framesHeard += 1;
    if (!joined) waitForJoined();
    const said: Heard | null = typeof frame === 'string' && wire !== null ? wire.hear(frame) : null;
    if (said === null) return;
    const { event } = said;
    understood = true;
    if (event.type === 'pong') return;
    if ('replyTo' in event && event.replyTo !== null && event.replyTo === probeId) return;
    if (event.type === 'replaced') replaced = true;
    if (event.type === 'joined' && !joined) {
      joined = true;
      watch();
    }
    heard(event, { url, wire: said.wire });
  }

  function waitForJoined(): void {
    cancelTimer();
    const leftMs = Math.max(0, startedAt + longestJoinMs - clock.now());
    cancelTimer = clock.setTimer(() => end(silentEnd()), Math.min(joinTimeoutMs, leftMs));
  }

  /** One timer for the whole life of a link: frames only note the time, which costs nothing when many come. */
  function watch(): void {
    cancelTimer();
    probing = false;
    const waitMs = Math.min(idleMs, Math.max(0, idleMs - sinceHeardMs()));
    cancelTimer = clock.setTimer(() => (sinceHeardMs() < idleMs ? watch() : probe(probeTimeoutMs)), waitMs);
  }

  /** Any frame is answer enough. */
  function probe(timeoutMs: number): void {
    cancelTimer();
    probing = true;
    const askedAfter = framesHeard;
    const askedAt = clock.now();
    probeId = createId(platform.fillRandom);
    wire?.send(probeOn(wire.found(), probeId));
    cancelTimer = clock.setTimer(() => {
      if (framesHeard !== askedAfter) return watch();
      // A timer as late as this was slept through, and an answer may have been, too: it is asked for again.
      const slept = clock.now() - askedAt > 2 * timeoutMs;
      return slept ? probe(timeoutMs) : end('connection-lost');
    }, timeoutMs);
  }

  /** What is said into a dead network looks sent; only the missing answer shows it. */
  function awaitAnswer(): void {
    if (cancelAnswer !== null) return;
    const askedAfter = framesHeard;
    cancelAnswer = clock.setTimer(() => {
      cancelAnswer = null;
      if (framesHeard === askedAfter) doubt();
    }, answerMs);
  }

  function doubt(): void {
    if (joined && !over && !probing) probe(wakeProbeTimeoutMs);
  }

  function sinceHeardMs(): number {
    return clock.now() - (lastHeardAt ?? 0);
  }

  function silentEnd(): LinkEnd {
    return lastHeardAt === null ? 'no-answer' : 'not-a-chat';
  }

  function closedEnd(code: number): LinkEnd {
    if (replaced || code === closeCodes.replaced) return 'replaced';
    if (code === closeCodes.removed) return 'removed';
    if (code === closeCodes.goingAway) return 'host-stopped';
    if (code === closeCodes.tryAgainLater) return 'host-full';
    if (code === closeCodes.tooSlow) return 'too-slow';
    // What was a chat before, and was cut off before it could say anything, is one still.
    const wasChat = lastHeardAt === null && knownWire(url) !== null;
    return understood || wasChat ? 'connection-lost' : 'not-a-chat';
  }

  function end(reason: LinkEnd): void {
    if (over) return;
    close();
    ended(reason);
  }

  function close(): void {
    over = true;
    cancelTimer();
    cancelAnswer?.();
    endRace();
    wire?.close();
    socket?.close(closeCodes.normal);
    socket = null;
  }

  return {
    send(command) {
      if (over) return;
      wire?.send(command);
      // A classic server would read its whole history for the question; it says something every 5 s by itself.
      if ('id' in command && command.id !== null && wire?.found() !== 'classic') awaitAnswer();
    },
    check() {
      if (joined && !over && sinceHeardMs() >= recentMs) probe(wakeProbeTimeoutMs);
    },
    doubt,
    close,
  };
}

/**
 * The cheapest thing that the host answers: its newest message, or a sign of life where the wire has one. A classic
 * server reads its whole history for it, but only when several of its own pings have failed to come.
 */
function probeOn(wire: JoinableWire | null, id: string): Command {
  if (wire === 'workshop') return { type: 'ping-host', id: null };
  return { type: 'get-history', id, before: null, after: null, limit: 1 };
}
