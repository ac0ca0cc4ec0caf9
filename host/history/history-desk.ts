// Answers that are read from the history: where a newcomer stands, what somebody missed, pages, and the whole of it for
// older wires. Reading may fail while the chat goes on; whoever asked is told.
import { closeCodes } from '../../protocol/close-codes.ts';
import type { Cursor, GetHistory, Join, RoomCursor } from '../../protocol/commands.ts';
import type { Joined, Message } from '../../protocol/events.ts';
import { defaultPageLength, protocolVersion } from '../../protocol/limits.ts';
import { encodeMessages } from '../../protocol/native.ts';
import type { ConsoleLog } from '../console-log.ts';
import type { ChangeLog, KeptChange } from '../changes/change-log.ts';
import { historyFragments, type HistorySlots } from './history-stream.ts';
import type { History } from './history.ts';
import { newestThatFit, oldestThatFit } from './page-size.ts';
import type { Session } from '../sessions/session.ts';

type ReadableHistory = Pick<History<never>, 'lastSeq' | 'newest' | 'following' | 'page' | 'after' | 'bytes'>;

type ReadableChanges = Pick<ChangeLog, 'messages' | 'last' | 'after'>;

/** Changes that are told in one frame, to whoever missed them. */
const changesAtOnce = 20;

/** What a newcomer is told beside the history; the people as `PeopleList` has them. */
export interface WhoIsHere extends Pick<
  Joined,
  | 'chat'
  | 'you'
  | 'arrangement'
  | 'positions'
  | 'talks'
  | 'account'
  | 'accountMode'
  | 'maxFileBytes'
  | 'removed'
> {
  readonly people: readonly Buffer[];
}

export class HistoryDesk {
  readonly #history: ReadableHistory;
  readonly #changes: ReadableChanges;
  readonly #slots: HistorySlots;
  readonly #log: ConsoleLog;
  readonly #now: () => number;
  readonly #namedFor: (seatId: string | null) => { readonly room?: string };
  /** Who is sent this history page by page: messages as they come would leave a gap. */
  readonly #behind = new Set<Session>();
  #closed = false;
  /** The newest page as `joined` has it, good for all who come before something else is said or changed. */
  #newest: { readonly lastSeq: number; readonly changed: Cursor | null; readonly bytes: Buffer } | null =
    null;

  /** `namedFor` gives what events of this conversation say to somebody of whom it is. */
  constructor(
    history: ReadableHistory,
    changes: ReadableChanges,
    slots: HistorySlots,
    log: ConsoleLog,
    now: () => number,
    namedFor: (seatId: string | null) => { readonly room?: string },
  ) {
    this.#history = history;
    this.#changes = changes;
    this.#slots = slots;
    this.#log = log;
    this.#now = now;
    this.#namedFor = namedFor;
  }

  /** The files are about to be closed: that they cannot be read then is no news, and everyone is told goodbye. */
  close(): void {
    this.#closed = true;
  }

  /** True while this session is sent what it missed: what everyone hears comes to it that way. */
  isBehind(session: Session): boolean {
    return this.#behind.size > 0 && this.#behind.has(session);
  }

