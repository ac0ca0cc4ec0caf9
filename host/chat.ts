// Runs the room: takes commands from sessions, lets the room decide, and carries the effects out in one order for
// everyone. What follows a message waits until that message is written, so nobody sees a rename before the words that
// were said under the old name, and nobody sees a message that a crash could take back. Knows neither
// what somebody is told who comes in, nor what is told of seats that change.
import { setTimeout } from 'node:timers/promises';
import { closeCodes } from '../protocol/close-codes.ts';
import type { Command, SendAs } from '../protocol/commands.ts';
import type { RefusalCode } from '../protocol/error-codes.ts';
import type { ChatInfo } from '../protocol/events.ts';
import { firstHost } from '../protocol/first.ts';
import { encodePerson } from '../protocol/native.ts';
import { AccountDesk } from './accounts/account-desk.ts';
import type { Accounts } from './accounts/accounts.ts';
import { ArrangementDesk } from './conversations/arrangement-desk.ts';
import type { ArrangementFile } from './conversations/arrangement-file.ts';
import { Audience } from './sessions/audience.ts';
import { answerUpload, type ChatFiles } from './files/chat-files.ts';
import { noteNews, type ConsoleLog } from './console-log.ts';
import { ConversationDesk } from './conversations/conversation-desk.ts';
import type { Conversation } from './conversations/conversation.ts';
import { Conversations } from './conversations/conversations.ts';
import { Door } from './accounts/door.ts';
import { Entering } from './entering.ts';
import type { ExportedRoom } from './history/export-lines.ts';
import type { HistorySlots } from './history/history-stream.ts';
import type { History, HistoryOptions } from './history/history.ts';
import type { News } from './sessions/news.ts';
import { PeopleList } from './sessions/people-list.ts';
import {
  applyEffect,
  createRoom,
  namesIn,
  type Actor,
  type Effect,
  type RoomContext,
} from './decide/room-state.ts';
import { isAddressKeptOut } from './decide/decide-removal.ts';
import { decide, decideExpiry, decideLoss } from './decide/room.ts';
import { ReadDesk } from './conversations/read-desk.ts';
import type { ReadMarks } from './conversations/read-marks.ts';
import { SearchDesk } from './history/search-desk.ts';
import { SeatChanges } from './seat-changes.ts';
import { Seats } from './sessions/seats.ts';
import { Sending, type Sender } from './sending.ts';
import type { Session } from './sessions/session.ts';
import { takeAll } from './take-all.ts';
import { Turns } from './turns.ts';

/** How long a stopping host waits for everyone to hear of it; browsers take some milliseconds. */
const goodbyeMs = 500;

/** What the chat is handed. */
export interface ChatOptions {
  readonly info: ChatInfo;
  readonly log: ConsoleLog;
  readonly seatGraceMs: number;
  readonly historySlots: HistorySlots;
  /** Searches under way at once. */
  readonly concurrentSearches: number;
  /** Where the histories are kept. */
  readonly folder: string;
  readonly history: HistoryOptions;
  readonly arrangementFile: ArrangementFile;
  readonly readMarks: ReadMarks;
  readonly now: () => number;
  readonly newId: RoomContext['newId'];
  readonly accounts: Accounts;
  readonly files: ChatFiles;
  /** Whether this is the key that the host's own window was given. */
  readonly isHostKey: (hostKey: string) => boolean;
  /** The mode of the accounts or the chat's password is another one. */
  onDoorChanged(): void;
  /** The disk begins to refuse, or takes writes again (null). */
  onStorageChanged(failing: RefusalCode | null): void;
}

