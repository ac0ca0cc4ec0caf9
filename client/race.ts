// Opens one socket out of several addresses of the same host: the first that opens wins, the others are closed.
// Knows nothing of what is said over it.
import type { Platform, Socket } from './platform.ts';
import { closeCodes } from '../protocol/close-codes.ts';

/** Head start of each address over the next one; less when it fails sooner. */
const staggerMs = 250;

export interface RaceEvents {
  opened(socket: Socket, url: string): void;
  /** A frame of the socket that won. */
  heard(frame: unknown): void;
  /** The socket that won is closed. */
  closed(code: number): void;
  /** No address opened; never before `openFirst` has returned. */
  failed(): void;
}

/**
 * Starts the race. Returns how to end it: every socket but the winner's is closed, and nothing more is told.
 * @param headStartMs of the first address over the second
 */
export function openFirst(
  urls: readonly string[],
  { openSocket, clock }: Pick<Platform, 'openSocket' | 'clock'>,
  events: RaceEvents,
  headStartMs = staggerMs,
): () => void {
  const opening = new Set<Socket>();
  let started = 0;
  let lost = 0;
  let over = false;
  let cancelTimer = clock.setTimer(startNext, 0);

  function startNext(): void {
    cancelTimer();
    const url = urls[started];
    if (over || url === undefined) return;
    started += 1;
    const waitMs = started === 1 ? headStartMs : staggerMs;
    if (started < urls.length) cancelTimer = clock.setTimer(startNext, waitMs);
    start(url);
  }

  function start(url: string): void {
    let won = false;
    let socket: Socket | null = null;
    try {
      socket = openSocket(url, {
        opened() {
          if (over || socket === null) return;
          won = true;
          opening.delete(socket);
          end();
          events.opened(socket, url);
        },
        heard(frame) {
          if (won) events.heard(frame);
        },
        closed(code) {
          if (won) events.closed(code);
          else if (socket !== null && opening.delete(socket)) fail();
        },
      });
      opening.add(socket);
    } catch {
      // Such as a page loaded over https, which may open no plain socket.
      fail();
    }
  }

  function fail(): void {
    if (over) return;
    lost += 1;
    if (lost < urls.length) return startNext();
    end();
    events.failed();
  }

  function end(): void {
    over = true;
    cancelTimer();
    for (const socket of opening) socket.close(closeCodes.normal);
    opening.clear();
  }

  return end;
}
