// Who has read how far, as people ask for it and hear of it. What is read at the same time is told together.
import type { GetReads, MarkRead } from '../../protocol/commands.ts';
import type { ReadMark, ReadsChanged, ReadsListed } from '../../protocol/events.ts';
import { maxPageLength } from '../../protocol/limits.ts';
import { keyOf, namedFor, type Conversation } from './conversation.ts';
import type { ReadMarks } from './read-marks.ts';
import type { Seat } from '../decide/room-state.ts';

/** How long marks are gathered: nobody waits for them, and a whole class reads a message within a second. */
const gatherMs = 1_000;

export interface ReadDeskOptions {
  readonly marks: ReadMarks;
  /** Whether people see how far the others have read. */
  readonly shown: () => boolean;
  readonly lastSeqOf: (conversation: Conversation) => number;
  readonly tell: (event: ReadsChanged, conversation: Conversation) => void;
}

export class ReadDesk {
  readonly #options: ReadDeskOptions;
  readonly #gathered = new Map<string, { conversation: Conversation; reads: Map<string, number> }>();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ReadDeskOptions) {
    this.#options = options;
  }

  mark({ seq, hidden }: MarkRead, { id: person, device }: Seat, conversation: Conversation): void {
    const { marks, lastSeqOf, shown } = this.#options;
    // Who came over an older wire is nobody the next time.
    if (!device) return;
    marks.hide(person, hidden);
    const key = keyOf(conversation);
    const read = Math.min(seq, lastSeqOf(conversation));
    if (read < 1 || !marks.mark(key, person, read) || hidden || !shown()) return;
    const gathered = this.#gathered.get(key) ?? { conversation, reads: new Map<string, number>() };
    this.#gathered.set(key, gathered);
    gathered.reads.set(person, read);
    this.#timer ??= setTimeout(() => this.#tell(), gatherMs).unref();
  }

  /** Of the newest messages: what lies further back is not looked at. */
  list({ id }: GetReads, seat: Seat, conversation: Conversation): ReadsListed {
    const { marks, lastSeqOf, shown } = this.#options;
    const since = Math.max(1, lastSeqOf(conversation) - maxPageLength);
    const all = shown() ? marks.since(keyOf(conversation), since) : [];
    const reads = all.filter(({ by }) => by !== seat.id);
    return { type: 'reads-listed', replyTo: id, ...namedFor(conversation, seat.id), reads };
  }

  /** Notes that somebody hears of a room, if for the first time: what is said from now on is news to them on every visit. */
  meet({ id: person, device }: Seat, room: string): void {
    if (device) this.#options.marks.meet(room, person, this.#options.lastSeqOf({ kind: 'room', id: room }));
  }

  /** What somebody is told of themselves when they come in. */
  own(person: string, conversation: string): { readonly read?: number } {
    const read = this.#options.marks.of(conversation, person);
    return read === undefined ? {} : { read };
  }

  /** Nothing that was gathered is told any more. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #tell(): void {
    this.#timer = null;
    for (const { conversation, reads } of this.#gathered.values()) {
      const list = Array.from(reads, ([by, seq]): ReadMark => ({ by, seq }));
      this.#options.tell({ type: 'reads-changed', reads: list }, conversation);
    }
    this.#gathered.clear();
  }
}
