// Keeps one person connected: the first try, the seat, trying again after a loss, and the states that the screen
// shows of it. What is said in the chat is the chat client's business.
import { createBackOff } from './back-off.ts';
import type { Connection } from './chat-port.ts';
import { type Link, type LinkEnd, type Route, startLink } from './link.ts';
import type { KeptSecrets, Platform } from './platform.ts';
import { createFirst, createJoin, hostAddressOf, type Seat, urlsToTry } from './seat.ts';
import type { LoggedIn } from '../protocol/account-events.ts';
import type { Command, Cursor, Join, RoomCursor } from '../protocol/commands.ts';
import type { ConnectionCode, RefusalCode, Result } from '../protocol/error-codes.ts';
import type { ChatEvent, Joined, Message } from '../protocol/events.ts';

/** A connection that was lost sooner than this after joining does not make the next try come sooner. */
const heldMs = 5_000;
/** A host keeps a lost seat, and its nickname, for 15 s; an older server may take two of its 5 s ticks. */
const seatGraceMs = 20_000;
/** While the seat is kept nobody hears of the loss: it is worth trying often. */
const longestSilentWaitMs = 5_000;
/** Over its own address the seat is got back at once, which is worth a wait before others are tried. */
const knownUrlHeadStartMs = 2_000;

export interface ConnectionEvents {
  changed(connection: Connection): void;
  joined(event: Joined, route: Route): void;
  /** Every event after `joined`. */
  heard(event: ChatEvent): void;
  /** There is no connection any more; comes before the state that follows from it. */
  lost(): void;
}

export interface ConnectionOptions {
  readonly platform: Platform;
  readonly sessions: KeptSecrets;
  readonly hostKeyFor: (hostAddress: string) => string | null;
  /** The last message held, from which the host goes on. */
  readonly lastMessage: () => Message | undefined;
  /** The last change of a message that was heard of, from which the host goes on as well. */
  readonly lastChange: () => Cursor | null;
  /** The same in the other conversations of which messages are held. */
  readonly cursors: () => readonly RoomCursor[];
  readonly events: ConnectionEvents;
}

export interface ChatConnection {
  seat(): Seat | null;
  /** Ends what there was and tries this one; resolves when joined, refused or without an answer. */
  join(seat: Seat): Promise<Result<null>>;
  /** Sends where there is a seat to speak from; false where there is none. */
  send(command: Command): boolean;
  renamed(nickname: string): void;
  /** Tries at once where a try is being waited for. */
  reconnectNow(): void;
  takeSeat(): void;
  /** The page is seen, the network is back or the machine has woken up: tries, or makes sure, at once. */
  wake(): void;
  /** The network is said to be gone: makes sure at once. */
  doubt(): void;
  /** Ends everything without a word to the host; a `join` under way resolves with `connection-lost`. */
  close(): void;
}

