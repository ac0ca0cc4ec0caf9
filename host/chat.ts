// Runs the room: takes commands from sessions, lets the room decide, and carries the effects out in one order for
// everyone. What follows a message waits until that message is written, so nobody sees a rename before the words that
// were said under the old name, and nobody sees a message that a crash could take back.
import { closeCodes } from '../protocol/close-codes.ts';
import type { Command, GetHistory, Join } from '../protocol/commands.ts';
import type { HostDialect } from '../protocol/dialect.ts';
import type { RefusalCode } from '../protocol/error-codes.ts';
import type { Broadcast, ChatInfo, Message, StoredMessage } from '../protocol/events.ts';
import { defaultPageLength, protocolVersion } from '../protocol/limits.ts';
import type { ConsoleLog } from './console-log.ts';
import { historyFragments, type HistorySlots } from './history-stream.ts';
import type { History, HistoryListener, Pending } from './history.ts';
import {
  applyEffect,
  createRoom,
  decide,
  decideExpiry,
  decideLoss,
  peopleIn,
  personOf,
  type Draft,
  type Effect,
  type RoomContext,
} from './room.ts';
import type { Session } from './session.ts';
import { textFrames } from './server-frame.ts';

/** What the chat is handed. */
export interface ChatOptions {
  readonly info: ChatInfo;
  readonly log: ConsoleLog;
  readonly seatGraceMs: number;
  readonly historySlots: HistorySlots;
  /** Opens the history with a listener; see `openHistory`. */
  readonly openHistory: (listener: HistoryListener<Session>) => Promise<History<Session>>;
  readonly now: () => number;
  readonly newId: RoomContext['newId'];
  readonly seatIdOf: RoomContext['seatIdOf'];
  readonly isHostKey: RoomContext['isHostKey'];
  /** The disk begins to refuse, or takes writes again (null). */
  onStorageChanged(failing: RefusalCode | null): void;
}

/** What waits for its turn: a message for its write, anything else for the messages before it. */
type Step = Pending<Session> | (() => void);

export class Chat {
  readonly #options: ChatOptions;
  readonly #room = createRoom();
  readonly #sessions = new Set<Session>();
  /** Who sits on which seat. A kept seat has a timer instead. */
  readonly #occupants = new Map<string, Session>();
  readonly #keptSeats = new Map<string, NodeJS.Timeout>();
  readonly #steps: Step[] = [];
  readonly #history: History<Session>;
  #releasing = false;
  #closing = false;

  private constructor(options: ChatOptions, history: History<Session>) {
    this.#options = options;
    this.#history = history;
  }

  static async open(options: ChatOptions): Promise<Chat> {
    const chat: Chat = new Chat(
      options,
      await options.openHistory({
        written: () => chat.#release(),
        synced: (batch) => chat.#acknowledge(batch),
        failed: () => chat.#release(),
        stateChanged: (failing) => options.onStorageChanged(failing),
      }),
    );
    return chat;
  }

  get opening(): History<Session>['opening'] {
    return this.#history.opening;
  }

  /** People who are here, kept seats included. */
  get people(): number {
    return this.#room.seats.size;
  }

  get sessions(): ReadonlySet<Session> {
    return this.#sessions;
  }

  add(session: Session): void {
    this.#sessions.add(session);
    this.#options.log.add('->', session.address);
  }

