// Runs the room: takes commands from sessions, lets the room decide, and carries the effects out in one order for
// everyone. What follows a message waits until that message is written, so nobody sees a rename before the words that
// were said under the old name, and nobody sees a message that a crash could take back.
import { closeCodes } from '../protocol/close-codes.ts';
import type {
  Command,
  GetEdits,
  GetHistory,
  Join,
  RequestUpload,
  RoomCursor,
  SendAs,
} from '../protocol/commands.ts';
import type { RefusalCode, Result } from '../protocol/error-codes.ts';
import type { ChatInfo, Done, EditsListed, Reply, StoredMessage } from '../protocol/events.ts';
import { firstHost } from '../protocol/first.ts';
import { defaultPageLength } from '../protocol/limits.ts';
import { encodePerson } from '../protocol/native.ts';
import { storageCode } from '../storage/disk.ts';
import { AccountDesk } from './account-desk.ts';
import type { Accounts } from './accounts.ts';
import type { ArrangementFile } from './arrangement-file.ts';
import { rearrange, type ArrangementCommand } from './arrangement.ts';
import { Audience } from './audience.ts';
import type { ConsoleLog } from './console-log.ts';
import { namedFor, type Conversation } from './conversation.ts';
import { Conversations, findMessage, type OpenConversation } from './conversations.ts';
import { decideChange, type ChangeCommand } from './decide-change.ts';
import { Door } from './door.ts';
import { findConversation } from './find-conversation.ts';
import type { WhoIsHere } from './history-desk.ts';
import type { HistorySlots } from './history-stream.ts';
import type { History, HistoryOptions, Pending } from './history.ts';
import type { News } from './news.ts';
import { PeopleList } from './people-list.ts';
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
  type Seat,
} from './room.ts';
import { ReadDesk } from './read-desk.ts';
import type { ReadMarks } from './read-marks.ts';
import { emptyHistory, SearchDesk, type SearchableHistory } from './search-desk.ts';
import { Seats } from './seats.ts';
import type { Session } from './session.ts';
import { Turns, type Said } from './turns.ts';

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

/** What the chat asks of the files that people send. */
export interface ChatFiles {
  /** The token with which this person may bring a file, or why not. */
  allow(seatId: string, command: RequestUpload, conversation: Conversation): Result<string, RefusalCode>;
  find: RoomContext['fileFor'];
  /** A message is about to be stored with this file; then it was, or came to nothing. */
  attach(file: string, message: string): void;
  sent(file: string, message: string): void;
  detach(file: string): void;
  /** The message with this file was deleted. */
  delete(file: string): Promise<void>;
  /** A conversation was opened, of whose messages some may have been deleted while their files were not. */
  removeDeleted(conversation: Conversation, isDeleted: (message: string) => boolean): Promise<void>;
}

/** Whoever said something and is told what became of it. */
export interface Sender {
  reply(event: Reply): void;
}

