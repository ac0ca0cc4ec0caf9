// Everyone who is connected, and how they are told what happens: each dialect's frames are made once and handed to every
// socket in one write. Who comes, goes and types is gathered for a moment first.
import { mainRoom } from '../../protocol/conversations.ts';
import type {
  Broadcast,
  Message,
  MessagesChanged,
  ReadsChanged,
  TypingChanged,
} from '../../protocol/events.ts';
import { namedFor, type Conversation } from '../conversations/conversation.ts';
import { FrameCache } from './frame-cache.ts';
import { News } from './news.ts';
import type { Seats } from './seats.ts';
import type { Session } from './session.ts';
import type { Said } from '../turns.ts';

/**
 * Shortest time between two tellings of who comes, goes and types, in milliseconds. Five hundred people who come at once
 * are news to five hundred: each of them is written to once in a while instead of once for everyone.
 */
const newsWindowMs = 50;

/** Those to whom a conversation has the same name, and what events say for it. */
interface Hearers {
  readonly sessions: Iterable<Session>;
  readonly where: { readonly room?: string };
}

export class Audience {
  readonly sessions = new Set<Session>();
  readonly news = new News();
  readonly #seats: Pick<Seats, 'occupant'>;
  readonly #online: () => readonly string[];
  readonly #closedToOlder: (address: string) => boolean;
  /** Set while news of people are gathered. */
  #newsTimer: NodeJS.Timeout | null = null;
  #newsToldAt = -Infinity;

  /**
   * @param online gives the names of everyone here, for wires that repeat them
   * @param closedToOlder whether nobody comes in from this address over a wire without passwords and device keys
   */
  constructor(
    seats: Pick<Seats, 'occupant'>,
    online: () => readonly string[],
    closedToOlder: (address: string) => boolean,
  ) {
    this.#seats = seats;
    this.#online = online;
    this.#closedToOlder = closedToOlder;
  }

  /** Messages of one conversation, to all who are in it. */
  tellMessages(batch: readonly Said<unknown>[]): void {
    const [first] = batch;
    if (!first) return;
    const { is: conversation, desk } = first.conversation;
    const messages = batch.map(({ pending: { seq, draft } }): Message => ({ seq, ...draft }));
    const senders = new Set(batch.flatMap(({ pending }) => pending.senders));
    for (const { sessions, where } of this.#hearersOf(conversation)) {
      const frames = new FrameCache({ type: 'messages-sent', ...where, messages }, this.#online);
      for (const session of sessions) {
        if (!this.#hears(session) || desk.isBehind(session)) continue;
        const { echoesOwnMessages } = session.dialect;
        if (echoesOwnMessages && !session.drained) {
          // Who hears their own messages can be told them from the history.
          void desk.catchUp(session, (messages[0]?.seq ?? 1) - 1);
        } else if (echoesOwnMessages || !senders.has(session)) {
          const own = frames.of(session.dialect, session.origin);
          if (own) session.write(own);
        } else {
          const others = batch.flatMap(({ pending }, index) =>
            pending.senders.includes(session) ? [] : (messages[index] ?? []),
          );
          session.send({ type: 'messages-sent', messages: others });
        }
      }
    }
  }

  /** News for everyone but one. */
  broadcast(event: Broadcast, except: Session | null): void {
    this.#addNews(event, mainRoom, except);
  }

  /** News for those who are in a conversation, but one. */
  tellIn(
    event: TypingChanged | MessagesChanged | ReadsChanged,
    conversation: Conversation,
    except: Session | null,
  ): void {
    if (conversation.kind === 'room') {
      this.#addNews({ ...event, ...namedFor(conversation, null) }, conversation.id, except);
      return;
    }
    // What concerns two is written to two, and kept for nobody else.
    for (const { sessions, where } of this.#hearersOf(conversation)) {
      for (const session of sessions) {
        if (session.live && session !== except) session.send({ ...event, ...where });
      }
    }
  }

  /** Nothing that was gathered is told any more. */
  close(): void {
    if (this.#newsTimer !== null) clearTimeout(this.#newsTimer);
  }

  #hearersOf(conversation: Conversation): readonly Hearers[] {
    if (conversation.kind === 'talk') {
      return conversation.people.flatMap((person) => {
        const session = this.#seats.occupant(person);
        return session ? [{ sessions: [session], where: namedFor(conversation, person) }] : [];
      });
    }
    const where = namedFor(conversation, null);
    if (conversation.id === mainRoom) return [{ sessions: this.sessions, where }];
    return [{ sessions: this.sessions.values().filter(({ dialect }) => dialect.knowsRooms), where }];
  }

  #addNews(event: Broadcast, room: string, except: Session | null): void {
    this.news.add(event, this.#online(), { except, knowsRooms: room !== mainRoom });
    this.#newsTimer ??= setTimeout(
      () => this.#tellNews(),
      Math.max(0, this.#newsToldAt + newsWindowMs - performance.now()),
    );
  }

  /** Where nobody registers, nobody is asked for a password or sent away either: a closed chat is silent there. */
  #hears({ live, dialect, address }: Session): boolean {
    return live && !(dialect.nameless && this.#closedToOlder(address));
  }

  #tellNews(): void {
    this.#newsTimer = null;
    this.#newsToldAt = performance.now();
    for (const session of this.sessions) session.flush();
    this.news.forget();
  }
}