  /** The connection is gone: leave, or keep the seat for a while. */
  remove(session: Session): void {
    if (session.gone) return;
    session.gone = true;
    session.live = false;
    this.#sessions.delete(session);
    this.#options.log.add('<-', session.address);
    if (!this.#closing) this.#carryOut(session, decideLoss(this.#room, session, this.#options.now()));
  }

  receive(session: Session, command: Command): void {
    // From here on nothing new is taken: clients keep what was not acknowledged and bring it again.
    if (this.#closing) return;
    const { now, newId, seatIdOf, isHostKey } = this.#options;
    this.#carryOut(session, decide(this.#room, session, command, { now: now(), newId, seatIdOf, isHostKey }));
  }

  /** Stops taking commands, puts what was taken on the disk, tells its senders, and lets everyone go. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const timer of this.#keptSeats.values()) clearTimeout(timer);
    await this.#history.close();
    for (const session of this.#sessions) session.close(closeCodes.goingAway, 'host stopped');
  }

  #carryOut(session: Session | null, effects: readonly Effect[]): void {
    for (const effect of effects) {
      applyEffect(this.#room, effect);
      this.#note(effect);
      switch (effect.type) {
        case 'sit':
          if (session) this.#sit(session, effect.seat.id);
          break;
        case 'stand-up':
          this.#standUp(effect.seatId);
          break;
        case 'keep-seat':
          this.#keepSeat(effect.seatId);
          break;
        case 'append':
          if (session) this.#append(session, effect.draft);
          break;
        case 'reply':
          this.#inOrder(() => session?.reply(effect.event));
          if (effect.event.type === 'nickname-set' && session) this.#inOrder(() => (session.live = true));
          break;
        case 'broadcast':
          this.#inOrder(() => this.#broadcast(effect.event, session));
          break;
        case 'enter':
          this.#inOrder(() => session && void this.#enter(session, effect.command));
          break;
        case 'send-page':
          this.#inOrder(() => session && void this.#sendPage(session, effect.command));
          break;
        case 'send-everything':
          this.#inOrder(() => session && void this.#sendEverything(session, effect.name, effect.online));
          break;
        case 'close':
          this.#inOrder(() => session?.close(closings[effect.reason], effect.reason));
          break;
      }
    }
  }

  /** At once when no message is being written, else when all that came before is. */
  #inOrder(step: () => void): void {
    if (this.#steps.length === 0) step();
    else this.#steps.push(step);
  }

  #append(session: Session, draft: Draft): void {
    const appended = this.#history.append(draft, session);
    if (appended.stored) {
      // Sent again because the acknowledgement was lost with a connection.
      this.#inOrder(() =>
        session.reply({ type: 'messages-stored', messages: [{ ...draft, seq: appended.seq }] }),
      );
    } else if (appended.pending.draft === draft) {
      this.#steps.push(appended.pending);
    }
  }

  /** Lets go of the steps whose turn has come; neighbouring messages become one batch. */
  #release(): void {
    // A step may answer a session whose next command adds steps: the loop below meets them, not another one inside it.
    if (this.#releasing) return;
    this.#releasing = true;
    let batch: Pending<Session>[] = [];
    let done = 0;
    for (const step of this.#steps) {
      if (typeof step !== 'function') {
        if (step.state === 'writing') break;
        if (step.state === 'written') batch.push(step);
        else this.#refuseAppend(step);
      } else {
        this.#broadcastMessages(batch);
        batch = [];
        step();
      }
      done += 1;
    }
    this.#broadcastMessages(batch);
    this.#steps.splice(0, done);
    this.#releasing = false;
  }