export function createConnection(options: ConnectionOptions): ChatConnection {
  const { platform, events } = options;
  const { clock } = platform;
  const backOff = createBackOff(platform.random);
  let connection: Connection = { name: 'idle' };
  let seat: Seat | null = null;
  let link: Link | null = null;
  let cancelRetry: (() => void) | null = null;
  let answerJoin: ((result: Result<null>) => void) | null = null;
  let joinedAt = 0;
  let lostAt = 0;

  function change(next: Connection): void {
    connection = next;
    events.changed(next);
  }

  function connect(wanted: Seat): void {
    cancelRetry?.();
    cancelRetry = null;
    link?.close();
    link = startLink({
      platform,
      urls: urlsToTry(wanted),
      headStartMs: wanted.url === null ? undefined : knownUrlHeadStartMs,
      join: (url) => createFirst(wanted, platform.fillRandom, () => joinOver(wanted, url)),
      knownWire: (url) => (url === wanted.url ? wanted.wire : null),
      heard: (event, route) => hear(wanted, event, route),
      ended,
    });
  }

  function joinOver(wanted: Seat, url: string): Join {
    const hostKey = options.hostKeyFor(hostAddressOf(url));
    const held = {
      message: options.lastMessage(),
      changed: options.lastChange(),
      cursors: options.cursors(),
    };
    return createJoin(wanted, url, held, platform, options.sessions, hostKey);
  }

  function hear(wanted: Seat, event: ChatEvent, route: Route): void {
    if (connection.name === 'joined') return events.heard(event);
    if (event.type === 'logged-in') return askForSeat(wanted, event, route.url);
    if (event.type === 'joined') return enter(wanted, event, route);
    if (event.type === 'refused' || event.type === 'protocol-error') refuse(wanted, event.code, route);
  }

  /** The password is not needed any more: from here on the session says who this is. */
  function askForSeat(wanted: Seat, { account, session }: LoggedIn, url: string): void {
    options.sessions.save(hostAddressOf(url), session);
    seat = { ...wanted, nickname: account.name, account: null };
    link?.send(joinOver(seat, url));
  }

  function enter(wanted: Seat, event: Joined, route: Route): void {
    seat = { ...wanted, ...route, nickname: event.you.name, account: null };
    // A session that ended meanwhile makes nobody of anyone.
    if (event.accountMode !== undefined && event.account === undefined) {
      options.sessions.forget(hostAddressOf(route.url));
    }
    joinedAt = clock.now();
    events.joined(event, route);
    change({ name: 'joined', address: wanted.address.display });
    settleJoin({ ok: true, value: null });
  }

  function refuse(wanted: Seat, code: RefusalCode, { url, wire }: Route): void {
    // Over another address, or without device keys, one is somebody else to the host: one's own name is free when the
    // old seat is given up.
    const isOwnOldSeat =
      code === 'nickname-taken' &&
      connection.name === 'reconnecting' &&
      (url !== wanted.url || wire !== 'native') &&
      clock.now() - lostAt < seatGraceMs;
    if (code === 'account-required') options.sessions.forget(hostAddressOf(url));
    link?.close();
    link = null;
    if (isOwnOldSeat) waitAndRetry(wanted, codeOf(connection));
    else giveUp(wanted, code);
  }

  function giveUp(wanted: Seat, code: RefusalCode | ConnectionCode): void {
    change({ name: 'refused', address: wanted.address.display, code });
    settleJoin({ ok: false, code });
  }

  function ended(reason: LinkEnd): void {
    link = null;
    if (seat === null) return;
    if (connection.name === 'joined') {
      lostAt = clock.now();
      if (lostAt - joinedAt >= heldMs) backOff.reset();
    }
    events.lost();
    if (reason === 'replaced') {
      change({ name: 'replaced', address: seat.address.display });
      settleJoin({ ok: false, code: 'connection-lost' });
    } else if (reason === 'removed' || connection.name === 'connecting') {
      giveUp(seat, reason);
    } else {
      // Something else listens there now than what spoke that wire.
      if (reason === 'not-a-chat') seat = { ...seat, wire: null };
      // A try that failed says less than why the connection was lost in the first place.
      const saysLess = reason === 'no-answer' || reason === 'connection-lost';
      waitAndRetry(seat, saysLess ? codeOf(connection) : reason);
    }
  }

  function codeOf(current: Connection): ConnectionCode {
    return current.name === 'reconnecting' ? current.code : 'connection-lost';
  }

  function waitAndRetry(wanted: Seat, code: ConnectionCode): void {
    const seatIsKept = clock.now() - lostAt < seatGraceMs;
    const waitMs = backOff.next(seatIsKept ? longestSilentWaitMs : undefined);
    cancelRetry = clock.setTimer(retry, waitMs);
    const retryAt = clock.now() + waitMs;
    change({ name: 'reconnecting', address: wanted.address.display, code, retryAt });
  }

  function retry(): void {
    if (seat === null) return;
    change({ name: 'reconnecting', address: seat.address.display, code: codeOf(connection), retryAt: null });
    connect(seat);
  }

  function settleJoin(result: Result<null>): void {
    answerJoin?.(result);
    answerJoin = null;
  }

  function end(): void {
    cancelRetry?.();
    cancelRetry = null;
    link?.close();
    if (link !== null) events.lost();
    link = null;
    settleJoin({ ok: false, code: 'connection-lost' });
  }

  return {
    seat: () => seat,
    join(wanted) {
      end();
      seat = wanted;
      backOff.reset();
      change({ name: 'connecting', address: wanted.address.display });
      return new Promise((resolve) => {
        answerJoin = resolve;
        connect(wanted);
      });
    },
    send(command) {
      if (connection.name !== 'joined' || link === null) return false;
      link.send(command);
      return true;
    },
    renamed(nickname) {
      if (seat !== null) seat = { ...seat, nickname };
    },
    reconnectNow() {
      if (cancelRetry !== null) retry();
    },
    takeSeat() {
      if (connection.name === 'replaced') retry();
    },
    wake() {
      if (cancelRetry !== null) {
        backOff.reset();
        retry();
      } else {
        link?.check();
      }
    },
    doubt: () => link?.doubt(),
    close() {
      end();
      seat = null;
      change({ name: 'closed' });
    },
  };
}
