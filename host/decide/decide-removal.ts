// Sending people away and letting them back in: who may do it to whom, and who is kept out. Pure. Who is away already
// cannot be sent away, and what somebody wrote is not touched by it.
import type { ReadmitPerson, RemovePerson } from '../../protocol/commands.ts';
import type { RemovedPerson } from '../../protocol/events.ts';
import { mayGive, roleOfPerson } from '../../protocol/rights.ts';
import { refuse, type Effect, type Identity, type RoomState, type Seat } from './room-state.ts';

/** The table of rights has let this person ask already. */
export function decideRemoval(room: RoomState, seat: Seat, command: RemovePerson): Effect[] {
  const other = room.seats.get(command.person);
  if (other === undefined) return [refuse(command, 'unknown-person', seat)];
  if (!mayRemove(seat, other)) return [refuse(command, 'not-allowed', seat)];
  return [
    { type: 'remove', seat: other },
    { type: 'reply', event: { type: 'done', replyTo: command.id } },
  ];
}

/** Whoever is not kept out, because somebody else was quicker, is let in already. */
export function decideReadmission({ id, person }: ReadmitPerson): Effect[] {
  return [
    { type: 'readmit', person },
    { type: 'reply', event: { type: 'done', replyTo: id } },
  ];
}

/** The host sends away anybody, a co-host those who are neither; nobody goes so by themselves. */
function mayRemove(seat: Seat, other: Seat): boolean {
  if (other.id === seat.id || other.host) return false;
  return seat.host || !other.coHost;
}

/** True where this person was sent away, from this device or with this account. Whoever hosts is never kept out. */
export function isKeptOut({ removed }: RoomState, { id, device, host }: Identity): boolean {
  return !host && removed.values().some((gone) => gone.id === id || gone.device === device);
}

/** True where somebody of this address was sent away who was nobody beyond a connection. */
export function isAddressKeptOut({ removed }: RoomState, address: string): boolean {
  return removed.values().some((gone) => gone.device === null && gone.address === address);
}

/** Who was sent away, for somebody who may let them back in; nobody for others. */
export function removedFor({ removed }: RoomState, seat: Seat): readonly RemovedPerson[] {
  if (!mayGive(roleOfPerson(seat), 'readmit-person')) return [];
  return Array.from(removed.values(), ({ id, name }) => ({ id, name }));
}
