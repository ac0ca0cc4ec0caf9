// Everyone here as bytes, for the answer to a join. Pages of the list are made once and shared by all who come after: a list
// for each newcomer would be as long as the room is full. Knows no sockets.
import type { Person } from '../../protocol/events.ts';
import { personOf, type Effect, type RoomState } from '../decide/room-state.ts';

/** People on a page. What comes after the last full page is written anew for every newcomer. */
const pageLength = 64;

export class PeopleList {
  readonly #room: RoomState;
  readonly #encode: (person: Person) => string;
  /** The first people, in the order in which they came; good until one of them leaves or changes. */
  readonly #pages: Buffer[] = [];

  constructor(room: RoomState, encode: (person: Person) => string) {
    this.#room = room;
    this.#encode = encode;
  }

  /** Call with every effect before it changes the room. */
  before(effect: Effect): void {
    if (effect.type === 'stand-up') this.#pages.length = 0;
    if (effect.type !== 'sit') return;
    const seat = this.#room.seats.get(effect.seat.id);
    if (seat && this.#encode(personOf(seat)) !== this.#encode(personOf(effect.seat))) this.#pages.length = 0;
  }

  /** Everyone here, joined by commas, in pieces that must not be changed. */
  bytes(): Buffer[] {
    const { seats } = this.#room;
    let skipped = this.#pages.length * pageLength;
    let people: string[] = [];
    for (const seat of seats.values()) {
      if (skipped > 0) {
        skipped -= 1;
        continue;
      }
      people.push(this.#encode(personOf(seat)));
      if (people.length === pageLength) {
        this.#pages.push(unpooled(this.#piece(people)));
        people = [];
      }
    }
    return people.length === 0 ? [...this.#pages] : [...this.#pages, this.#piece(people)];
  }

  /** All but the first piece begin with the comma that parts them from the one before. */
  #piece(people: readonly string[]): Buffer {
    return Buffer.from((this.#pages.length === 0 ? '' : ',') + people.join(','));
  }
}

/** A copy outside of Node's pool: one small page that is kept would keep all that shares its 64 KiB. */
function unpooled(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}
