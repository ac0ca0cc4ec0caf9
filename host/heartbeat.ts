// Notices dead connections, and keeps classic clients sure of a living host.
import type { Session } from './session.ts';

/**
 * Pings every session each `intervalMs`. A session from which nothing was heard since the last ping, though it could have
 * been, is cut: a dead connection is noticed within two intervals. Returns how to stop.
 */
export function startHeartbeat(intervalMs: number, sessions: () => Iterable<Session>): () => void {
  const timer = setInterval(() => {
    for (const session of sessions()) {
      if (!session.heard && session.answersPings) {
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
