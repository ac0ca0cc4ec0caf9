// Answers of which one has to look at a conversation's files first: pages, searches, and what becomes of messages. Whoever
// asks for a conversation that cannot be opened is told, and the chat goes on.
import type { GetEdits, GetHistory } from '../../protocol/commands.ts';
import type { RefusalCode } from '../../protocol/error-codes.ts';
import type { Done, EditsListed, Message } from '../../protocol/events.ts';
import { storageCode } from '../../storage/disk.ts';
import type { ChatFiles } from '../files/chat-files.ts';
import type { ConsoleLog } from '../console-log.ts';
import type { Conversation } from './conversation.ts';
import { findMessage, type Conversations, type OpenConversation } from './conversations.ts';
import { decideChange, type ChangeCommand } from '../decide/decide-change.ts';
import type { Effect, Seat } from '../decide/room-state.ts';
import { emptyHistory, type SearchableHistory, type SearchDesk } from '../history/search-desk.ts';
import type { Session } from '../sessions/session.ts';
import { UnderWay } from '../under-way.ts';

export interface ConversationDeskOptions<Sender> {
  readonly conversations: Conversations<Sender>;
  readonly searches: SearchDesk;
  readonly files: Pick<ChatFiles, 'delete'>;
  readonly log: ConsoleLog;
  readonly now: () => number;
}

/** To a command about a message that was sent before; a code says why it is refused. */
type Answer = Done | EditsListed | RefusalCode;

export class ConversationDesk<Sender> {
  readonly #options: ConversationDeskOptions<Sender>;
  /** Ends when the last message that was asked about has been read; never rejects. */
  #reading: Promise<unknown> = Promise.resolve();
  /** Commands about messages, until it is decided what becomes of these. */
  readonly #deciding = new UnderWay();

  constructor(options: ConversationDeskOptions<Sender>) {
    this.#options = options;
  }

  /** Resolves once every change that was asked for is decided, and with the files where it was taken. */
  close(): Promise<void> {
    return this.#deciding.over();
  }

  /** The conversation, or null where its file cannot be opened. */
  async openOrNull(conversation: Conversation): Promise<OpenConversation<Sender> | null> {
    try {
      return await this.#options.conversations.open(conversation);
    } catch (error) {
      const { conversations, log } = this.#options;
      if (!conversations.closing) log.add('!', `a conversation cannot be opened: ${String(error)}`);
      return null;
    }
  }

  async sendPage(session: Session, command: GetHistory, conversation: Conversation): Promise<void> {
    const { id, type, room } = command;
    // A talk begins with its first message, not with somebody who looks whether there is one.
    if (!this.#hasBegun(conversation)) {
      const page = { messages: [], hasOlder: false, hasNewer: false } as const;
      return session.reply({ type: 'history-page', replyTo: id, ...(room && { room }), ...page });
    }
    const open = await this.openOrNull(conversation);
    if (open) return open.desk.page(session, command);
    session.reply({ type: 'refused', replyTo: id, command: type, code: 'storage-failed', name: null });
  }

  search(session: Session, effect: Extract<Effect, { type: 'search' }>): void {
    const { command, words, conversation } = effect;
    const open = async (): Promise<SearchableHistory> => {
      if (!this.#hasBegun(conversation)) return emptyHistory;
      const { history, changes } = await this.#options.conversations.open(conversation);
      return {
        lastSeq: history.lastSeq,
        linesBefore: (seq, buffer) => history.linesBefore(seq, buffer),
        isEdited: (seq) => changes.messages.isEdited(seq),
        now: (message) => changes.messages.now(message),
      };
    };
    this.#options.searches.search(session, { ...command, words, open });
  }

  async changeMessage(
    session: Session,
    { command, seat, conversation }: Extract<Effect, { type: 'change-message' }>,
  ): Promise<void> {
    const { answered } = await this.#deciding.follow(this.#change(command, seat, conversation));
    const answer = await answered;
    const { id, type } = command;
    if (typeof answer !== 'string') session.reply(answer);
    else session.reply({ type: 'refused', replyTo: id, command: type, code: answer, name: null });
  }

  /** Decides what becomes of a message that was sent before. A change is with its file then; its answer may take longer. */
  async #change(
    command: ChangeCommand | GetEdits,
    seat: Seat,
    conversation: Conversation,
  ): Promise<{ readonly answered: Promise<Answer> | Answer }> {
    if (!this.#hasBegun(conversation)) return { answered: 'unknown-message' };
    const open = await this.openOrNull(conversation);
    if (open === null) return { answered: 'storage-failed' };
    try {
      const message = await this.#inOrder(() => findMessage(open, command.message));
      if (message === null) return { answered: 'unknown-message' };
      return { answered: this.#carryOut(command, message, seat, open) };
    } catch (error) {
      return { answered: storageCode(error) };
    }
  }

  async #carryOut(
    command: ChangeCommand | GetEdits,
    message: Message,
    seat: Seat,
    { is, changes }: OpenConversation<Sender>,
  ): Promise<Answer> {
    const { id } = command;
    try {
      if (command.type === 'get-edits') {
        const edits = message.deleted ? [] : await changes.editsOf(message);
        return { type: 'edits-listed', replyTo: id, edits };
      }
      const now = this.#options.now();
      const decided = decideChange(command, message, seat, is, now);
      if (!decided.ok) return decided.code;
      const change = decided.value;
      const failure = change && (await changes.append({ id, change, at: now, by: seat.id }));
      if (failure === null && change?.change === 'deleted' && message.file) {
        await this.#options.files.delete(message.file.id);
      }
      return failure ?? { type: 'done', replyTo: id };
    } catch (error) {
      return storageCode(error);
    }
  }

  /** Reads one after the other, so that what somebody asks about a message first is decided first. */
  #inOrder<Value>(read: () => Promise<Value>): Promise<Value> {
    const done = this.#reading.then(read);
    this.#reading = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** A talk is there from its first message on, a room always. */
  #hasBegun(conversation: Conversation): boolean {
    return conversation.kind === 'room' || this.#options.conversations.hasTalk(...conversation.people);
  }
}
