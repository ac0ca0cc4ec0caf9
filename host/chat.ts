// Runs the room: takes commands from sessions, lets the room decide, and carries the effects out in one order for
// everyone. What follows a message waits until that message is written, so nobody sees a rename before the words that
// were said under the old name, and nobody sees a message that a crash could take back.
import { closeCodes } from '../protocol/close-codes.ts';
import type { Command, SendAs } from '../protocol/commands.ts';
import type { RefusalCode } from '../protocol/error-codes.ts';
import type { Broadcast, ChatInfo, Message, Reply, StoredMessage } from '../protocol/events.ts';
import { firstHost } from '../protocol/first.ts';
import { defaultPageLength } from '../protocol/limits.ts';
import type { ConsoleLog } from './console-log.ts';
import { FrameCache } from './frame-cache.ts';
import { HistoryDesk } from './history-desk.ts';
import type { HistorySlots } from './history-stream.ts';
import type { History, HistoryListener, Pending } from './history.ts';
import {
  applyEffect,
  createRoom,
  decide,
  decideExpiry,
  decideLoss,
  peopleIn,
  personOf,
  namesIn,
  type Actor,
  type Draft,
  type Effect,
  type RoomContext,
} from './room.ts';
import type { Session } from './session.ts';

/** What the chat is handed. */
export interface ChatOptions {
  readonly info: ChatInfo;
  readonly log: ConsoleLog;
  readonly seatGraceMs: number;
  readonly historySlots: HistorySlots;
  /** Opens the history with a listener; see `openHistory`. */
  readonly openHistory: (listener: HistoryListener<Sender>) => Promise<History<Sender>>;
  readonly now: () => number;
  readonly newId: RoomContext['newId'];
  readonly seatIdOf: RoomContext['seatIdOf'];
  readonly isHostKey: RoomContext['isHostKey'];
  /** The disk begins to refuse, or takes writes again (null). */
  onStorageChanged(failing: RefusalCode | null): void;
}

/** Whoever said something and is told what became of it. */
export interface Sender {
  reply(event: Reply): void;
}

/**
 * Shortest time between two tellings of who comes, goes and types, in milliseconds. Five hundred people who come at once
 * are news to five hundred: each of them is written to once in a while instead of once for everyone.
 */
const newsWindowMs = 50;

/** What waits for its turn: a message for its write, anything else for the messages before it. */
type Step = Pending<Sender> | (() => void);

export class Chat {
  readonly #options: ChatOptions;
  readonly #room = createRoom();
  readonly #sessions = new Set<Session>();
  /** Who sits on which seat. A kept seat has a timer instead. */
  readonly #occupants = new Map<string, Session>();
  readonly #keptSeats = new Map<string, NodeJS.Timeout>();
  readonly #steps: Step[] = [];
  readonly #history: History<Sender>;
  readonly #desk: HistoryDesk;
  /** Set while news of people are gathered. */
  #newsTimer: NodeJS.Timeout | null = null;
  #newsToldAt = -Infinity;
  #releasing = false;
  #closing = false;

  private constructor(options: ChatOptions, history: History<Sender>) {
    this.#options = options;
    this.#history = history;
    this.#desk = new HistoryDesk(history, options.historySlots, options.log, options.now);
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

  get opening(): History<Sender>['opening'] {
    return this.#history.opening;
  }

  /** People who are here, kept seats included. */
  get people(): number {
    return this.#room.seats.size;
  }

  /** Names of everyone here, in the order in which they came. */
  readonly online = (): string[] => namesIn(this.#room);

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
    this.#carryOut(session, decide(this.#room, session, command, this.#context()));
  }

  #context(): RoomContext {
    const { now, newId, seatIdOf, isHostKey } = this.#options;
    return { now: now(), newId, seatIdOf, isHostKey };
  }