export class Chat {
  readonly #options: ChatOptions;
  readonly #room;
  readonly #people: PeopleList;
  readonly #seats: Seats;
  readonly #audience: Audience;
  readonly #turns: Turns<Sender>;
  readonly #sending: Sending;
  readonly #readDesk: ReadDesk;
  readonly #door: Door;
  readonly #seatChanges: SeatChanges;
  readonly #accountDesk: AccountDesk;
  readonly #entering: Entering;
  readonly #conversations: Conversations<Sender>;
  readonly #searches: SearchDesk;
  readonly #desk: ConversationDesk<Sender>;
  readonly #arrangementDesk: ArrangementDesk;
  #closing = false;

  private constructor(options: ChatOptions, conversations: Conversations<Sender>) {
    this.#options = options;
    this.#room = createRoom(options.arrangementFile.arrangement);
    this.#people = new PeopleList(this.#room, encodePerson);
    this.#conversations = conversations;
    this.#seats = new Seats(options.seatGraceMs, (seatId) =>
      this.#carryOut(null, decideExpiry(this.#room, seatId, options.now())),
    );
    const { accounts, isHostKey } = options;
    const now = () => performance.now();
    this.#door = new Door({ accounts, isHostKey, now });
    this.#seatChanges = new SeatChanges({
      room: this.#room,
      seats: this.#seats,
      accounts,
      door: this.#door,
      now: options.now,
      carryOut: (effects) => this.#carryOut(null, effects),
      inOrder: (step) => this.#turns.inOrder(step),
    });
    this.#accountDesk = new AccountDesk({
      accounts,
      door: this.#door,
      now,
      holderOf: (key) => this.#room.byKey.get(key),
      onDoorChanged: () => {
        this.#seatChanges.doorChanged();
        options.onDoorChanged();
      },
      onRoleChanged: (id) => this.#seatChanges.roleChanged(id),
      // Its client comes back and is told what it is without the session.
      onLoggedOut: (id) => this.#seatChanges.end(id, closeCodes.loggedOut, 'logged out'),
    });
    this.#audience = new Audience(
      this.#seats,
      this.online,
      (address) => this.closedToOlder(address) !== null,
    );
    this.#searches = new SearchDesk(options.concurrentSearches, (error) =>
      options.log.add('!', `history unreadable: ${String(error)}`),
    );
    this.#desk = new ConversationDesk({ ...options, conversations, searches: this.#searches });
    this.#arrangementDesk = new ArrangementDesk({
      file: options.arrangementFile,
      room: this.#room,
      changed: (arrangement) =>
        this.#turns.inOrder(() => {
          for (const seat of this.#room.seats.values()) {
            for (const { id } of arrangement.rooms) this.#readDesk.meet(seat, id);
          }
          this.#audience.broadcast({ type: 'arranged', ...arrangement }, null);
        }),
      inOrder: (step) => this.#turns.inOrder(step),
    });
    this.#readDesk = new ReadDesk({
      marks: options.readMarks,
      shown: () => this.#room.arrangement.readMarks,
      lastSeqOf: (conversation) => conversations.lastSeqOf(conversation) ?? 0,
      tell: (event, conversation) => this.#audience.tellIn(event, conversation, null),
    });
    this.#entering = new Entering({
      ...options,
      room: this.#room,
      people: this.#people,
      conversations,
      desk: this.#desk,
      readDesk: this.#readDesk,
    });
    this.#turns = new Turns({
      written: (batch) => this.#sending.tell(batch),
      failed: (said) => this.#sending.failed(said),
    });
    const { files, log } = options;
    this.#sending = new Sending({ conversations, turns: this.#turns, audience: this.#audience, files, log });
  }

  static async open(options: ChatOptions): Promise<Chat> {
    const { folder, history, historySlots: slots, log, now } = options;
    const chat: Chat = new Chat(
      options,
      await Conversations.open<Sender>({
        folder,
        history,
        slots,
        log,
        now,
        listen: (is) => ({
          written: () => chat.#turns.release(),
          synced: (batch) => chat.#sending.acknowledge(is, batch),
          failed: () => chat.#turns.release(),
          changed: (changes, changed) => {
            const event = { type: 'messages-changed', changes, changed } as const;
            chat.#turns.inOrder(() => chat.#audience.tellIn(event, is, null));
          },
          stateChanged: (failing) => options.onStorageChanged(failing),
        }),
        opened: ({ is, changes }) =>
          options.files.removeDeleted(is, (message) => changes.messages.isDeleted(message)),
      }),
    );
    return chat;
  }

  /** See `Conversations.sentFilesIn`. */
  sentFilesIn(conversation: Conversation): Promise<ReadonlyMap<string, string> | null> {
    return this.#conversations.sentFilesIn(conversation);
  }

  get opening(): History<Sender>['opening'] {
    return this.#conversations.main.history.opening;
  }

  /** People who are here, kept seats included. */
  get people(): number {
    return this.#room.seats.size;
  }

  /** Names of everyone here, in the order in which they came. */
  readonly online = (): string[] => namesIn(this.#room);

  /** Who comes, goes and types, for the sessions to tell. */
  get news(): News {
    return this.#audience.news;
  }

  get sessions(): ReadonlySet<Session> {
    return this.#audience.sessions;
  }

  add(session: Session): void {
    this.#audience.sessions.add(session);
    this.#options.log.add('->', session.address);
    if (this.#closing) this.#sayGoodbye(session);
  }

  /** The connection is gone: leave, or keep the seat for a while. */
  remove(session: Session): void {
    if (session.gone) return;
    session.gone = true;
    session.live = false;
    this.#audience.sessions.delete(session);
    this.#options.log.add('<-', session.address);
    this.#searches.stop(session);
    if (!this.#closing) this.#carryOut(session, decideLoss(this.#room, session, this.#options.now()));
  }

  receive(session: Session, command: Command): void {
    // From here on nothing new is taken: clients keep what was not acknowledged and bring it again.
    if (this.#closing) return;
    this.#carryOut(session, decide(this.#room, session, command, this.#context(session.address)));
  }

  /** @param address from which the command came */
  #context(address: string): RoomContext {
    const { now, newId, accounts, files } = this.#options;
    return {
      now: now(),
      newId,
      address,
      identify: (join) => this.#door.identify(join, address),
      keeperOf: (key) => accounts.keeperOf(key),
      closedToOlder: this.closedToOlder(address),
      hasTalk: (one, other) => this.#conversations.hasTalk(one, other),
      fileFor: files.find,
    };
  }

  /** Why wires without passwords and device keys are closed just now to this address, or null. */
  closedToOlder(address: string): RefusalCode | null {
    return this.#door.closedToOlder ?? (isAddressKeptOut(this.#room, address) ? 'removed' : null);
  }

  /**
   * Takes a message from somebody without a connection of their own (the HTTP interface of the oldest server).
   * @param address from which it came
   */
  sendAs(sender: Sender, command: SendAs, address: string): void {
    if (this.#closing) return;
    const actor: Actor = { seatId: null, dialect: firstHost };
    for (const effect of decide(this.#room, actor, command, this.#context(address))) {
      if (effect.type === 'append') this.#sending.append(sender, effect.draft, effect.conversation);
      else if (effect.type === 'reply') sender.reply(effect.event);
    }
  }

  /** The lines of the whole history, joined by commas, once fewer than the allowed number are being sent. */
  lines(): AsyncIterable<Buffer> {
    return this.#conversations.main.desk.lines();
  }

  /** Every room, for an export; see `Conversations.exported`. */
  exportedRooms(): Promise<ExportedRoom[]> {
    return this.#conversations.exported(this.#room.arrangement.rooms);
  }

  /** Stops taking commands, puts what was taken on the disk, tells its senders, and lets everyone go. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#seats.close();
    this.#audience.close();
    this.#readDesk.close();
    this.#searches.close();
    await takeAll([
      () => this.#arrangementDesk.close(),
      () => this.#sending.close(),
      () => this.#desk.close(),
      () => this.#conversations.close(),
      () => this.#options.readMarks.close(),
      () => this.#options.accounts.close(),
      () => this.#letGo(),
    ]);
  }

  /** Tells everyone, and waits a moment until they have heard it. */
  async #letGo(): Promise<void> {
    for (const session of this.sessions) this.#sayGoodbye(session);
    // A connection that is cut while its other end still writes is reset, and what was said last may not be heard there.
    await Promise.race([this.#everyoneGone(), setTimeout(goodbyeMs, undefined, { ref: false })]);
  }

  #sayGoodbye(session: Session): void {
    session.close(closeCodes.goingAway, 'host stopped');
  }

  /** Those who come meanwhile are waited for as well. */
  async #everyoneGone(): Promise<void> {
    while (this.sessions.size > 0) await Promise.all(Array.from(this.sessions, (session) => session.ended()));
  }

  #carryOut(session: Session | null, effects: readonly Effect[]): void {
    for (const effect of effects) {
      this.#people.before(effect);
      applyEffect(this.#room, effect);
      switch (effect.type) {
        case 'sit':
          if (session) this.#seats.sit(session, effect.seat.id);
          break;
        case 'stand-up':
          this.#seats.standUp(effect.seatId);
          break;
        case 'keep-seat':
          this.#seats.keep(effect.seatId);
          break;
        case 'remove':
          this.#seatChanges.end(effect.seat.id, closeCodes.removed, 'removed');
          this.#options.files.revoke(effect.seat.id);
          this.#seatChanges.tellRemoved();
          break;
        case 'readmit':
          this.#seatChanges.tellRemoved();
          break;
        case 'ask-accounts':
          if (session) void this.#accountDesk.handle(session, effect.command);
          break;
        case 'append':
          if (session) this.#sending.append(session, effect.draft, effect.conversation);
          break;
        case 'reply':
          this.#turns.inOrder(() => {
            if (effect.event.type !== 'nickname-set') session?.reply(effect.event);
            else if (session) this.#entering.named(session, effect.event);
          });
          break;
        case 'broadcast':
          noteNews(this.#options.log, effect.event);
          this.#turns.inOrder(() => this.#audience.broadcast(effect.event, session));
          break;
        case 'enter':
          this.#turns.inOrder(() => session && void this.#entering.enter(session, effect.command));
          break;
        case 'tell-typing':
          this.#turns.inOrder(() => this.#audience.tellIn(effect.event, effect.conversation, session));
          break;
        case 'allow-upload':
          if (session) session.reply(answerUpload(this.#options.files, effect));
          break;
        case 'mark-read':
          this.#readDesk.mark(effect.command, effect.seat, effect.conversation);
          break;
        case 'send-reads':
          session?.reply(this.#readDesk.list(effect.command, effect.seat, effect.conversation));
          break;
        case 'change-message':
          if (session) void this.#desk.changeMessage(session, effect);
          break;
        case 'rearrange':
          if (session) this.#arrangementDesk.rearrange(session, effect.command);
          break;
        case 'send-page':
          this.#turns.inOrder(
            () => session && void this.#desk.sendPage(session, effect.command, effect.conversation),
          );
          break;
        case 'search':
          this.#turns.inOrder(() => session && this.#desk.search(session, effect));
          break;
        case 'stop-search':
          this.#turns.inOrder(() => session && this.#searches.stop(session));
          break;
        case 'send-everything':
          this.#turns.inOrder(() => {
            const { desk } = this.#conversations.main;
            if (session) void desk.everything(session, effect.name, effect.online);
          });
          break;
        case 'close':
          this.#turns.inOrder(() => session?.close(closings[effect.reason], effect.reason));
          break;
      }
    }
  }
}

const closings = {
  left: closeCodes.normal,
  refused: closeCodes.refused,
  removed: closeCodes.removed,
} as const;
