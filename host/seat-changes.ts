// What people who are here are told when something about their seats changes without a command of theirs: the door is
// another one, a role is given, somebody is sent away or logged out. Decides nothing, and knows no history and no file.
import { mayGive, roleOfPerson } from '../protocol/rights.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Door } from './accounts/door.ts';
import { removedFor } from './decide/decide-removal.ts';
import { decideExpiry } from './decide/room.ts';
import { personOf, type Effect, type RoomState, type Seat } from './decide/room-state.ts';
import type { Seats } from './sessions/seats.ts';

export interface SeatChangesOptions {
  readonly room: RoomState;
  readonly seats: Pick<Seats, 'occupant'>;
  readonly accounts: Pick<Accounts, 'mode' | 'get'>;
  readonly door: Pick<Door, 'passwordChanged'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Carries out what nobody's command led to. */
  readonly carryOut: (effects: readonly Effect[]) => void;
  /** Puts what is told into the order of everything that is told. */
  readonly inOrder: (step: () => void) => void;
}

export class SeatChanges {
  readonly #options: SeatChangesOptions;

  constructor(options: SeatChangesOptions) {
    this.#options = options;
  }

  /** The mode of the accounts or the chat's password is another one: whoever is here stays. */
  doorChanged(): void {
    const { room, accounts, door, carryOut } = this.#options;
    door.passwordChanged(room.seats.keys());
    carryOut([{ type: 'broadcast', event: { type: 'account-mode-changed', mode: accounts.mode } }]);
  }

  /** Whoever is here with this account has another role. */
  roleChanged(accountId: string): void {
    const { room, accounts, carryOut, inOrder } = this.#options;
    const seat = room.seats.get(accountId);
    if (!seat) return;
    const changed = { ...seat, coHost: accounts.get(accountId)?.role === 'co-host' };
    carryOut([
      { type: 'sit', seat: changed },
      { type: 'broadcast', event: { type: 'person-changed', person: personOf(changed) } },
    ]);
    if (room.removed.size > 0) inOrder(() => this.#tellRemovedTo(changed));
  }

  /**
   * Whoever sits there leaves at once, which everyone else hears, and their connection is closed.
   * @param code from `closeCodes`
   */
  end(seatId: string, code: number, reason: string): void {
    const { room, seats, now, carryOut } = this.#options;
    const session = seats.occupant(seatId);
    carryOut(decideExpiry(room, seatId, now()));
    session?.close(code, reason);
  }

  /** Says who was sent away to those who may let them back in. */
  tellRemoved(): void {
    const { room, inOrder } = this.#options;
    inOrder(() => {
      for (const seat of room.seats.values()) {
        if (mayGive(roleOfPerson(seat), 'readmit-person')) this.#tellRemovedTo(seat);
      }
    });
  }

  /** Whoever is not told yet hears of it when they are let in. */
  #tellRemovedTo(seat: Seat): void {
    const { room, seats } = this.#options;
    const session = seats.occupant(seat.id);
    if (session?.live) session.send({ type: 'removed-changed', people: removedFor(room, seat) });
  }
}