  /** Takes a message from somebody without a connection of their own (the HTTP interface of the oldest server). */
  sendAs(sender: Sender, command: SendAs): void {
    if (this.#closing) return;
    const actor: Actor = { seatId: null, dialect: firstHost };
    for (const effect of decide(this.#room, actor, command, this.#context())) {
      if (effect.type === 'append') this.#append(sender, effect.draft);
      else if (effect.type === 'reply') sender.reply(effect.event);
    }
  }

  /** The lines of the whole history, joined by commas, once fewer than the allowed number are being sent. */
  lines(): AsyncIterable<Buffer> {
    return this.#desk.lines();
  }

  /** Stops taking commands, puts what was taken on the disk, tells its senders, and lets everyone go. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const timer of this.#keptSeats.values()) clearTimeout(timer);
    if (this.#newsTimer !== null) clearTimeout(this.#newsTimer);
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
          this.#inOrder(() => session && this.#reply(session, effect.event));
          break;
        case 'broadcast':
          this.#inOrder(() => this.#broadcast(effect.event, session));
          break;
        case 'enter':
          this.#inOrder(
            () => session && void this.#desk.enter(session, effect.command, this.#whoIsHere(session)),
          );
          break;
        case 'send-page':
          this.#inOrder(() => session && void this.#desk.page(session, effect.command));
          break;
        case 'send-everything':
          this.#inOrder(() => session && void this.#desk.everything(session, effect.name, effect.online));
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

  #reply(session: Session, event: Reply): void {
    if (event.type === 'nickname-set') session.live = true;
    if (event.type !== 'nickname-set' || event.oldName !== null || !session.dialect.greets) {
      return session.reply(event);
    }
    session.send(event);
    session.reply({
      type: 'greeted',
      name: event.name,
      people: peopleIn(this.#room),
      messages: this.#history.newest(defaultPageLength),
      at: event.at,
    });
  }

  /** What `joined` says beside the history; undefined once the session has no seat any more. */
  #whoIsHere(session: Session) {
    return () => {
      const seat = session.seatId === null ? undefined : this.#room.seats.get(session.seatId);
      return seat && { chat: this.#options.info, you: personOf(seat), people: peopleIn(this.#room) };
    };
  }

  #append(sender: Sender, draft: Draft): void {
    const appended = this.#history.append(draft, sender);
    if (appended.stored) {
      // Sent again because the acknowledgement was lost with a connection.
      this.#inOrder(() =>
        sender.reply({ type: 'messages-stored', messages: [{ ...draft, seq: appended.seq }] }),
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
    let batch: Pending<Sender>[] = [];
    let done = 0;
    try {
      for (const step of this.#steps) {
        if (typeof step !== 'function' && step.state === 'writing') break;
        done += 1;
        if (typeof step === 'function') {
          this.#broadcastMessages(batch);
          batch = [];
          step();
        } else if (step.state === 'written') {
          batch.push(step);
        } else {
          this.#refuseAppend(step);
        }
      }
      this.#broadcastMessages(batch);
    } finally {
      this.#steps.splice(0, done);
      this.#releasing = false;
    }
  }

  /** Each dialect's frames are made once and handed to every socket in one write. */
  #broadcastMessages(batch: readonly Pending<Sender>[]): void {
    if (batch.length === 0) return;
    const messages = batch.map(({ seq, draft }): Message => ({ seq, ...draft }));
    const senders = new Set<Sender>(batch.flatMap((pending) => pending.senders));
    const frames = new FrameCache({ type: 'messages-sent', messages }, this.online);
    for (const session of this.#sessions) {
      if (!session.live || session.catchingUp) continue;
      // A wire on which one hears one's own messages can be told them from the history.
      if (!session.drained && session.dialect.echoesOwnMessages) {
        void this.#desk.catchUp(session, (messages[0]?.seq ?? 1) - 1);
        continue;
      }
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
    const frames = new FrameCache(event, this.online);
    for (const session of this.#sessions) {
      if (session.live && session !== except) frames.gatherFor(session);
    }
    this.#newsTimer ??= setTimeout(
      () => this.#tellNews(),
      Math.max(0, this.#newsToldAt + newsWindowMs - performance.now()),
    );
  }

  #tellNews(): void {
    this.#newsTimer = null;
    this.#newsToldAt = performance.now();
    for (const session of this.#sessions) session.flush();
  }

  #acknowledge(batch: readonly Pending<Sender>[]): void {
    const bySender = new Map<Sender, StoredMessage[]>();
    for (const { draft, seq, senders } of batch) {
      for (const sender of senders) {
        const stored = bySender.get(sender);
        if (stored) stored.push({ ...draft, seq });
        else bySender.set(sender, [{ ...draft, seq }]);
      }
    }
    for (const [sender, messages] of bySender) sender.reply({ type: 'messages-stored', messages });
  }

  #refuseAppend({ draft, senders, failure }: Pending<Sender>): void {
    for (const sender of senders) {
      sender.reply({
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