  /**
   * Tells a newcomer, or somebody who is back, where the main room's history stands, and sends what they missed.
   * @param whoIsHere asked when the cursor was looked up; undefined if the seat was left or taken over meanwhile
   * @param entered called in the moment from which the session hears what everyone hears
   */
  async enter(
    session: Session,
    { id, cursor, changed }: Join,
    whoIsHere: () => WhoIsHere | undefined,
    entered: () => void,
  ): Promise<void> {
    const following = cursor === null ? null : await this.#readOrNull(this.#history.following(cursor));
    const here = whoIsHere();
    if (!here || session.gone) return;
    const { lastSeq } = this.#history;
    const missed = this.#changes.after(changed ?? null);
    const reset = following === null || missed === null;
    const messages = following === null ? [] : this.#oldestNow(following);
    session.live = true;
    const { people, ...rest } = here;
    session.welcome(
      {
        type: 'joined',
        replyTo: id,
        protocol: protocolVersion,
        ...rest,
        reset,
        lastSeq,
        ...(reset && { changed: this.#changes.last }),
      },
      people,
      reset ? this.#newestBytes() : Buffer.from(encodeMessages(messages)),
    );
    if (!reset) this.#sendChanges(session, missed);
    entered();
    if (reset || cursor === null) return;
    const sent = messages.at(-1)?.seq ?? cursor.seq;
    if (sent < lastSeq) await this.catchUp(session, sent);
  }

  #newestBytes(): Buffer {
    const { lastSeq } = this.#history;
    const { last: changed } = this.#changes;
    if (this.#newest?.lastSeq !== lastSeq || this.#newest.changed !== changed) {
      const bytes = Buffer.from(encodeMessages(this.#newestNow(this.#history.newest(defaultPageLength))));
      this.#newest = { lastSeq, changed, bytes };
    }
    return this.#newest.bytes;
  }

  /** Sends somebody who is back what they missed in this conversation, or has them start anew in it. */
  async resume(session: Session, cursor: RoomCursor): Promise<void> {
    if (this.#behind.has(session)) return;
    this.#behind.add(session);
    const following = await this.#readOrNull(this.#history.following(cursor));
    const missed = this.#changes.after(cursor.changed ?? null);
    if (following !== null && missed !== null) {
      this.#sendChanges(session, missed);
      return this.#sendAfter(session, cursor.seq);
    }
    const page = await this.#readOrNull(this.#history.page(null, null, defaultPageLength));
    if (page === null) return this.#giveUp(session);
    session.send({
      type: 'conversation-reset',
      ...this.#namedFor(session.seatId),
      messages: this.#newestNow(page.messages),
      changed: this.#changes.last,
    });
    await this.#sendAfter(session, page.messages.at(-1)?.seq ?? 0);
  }

  async page(session: Session, { id, before, after, limit, type, room }: GetHistory): Promise<void> {
    const page = await this.#readOrNull(this.#history.page(before, after, limit));
    if (page) {
      const messages = after === null ? this.#newestNow(page.messages) : this.#oldestNow(page.messages);
      const isCut = messages.length < page.messages.length;
      const hasOlder = page.hasOlder || (isCut && after === null);
      const hasNewer = page.hasNewer || (isCut && after !== null);
      session.reply({
        type: 'history-page',
        replyTo: id,
        ...(room && { room }),
        messages,
        hasOlder,
        hasNewer,
      });
    } else session.reply({ type: 'refused', replyTo: id, command: type, code: 'storage-failed', name: null });
  }

  /** The whole history as one frame, streamed from the file, so that a long one costs no memory. */
  async everything(session: Session, name: string, online: readonly string[]): Promise<void> {
    const surroundings = session.dialect.everything?.(name, this.#now(), online);
    const lines = this.lines();
    session.hold();
    try {
      if (surroundings) await session.writeFragments(historyFragments(lines, surroundings));
    } catch (error) {
      this.#noteUnreadable(error);
      // Half an answer cannot be taken back; a connection without one can be made again.
      this.#hangUp(session);
    }
    session.answered();
  }

  /** All lines that are written when this is called, joined by commas. Waits for a free slot, and gives it back. */
  lines(): AsyncIterable<Buffer> {
    return this.#linesUpTo(this.#history.lastSeq);
  }

  async *#linesUpTo(lastSeq: number): AsyncGenerator<Buffer> {
    const release = await this.#slots.take();
    try {
      yield* this.#history.bytes(lastSeq);
    } finally {
      release();
    }
  }

  /**
   * Sends what came after `from`, page by page as the reader takes it, until this session hears messages as they come.
   * For whoever was away, and for whoever is here but reads more slowly than the others write.
   */
  async catchUp(session: Session, from: number): Promise<void> {
    if (this.#behind.has(session)) return;
    this.#behind.add(session);
    await this.#sendAfter(session, from);
  }

  async #sendAfter(session: Session, from: number): Promise<void> {
    let sent = from;
    while (session.open && session.live && sent < this.#history.lastSeq) {
      await session.drain();
      // Many who take nothing are closed in one moment: a page for each would be in memory at once, for nobody.
      if (!session.open) break;
      const page = await this.#readOrNull(this.#history.after(sent));
      const messages = page && this.#oldestNow(page.messages);
      const last = messages?.at(-1);
      if (!page || !messages || !last) return this.#giveUp(session);
      session.send({ ...page, ...this.#namedFor(session.seatId), messages });
      sent = last.seq;
    }
    // In the same turn as the last look at the history: what is written next comes as everyone hears it.
    this.#behind.delete(session);
  }

  /** Messages as they are now, from the oldest on: edits and reactions make them longer than they stand in the file. */
  #oldestNow(messages: readonly Message[]): readonly Message[] {
    return oldestThatFit(this.#changes.messages.allNow(messages));
  }

  /** The same from the newest back. */
  #newestNow(messages: readonly Message[]): readonly Message[] {
    return newestThatFit(this.#changes.messages.allNow(messages));
  }

  #sendChanges(session: Session, missed: readonly KeptChange[]): void {
    for (let from = 0; from < missed.length; from += changesAtOnce) {
      const some = missed.slice(from, from + changesAtOnce);
      const last = some.at(-1);
      if (!last) return;
      const changes = some.flatMap(({ change }) => change ?? []);
      const where = this.#namedFor(session.seatId);
      session.send({ type: 'messages-changed', ...where, changes, changed: last.cursor });
    }
  }

  #giveUp(session: Session): void {
    this.#behind.delete(session);
    this.#hangUp(session);
  }

  #hangUp(session: Session): void {
    if (!this.#closed) session.close(closeCodes.internalError, 'history unreadable');
  }

  async #readOrNull<Value>(reading: Promise<Value>): Promise<Value | null> {
    try {
      return await reading;
    } catch (error) {
      this.#noteUnreadable(error);
      return null;
    }
  }

  #noteUnreadable(error: unknown): void {
    if (!this.#closed) this.#log.add('!', `history unreadable: ${String(error)}`);
  }
}
