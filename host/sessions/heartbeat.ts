// Notices dead connections, and keeps classic clients sure of a living host.
import type { Session } from './session.ts';

/** What a heartbeat looks at and does. */
export type HeartbeatSession = Pick<Session, 'heard' | 'answersPings' | 'terminate' | 'ping' | 'send'>;

/** After more than so many intervals without a beat this machine was asleep, or as good as. */
const sleptIntervals = 3;

/**
 * Pings every session each `intervalMs`. A session from which nothing was heard since the last ping, though it could have
 * been, is cut: a dead connection is noticed within two intervals. Nobody is judged by a silence that this machine slept
 * through: whoever is gone by then fails to answer the next ping. Returns how to stop.
 */
export function startHeartbeat(intervalMs: number, sessions: () => Iterable<HeartbeatSession>): () => void {
  let lastBeatAt = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    const slept = now - lastBeatAt > sleptIntervals * intervalMs;
    lastBeatAt = now;
    for (const session of sessions()) {
      if (!session.heard && session.answersPings && !slept) {
        session.terminate();
        continue;
      }
      session.heard = !session.answersPings;
      session.ping();
      session.send({ type: 'ping' });
    }
  }, intervalMs);
  return () => clearInterval(timer);
}
