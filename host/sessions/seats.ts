// Who sits on which seat, and which seats are kept for somebody whose connection was lost.
import { closeCodes } from '../../protocol/close-codes.ts';
import type { Session } from './session.ts';

export class Seats {
  readonly #graceMs: number;
  readonly #onExpired: (seatId: string) => void;
  readonly #occupants = new Map<string, Session>();
  readonly #kept = new Map<string, NodeJS.Timeout>();

  /** `onExpired` hears of a kept seat to which nobody came back in time. */
  constructor(graceMs: number, onExpired: (seatId: string) => void) {
    this.#graceMs = graceMs;
    this.#onExpired = onExpired;
  }

  /** The session on this seat, if somebody is on it. */
  occupant(seatId: string): Session | undefined {
    return this.#occupants.get(seatId);
  }

  /** Puts a session on a seat. Whoever sat there hears that they were replaced. */
  sit(session: Session, seatId: string): void {
    session.seatId = seatId;
    const before = this.#occupants.get(seatId);
    this.#occupants.set(seatId, session);
    this.#forget(seatId);
    if (before && before !== session) {
      before.seatId = null;
      before.live = false;
      before.send({ type: 'replaced' });
      before.close(closeCodes.replaced, 'joined elsewhere');
    }
  }

  standUp(seatId: string): void {
    const session = this.#occupants.get(seatId);
    if (session) {
      session.seatId = null;
      session.live = false;
    }
    this.#occupants.delete(seatId);
    this.#forget(seatId);
  }

  keep(seatId: string): void {
    this.#occupants.delete(seatId);
    const timer = setTimeout(() => this.#onExpired(seatId), this.#graceMs);
    this.#kept.set(seatId, timer.unref());
  }

  /** No kept seat expires any more. */
  close(): void {
    for (const timer of this.#kept.values()) clearTimeout(timer);
  }

  #forget(seatId: string): void {
    clearTimeout(this.#kept.get(seatId));
    this.#kept.delete(seatId);
  }
}