  /** Each dialect's frames are made once and handed to every socket in one write. */
  #broadcastMessages(batch: readonly Pending<Session>[]): void {
    if (batch.length === 0) return;
    const messages = batch.map(({ seq, draft }): Message => ({ seq, ...draft }));
    const senders = new Set(batch.flatMap((pending) => pending.senders));
    const frames = new FrameCache({ type: 'messages-sent', messages });
    for (const session of this.#sessions) {
      if (!session.live || session.catchingUp) continue;
      if (session.dialect.echoesOwnMessages || !senders.has(session)) {
        frames.writeTo(session);
      } else {
        const others = batch.flatMap((pending, index) =>
          pending.senders.includes(session) ? [] : (messages[index] ?? []),
        );
        session.send({ type: 'messages-sent', messages: others });
      }
    }
    for (const { name, content } of messages) this.#options.log.add('S', `${name}: ${content}`);
  }

  #broadcast(event: Broadcast, except: Session | null): void {
    const frames = new FrameCache(event);
    for (const session of this.#sessions) {
      if (session.live && session !== except) frames.writeTo(session);
    }
  }

  #acknowledge(batch: readonly Pending<Session>[]): void {
    const bySession = new Map<Session, StoredMessage[]>();
    for (const { draft, seq, senders } of batch) {
      for (const sender of senders) {
        const stored = bySession.get(sender);
        if (stored) stored.push({ ...draft, seq });
        else bySession.set(sender, [{ ...draft, seq }]);
      }
    }
    for (const [session, messages] of bySession) session.reply({ type: 'messages-stored', messages });
  }

  #refuseAppend({ draft, senders, failure }: Pending<Session>): void {
    for (const session of senders) {
      session.reply({
        type: 'refused',
        replyTo: draft.id,
        command: 'send-message',
        code: failure ?? 'storage-failed',
        name: draft.name,
        echo: draft.content,
      });
    }
  }

  #sit(session: Session, seatId: string): void {
    session.seatId = seatId;
    const before = this.#occupants.get(seatId);
    this.#occupants.set(seatId, session);
    clearTimeout(this.#keptSeats.get(seatId));
    this.#keptSeats.delete(seatId);
    if (before && before !== session) {
      before.seatId = null;
      before.live = false;
      before.send({ type: 'replaced' });
      before.close(closeCodes.replaced, 'joined elsewhere');
    }
  }

  #standUp(seatId: string): void {
    const session = this.#occupants.get(seatId);
    if (session) {
      session.seatId = null;
      session.live = false;
    }
    this.#occupants.delete(seatId);
    clearTimeout(this.#keptSeats.get(seatId));
    this.#keptSeats.delete(seatId);
  }

  #keepSeat(seatId: string): void {
    this.#occupants.delete(seatId);
    const timer = setTimeout(() => {
      this.#carryOut(null, decideExpiry(this.#room, seatId, this.#options.now()));
    }, this.#options.seatGraceMs);
    this.#keptSeats.set(seatId, timer.unref());
  }

  /** Tells a newcomer, or somebody who is back, where the history stands, and sends what they missed. */
  async #enter(session: Session, command: Join): Promise<void> {
    const { cursor } = command;
    const following = cursor === null ? null : await this.#readOrNull(this.#history.following(cursor));
    const seat = session.seatId === null ? undefined : this.#room.seats.get(session.seatId);
    // Left, or joined again elsewhere, while the cursor was looked up.
    if (!seat || session.gone) return;
    const messages = following ?? this.#history.newest(defaultPageLength);
    const { lastSeq } = this.#history;
    session.live = true;
    session.reply({
      type: 'joined',
      replyTo: command.id,
      protocol: protocolVersion,
      chat: this.#options.info,
      you: personOf(seat),
      people: peopleIn(this.#room),
      reset: following === null,
      messages,
      lastSeq,
    });
    const last = following?.at(-1)?.seq ?? (following ? (cursor?.seq ?? lastSeq) : lastSeq);
    if (last < lastSeq) await this.#catchUp(session, last);
  }

  /** Sends the history page by page until this session hears messages as they come. */
  async #catchUp(session: Session, from: number): Promise<void> {
    let sent = from;
    session.catchingUp = true;
    while (session.open && sent < this.#history.lastSeq) {
      await session.drain();
      const page = await this.#readOrNull(this.#history.after(sent));
      const last = page?.messages.at(-1);
      if (!page || !last) return session.close(closeCodes.internalError, 'history unreadable');
      session.send(page);
      sent = last.seq;
    }
    session.catchingUp = false;
  }

  async #sendPage(session: Session, { id, before, after, limit, type }: GetHistory): Promise<void> {
    const page = await this.#readOrNull(this.#history.page(before, after, limit));
    if (page) session.reply({ type: 'history-page', replyTo: id, ...page });
    else session.reply({ type: 'refused', replyTo: id, command: type, code: 'storage-failed', name: null });
  }

  /** The classic `get`: streamed from the file, so that a long history costs no memory. */
  async #sendEverything(session: Session, name: string, online: readonly string[]): Promise<void> {
    const { historySlots, now } = this.#options;
    const lastSeq = this.#history.lastSeq;
    const release = await historySlots.take();
    try {
      await session.writeFragments(historyFragments(this.#history.bytes(lastSeq), name, now(), online));
    } catch (error) {
      this.#options.log.add('!', `history unreadable: ${String(error)}`);
      // Half an answer cannot be taken back; a connection without one can be made again.
      session.close(closeCodes.internalError, 'history unreadable');
    } finally {
      release();
    }
    session.answered();
  }

  async #readOrNull<Value>(reading: Promise<Value>): Promise<Value | null> {
    try {
      return await reading;
    } catch (error) {
      this.#options.log.add('!', `history unreadable: ${String(error)}`);
      return null;
    }
  }

  #note(effect: Effect): void {
    if (effect.type !== 'broadcast') return;
    const { event } = effect;
    if (event.type === 'person-joined') this.#options.log.add('+', event.person.name);
    if (event.type === 'person-left') this.#options.log.add('-', event.person.name);
    if (event.type === 'person-renamed')
      this.#options.log.add('~', `${event.oldName} → ${event.person.name}`);
  }
}

const closings = { left: closeCodes.normal, refused: closeCodes.refused } as const;

/** One event's frames, made once for each dialect that somebody here speaks. */
class FrameCache {
  readonly #event: Broadcast;
  readonly #byDialect = new Map<HostDialect, Buffer | null>();

  constructor(event: Broadcast) {
    this.#event = event;
  }

  writeTo(session: Session): void {
    let frames = this.#byDialect.get(session.dialect);
    if (frames === undefined) {
      const payloads = session.dialect.encode(this.#event);
      frames = payloads.length > 0 ? textFrames(payloads) : null;
      this.#byDialect.set(session.dialect, frames);
    }
    if (frames) session.write(frames);
  }
}