export class Chat {
  readonly #options: ChatOptions;
  readonly #room;
  readonly #people: PeopleList;
  readonly #seats: Seats;
  readonly #audience: Audience;
  readonly #turns: Turns<Sender>;
  readonly #readDesk: ReadDesk;
  readonly #door: Door;
  readonly #accountDesk: AccountDesk;
  readonly #conversations: Conversations<Sender>;
  readonly #searches: SearchDesk;
  /** Arrangements are changed one after the other. */
  #arranging: Promise<void> = Promise.resolve();
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
    this.#accountDesk = new AccountDesk({
      accounts,
      door: this.#door,
      now,
      holderOf: (key) => this.#room.byKey.get(key),
      onDoorChanged: () => this.#doorChanged(),
      onRoleChanged: (id) => this.#roleChanged(id),
      onLoggedOut: (id) => this.#loggedOut(id),
    });
    this.#audience = new Audience(this.#seats, this.online, () => this.closedToOlder !== null);
    this.#readDesk = new ReadDesk({
      marks: options.readMarks,
      shown: () => this.#room.arrangement.readMarks,
      lastSeqOf: (conversation) => conversations.opened(conversation)?.history.lastSeq ?? 0,
      tell: (event, conversation) => this.#audience.tellIn(event, conversation, null),
    });
    this.#searches = new SearchDesk(options.concurrentSearches, (error) =>
      options.log.add('!', `history unreadable: ${String(error)}`),
    );
    this.#turns = new Turns({
      written: (batch) => this.#tellMessages(batch),
      failed: ({ pending: { draft, senders, failure } }) => {
        if (draft.file) options.files.detach(draft.file.id);
        for (const sender of senders) this.#refuse(sender, draft, failure ?? 'storage-failed');
      },
    });
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
        listen: (conversation) => ({
          written: () => chat.#turns.release(),
          synced: (batch) => chat.#acknowledge(conversation().is, batch),
          failed: () => chat.#turns.release(),
          changed: (changes, changed) => {
            const { is } = conversation();
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

  /**
   * Which of a conversation's newest messages went with which file, ids by the file's id; null where it cannot be read.
   */
  async sentFilesIn(conversation: Conversation): Promise<ReadonlyMap<string, string> | null> {
    try {
      return (await this.#conversations.openForWriting(conversation)).history.sentFiles;
    } catch {
      return null;
    }
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
      identify: (join) => this.#door.identify(join, address),
      keeperOf: (key) => accounts.keeperOf(key),
      closedToOlder: this.closedToOlder,
      hasTalk: this.#hasTalk,
      fileFor: files.find,
    };
  }

  /** Why wires without passwords are closed just now, or null. */
  get closedToOlder(): RefusalCode | null {
    return this.#door.closedToOlder;
  }

  readonly #hasTalk: RoomContext['hasTalk'] = (one, other) => this.#conversations.hasTalk(one, other);

  /** Takes a message from somebody without a connection of their own (the HTTP interface of the oldest server). */
  sendAs(sender: Sender, command: SendAs): void {
    if (this.#closing) return;
    const actor: Actor = { seatId: null, dialect: firstHost };
    for (const effect of decide(this.#room, actor, command, this.#context(''))) {
      if (effect.type === 'append') this.#append(sender, effect.draft, effect.conversation);
      else if (effect.type === 'reply') sender.reply(effect.event);
    }
  }

  /** The lines of the whole history, joined by commas, once fewer than the allowed number are being sent. */
  lines(): AsyncIterable<Buffer> {
    return this.#conversations.main.desk.lines();
  }

  /** Stops taking commands, puts what was taken on the disk, tells its senders, and lets everyone go. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#seats.close();
    this.#audience.close();
    this.#readDesk.close();
    await this.#arranging;
    this.#searches.close();
    await this.#conversations.close();
    await this.#options.readMarks.close();
    await this.#options.accounts.close();
    for (const session of this.#audience.sessions) session.close(closeCodes.goingAway, 'host stopped');
  }

  #carryOut(session: Session | null, effects: readonly Effect[]): void {
    for (const effect of effects) {
      this.#people.before(effect);
      applyEffect(this.#room, effect);
      this.#note(effect);
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
        case 'ask-accounts':
          if (session) void this.#accountDesk.handle(session, effect.command);
          break;
        case 'append':
          if (session) this.#append(session, effect.draft, effect.conversation);
          break;
        case 'reply':
          this.#turns.inOrder(() => session && this.#reply(session, effect.event));
          break;
        case 'broadcast':
          this.#turns.inOrder(() => this.#audience.broadcast(effect.event, session));
          break;
        case 'enter':
          this.#turns.inOrder(() => session && void this.#enter(session, effect.command));
          break;
        case 'tell-typing':
          this.#turns.inOrder(() => this.#audience.tellIn(effect.event, effect.conversation, session));
          break;
        case 'allow-upload':
          if (session) this.#allowUpload(session, effect);
          break;
        case 'mark-read':
          this.#readDesk.mark(effect.command, effect.seat, effect.conversation);
          break;
        case 'send-reads':
          session?.reply(this.#readDesk.list(effect.command, effect.seat, effect.conversation));
          break;
        case 'change-message':
          void this.#changeMessage(session, effect);
          break;
        case 'rearrange':
          this.#arranging = this.#arranging.then(() => this.#rearrange(session, effect.command));
          break;
        case 'send-page':
          this.#turns.inOrder(
            () => session && void this.#sendPage(session, effect.command, effect.conversation),
          );
          break;
        case 'search':
          this.#turns.inOrder(() => session && this.#search(session, effect));
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
      messages: this.#conversations.main.history.newest(defaultPageLength),
      at: event.at,
    });
  }

  async #enter(session: Session, command: Join): Promise<void> {
    const { rooms } = this.#room.arrangement;
    for (const { id } of rooms) await this.#openOrNull({ kind: 'room', id });
    if (session.seatId !== null) await this.#conversations.openTalks(session.seatId);
    await this.#conversations.main.desk.enter(
      session,
      command,
      () => this.#whoIsHere(session),
      () => this.#resume(session, command.cursors ?? []),
    );
  }

  /** What `joined` says beside the main room's history; undefined once the session has no seat any more. */
  #whoIsHere(session: Session): WhoIsHere | undefined {
    const seat = session.seatId === null ? undefined : this.#room.seats.get(session.seatId);
    const { arrangement, seats } = this.#room;
    const { mode } = this.#options.accounts;
    const account = seat && mode !== 'open' ? this.#options.accounts.get(seat.id) : null;
    return (
      seat && {
        chat: this.#options.info,
        you: personOf(seat),
        people: this.#people.bytes(),
        arrangement,
        ...(mode === 'open' ? {} : { accountMode: mode }),
        ...(account ? { account } : {}),
        positions: arrangement.rooms.flatMap(({ id }) => {
          const open = this.#conversations.opened({ kind: 'room', id });
          const { lastSeq } = open?.history ?? {};
          return lastSeq === undefined ? [] : [{ room: id, lastSeq, ...this.#readDesk.own(seat.id, id) }];
        }),
        talks: this.#conversations
          .talksOf(seat.id, (person) => seats.get(person)?.name)
          .map(({ key, talk }) => ({ ...talk, ...this.#readDesk.own(seat.id, key) })),
      }
    );
  }

  #doorChanged(): void {
    this.#door.passwordChanged(this.#room.seats.keys());
    const { mode } = this.#options.accounts;
    this.#turns.inOrder(() => this.#audience.broadcast({ type: 'account-mode-changed', mode }, null));
    this.#options.onDoorChanged();
  }

  #roleChanged(accountId: string): void {
    const seat = this.#room.seats.get(accountId);
    if (!seat) return;
    const changed = { ...seat, coHost: this.#options.accounts.get(accountId)?.role === 'co-host' };
    this.#carryOut(null, [
      { type: 'sit', seat: changed },
      { type: 'broadcast', event: { type: 'person-changed', person: personOf(changed) } },
    ]);
  }

  /** The connection is closed: its client comes back and is told what it is without the session. */
  #loggedOut(accountId: string): void {
    const session = this.#seats.occupant(accountId);
    this.#carryOut(null, decideExpiry(this.#room, accountId, this.#options.now()));
    session?.close(closeCodes.loggedOut, 'logged out');
  }

  /** Whatever somebody held of other conversations is brought up to now. */
  #resume(session: Session, cursors: readonly RoomCursor[]): void {
    const seat = session.seatId === null ? undefined : this.#room.seats.get(session.seatId);
    for (const cursor of seat ? cursors : []) {
      const found = seat && findConversation(this.#room, seat, cursor.room, { hasTalk: this.#hasTalk });
      const open = found?.ok ? this.#conversations.opened(found.value) : null;
      // A room that is not there any more needs no messages.
      if (open) void open.desk.resume(session, cursor);
    }
  }

  async #sendPage(session: Session, command: GetHistory, conversation: Conversation): Promise<void> {
    const { id, type, room } = command;
    // A talk begins with its first message, not with somebody who looks whether there is one.
    if (conversation.kind === 'talk' && !this.#hasTalk(...conversation.people)) {
      const page = { messages: [], hasOlder: false, hasNewer: false } as const;
      return session.reply({ type: 'history-page', replyTo: id, ...(room && { room }), ...page });
    }
    const open = await this.#openOrNull(conversation);
    if (open) return open.desk.page(session, command);
    session.reply({ type: 'refused', replyTo: id, command: type, code: 'storage-failed', name: null });
  }

  #search(session: Session, effect: Extract<Effect, { type: 'search' }>): void {
    const { command, words, conversation } = effect;
    const open = async (): Promise<SearchableHistory> => {
      if (conversation.kind === 'talk' && !this.#hasTalk(...conversation.people)) return emptyHistory;
      const { history, changes } = await this.#conversations.open(conversation);
      return {
        lastSeq: history.lastSeq,
        linesBefore: (seq, buffer) => history.linesBefore(seq, buffer),
        isEdited: (seq) => changes.messages.isEdited(seq),
        now: (message) => changes.messages.now(message),
      };
    };
    this.#searches.search(session, { ...command, words, open });
  }

  async #openOrNull(conversation: Conversation): Promise<OpenConversation<Sender> | null> {
    try {
      return await this.#conversations.open(conversation);
    } catch (error) {
      this.#options.log.add('!', `a conversation cannot be opened: ${String(error)}`);
      return null;
    }
  }

  async #rearrange(session: Session | null, command: ArrangementCommand): Promise<void> {
    const arranged = rearrange(this.#room.arrangement, command);
    let failure = arranged.ok ? null : arranged.code;
    if (arranged.ok && arranged.value !== this.#room.arrangement) {
      try {
        await this.#options.arrangementFile.save(arranged.value);
        this.#room.arrangement = arranged.value;
        this.#turns.inOrder(() => this.#audience.broadcast({ type: 'arranged', ...arranged.value }, null));
      } catch (error) {
        failure = storageCode(error);
      }
    }
    const { id, type } = command;
    this.#turns.inOrder(() =>
      failure === null
        ? session?.reply({ type: 'done', replyTo: id })
        : session?.reply({ type: 'refused', replyTo: id, command: type, code: failure, name: null }),
    );
  }

  async #changeMessage(
    session: Session | null,
    { command, seat, conversation }: Extract<Effect, { type: 'change-message' }>,
  ): Promise<void> {
    const answer = await this.#change(command, seat, conversation);
    const { id, type } = command;
    if (typeof answer !== 'string') session?.reply(answer);
    else session?.reply({ type: 'refused', replyTo: id, command: type, code: answer, name: null });
  }

  /** The answer to a command about a message that was sent before, or why it is refused. */
  async #change(
    command: ChangeCommand | GetEdits,
    seat: Seat,
    conversation: Conversation,
  ): Promise<Done | EditsListed | RefusalCode> {
    if (conversation.kind === 'talk' && !this.#hasTalk(...conversation.people)) return 'unknown-message';
    const open = await this.#openOrNull(conversation);
    if (open === null) return 'storage-failed';
    const { id } = command;
    try {
      const message = await findMessage(open, command.message);
      if (message === null) return 'unknown-message';
      if (command.type === 'get-edits') {
        const edits = message.deleted ? [] : await open.changes.editsOf(message);
        return { type: 'edits-listed', replyTo: id, edits };
      }
      const now = this.#options.now();
      const decided = decideChange(command, message, seat, conversation, now);
      if (!decided.ok) return decided.code;
      const change = decided.value;
      const failure = change && (await open.changes.append({ id, change, at: now, by: seat.id }));
      if (failure === null && change?.change === 'deleted' && message.file) {
        await this.#options.files.delete(message.file.id);
      }
      return failure ?? { type: 'done', replyTo: id };
    } catch (error) {
      return storageCode(error);
    }
  }

  #allowUpload(
    session: Session,
    { command, seat, conversation }: Extract<Effect, { type: 'allow-upload' }>,
  ): void {
    const { id, type } = command;
    const allowed = this.#options.files.allow(seat.id, command, conversation);
    if (allowed.ok) session.reply({ type: 'upload-allowed', replyTo: id, token: allowed.value });
    else session.reply({ type: 'refused', replyTo: id, command: type, code: allowed.code, name: null });
  }

  #append(sender: Sender, draft: Draft, conversation: Conversation): void {
    if (draft.file) this.#options.files.attach(draft.file.id, draft.id);
    const open = this.#conversations.opened(conversation);
    if (open?.history.prepared) return this.#appendTo(open, sender, draft);
    this.#conversations.openForWriting(conversation).then(
      (opened) => this.#appendTo(opened, sender, draft),
      (error: unknown) => {
        if (draft.file) this.#options.files.detach(draft.file.id);
        this.#refuse(sender, draft, storageCode(error));
      },
    );
  }

  #appendTo(conversation: OpenConversation<Sender>, sender: Sender, draft: Draft): void {
    const appended = conversation.history.append(draft, sender);
    if (appended.stored) {
      // Sent again because the acknowledgement was lost with a connection.
      const messages = [{ ...draft, seq: appended.seq }];
      this.#turns.inOrder(() => this.#tellStored(conversation.is, sender, messages));
    } else if (appended.pending.draft === draft) {
      this.#conversations.noteNames(conversation, draft);
      this.#turns.push({ pending: appended.pending, conversation });
    }
  }

  #tellMessages(batch: readonly Said<Sender>[]): void {
    this.#audience.tellMessages(batch);
    for (const { pending, conversation } of batch) {
      const { id, name, content, file } = pending.draft;
      if (file) this.#options.files.sent(file.id, id);
      // What is said in private is not for whoever looks at the log.
      if (conversation.is.kind === 'talk') continue;
      this.#options.log.add('S', file ? `${name}: ${content} [${file.name}]` : `${name}: ${content}`);
    }
  }

  #acknowledge(conversation: Conversation, batch: readonly Pending<Sender>[]): void {
    const bySender = new Map<Sender, StoredMessage[]>();
    for (const { draft, seq, senders } of batch) {
      for (const sender of senders) {
        const stored = bySender.get(sender);
        if (stored) stored.push({ ...draft, seq });
        else bySender.set(sender, [{ ...draft, seq }]);
      }
    }
    for (const [sender, messages] of bySender) this.#tellStored(conversation, sender, messages);
  }

  #tellStored(conversation: Conversation, sender: Sender, messages: readonly StoredMessage[]): void {
    const [first] = messages;
    sender.reply({ type: 'messages-stored', ...namedFor(conversation, first?.by ?? null), messages });
  }

  #refuse(sender: Sender, { id, name, content }: Draft, code: RefusalCode): void {
    sender.reply({
      type: 'refused',
      replyTo: id,
      command: 'send-message',
      code,
      name,
      echo: content,
    });
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
