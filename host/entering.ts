// Coming in and coming back: what somebody is told of the chat, and of what they missed, until they hear what everyone
// hears. Whether they come in at all was decided by the room; knows nothing of what they ask for later, and of no order.
import type { Join, RoomCursor } from '../protocol/commands.ts';
import type { ChatInfo, NicknameSet } from '../protocol/events.ts';
import { defaultPageLength } from '../protocol/limits.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { ConversationDesk } from './conversations/conversation-desk.ts';
import type { Conversation } from './conversations/conversation.ts';
import type { Conversations } from './conversations/conversations.ts';
import type { ReadDesk } from './conversations/read-desk.ts';
import { removedFor } from './decide/decide-removal.ts';
import { findConversation } from './decide/find-conversation.ts';
import { peopleIn, personOf, type RoomState } from './decide/room-state.ts';
import type { ChatFiles } from './files/chat-files.ts';
import type { WhoIsHere } from './history/history-desk.ts';
import { newestThatFit } from './history/page-size.ts';
import type { Sender } from './sending.ts';
import type { PeopleList } from './sessions/people-list.ts';
import type { Session } from './sessions/session.ts';

export interface EnteringOptions {
  readonly info: ChatInfo;
  readonly room: Readonly<RoomState>;
  readonly people: Pick<PeopleList, 'bytes'>;
  readonly accounts: Pick<Accounts, 'mode' | 'get'>;
  readonly files: Pick<ChatFiles, 'mostBytes'>;
  readonly conversations: Conversations<Sender>;
  readonly desk: Pick<ConversationDesk<Sender>, 'openOrNull'>;
  readonly readDesk: Pick<ReadDesk, 'meet' | 'own'>;
}

/** A conversation of which somebody holds something, and how far. */
interface Held {
  readonly conversation: Conversation;
  readonly cursor: RoomCursor;
}

export class Entering {
  readonly #options: EnteringOptions;

  constructor(options: EnteringOptions) {
    this.#options = options;
  }

  /** Tells somebody who has a seat where everything stands, and brings what they hold up to now. */
  async enter(session: Session, command: Join): Promise<void> {
    const { room, conversations, desk } = this.#options;
    for (const { id } of room.arrangement.rooms) {
      const conversation: Conversation = { kind: 'room', id };
      if (conversations.lastSeqOf(conversation) === undefined) await desk.openOrNull(conversation);
    }
    const cursors = command.cursors ?? [];
    for (const { conversation } of this.#heldBy(session, cursors)) {
      // Talks are there from their first message on, and are opened below.
      if (conversation.kind === 'room') await desk.openOrNull(conversation);
    }
    if (session.seatId !== null) await conversations.openTalks(session.seatId);
    await conversations.main.desk.enter(
      session,
      command,
      () => this.#whoIsHere(session),
      () => this.#resume(session, cursors),
    );
  }

  /** Tells somebody what they are called now: on the older wires this is how one comes in, and some greet with it. */
  named(session: Session, event: NicknameSet): void {
    session.live = true;
    if (event.oldName !== null || !session.dialect.greets) return session.reply(event);
    const { room, conversations } = this.#options;
    const { history, changes } = conversations.main;
    session.send(event);
    session.reply({
      type: 'greeted',
      name: event.name,
      people: peopleIn(room),
      messages: newestThatFit(changes.messages.allNow(history.newest(defaultPageLength))),
      at: event.at,
    });
  }

  /** What `joined` says beside the main room's history; undefined once the session has no seat any more. */
  #whoIsHere(session: Session): WhoIsHere | undefined {
    const { info, room, people, accounts, files, conversations, readDesk } = this.#options;
    const { arrangement, seats } = room;
    const seat = session.seatId === null ? undefined : seats.get(session.seatId);
    if (!seat) return undefined;
    const { mode } = accounts;
    const account = mode === 'open' ? null : accounts.get(seat.id);
    const removed = removedFor(room, seat);
    return {
      chat: info,
      you: personOf(seat),
      people: people.bytes(),
      arrangement,
      ...(mode === 'open' ? {} : { accountMode: mode }),
      maxFileBytes: files.mostBytes,
      ...(account ? { account } : {}),
      ...(removed.length > 0 && { removed }),
      positions: arrangement.rooms.flatMap(({ id }) => {
        const lastSeq = conversations.lastSeqOf({ kind: 'room', id });
        if (lastSeq === undefined) return [];
        readDesk.meet(seat, id);
        return [{ room: id, lastSeq, ...readDesk.own(seat.id, id) }];
      }),
      talks: conversations
        .talksOf(seat.id, (person) => seats.get(person)?.name)
        .map(({ key, talk }) => ({ ...talk, ...readDesk.own(seat.id, key) })),
    };
  }

  /** Whatever somebody held of other conversations is brought up to now. */
  #resume(session: Session, cursors: readonly RoomCursor[]): void {
    for (const { conversation, cursor } of this.#heldBy(session, cursors)) {
      void this.#options.conversations.opened(conversation)?.desk.resume(session, cursor);
    }
  }

  /** The conversations of which somebody holds something. A room that is not there any more is none of them. */
  #heldBy(session: Session, cursors: readonly RoomCursor[]): Held[] {
    const { room, conversations } = this.#options;
    const seat = session.seatId === null ? undefined : room.seats.get(session.seatId);
    if (!seat) return [];
    return cursors.flatMap((cursor) => {
      const found = findConversation(room, seat, cursor.room, {
        hasTalk: (one, other) => conversations.hasTalk(one, other),
      });
      return found.ok ? [{ conversation: found.value, cursor }] : [];
    });
  }
}
