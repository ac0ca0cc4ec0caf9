// What the chat view shows: the state that follows from the port's updates, its rows, and what the reader has seen.
// Knows no element of the page; whether anyone is looking is told to it.
import { flushSync } from 'svelte';
import type { ChatPort, ChatUpdate } from '../../client/chat-port.ts';
import { createChatState, reduceChat } from '../../client/chat-state.ts';
import type { ChatState } from '../../client/chat-state.ts';
import { shownOf } from '../../client/history-view.ts';
import type { Result } from '../../protocol/error-codes.ts';
import type { Message } from '../../protocol/events.ts';
import type { News } from './alerts.ts';
import { Announcer } from './announcer.svelte.ts';
import { createMentionMatcher } from './mentions.ts';
import { sortPeople } from './people.ts';
import { createSentHere } from './sent-here.ts';
import { Quotes } from '../write/quotes.svelte.ts';
import { readersOf } from '../../client/read-marks.ts';
import { buildRows, isOwn } from './timeline-rows.ts';
import type { TimelineInput, TimelineRows } from './timeline-rows.ts';
import { updateRows } from './timeline-update.ts';

/** Around an older part of the history nobody came or went just now, and nothing is on its way. */
const nothing: readonly never[] = [];

/** Further back than this the host does not say who has read. */
const maxSeen = 200;

/** Names in the line that says who is typing. */
const maxTypingNames = 3;

export class ChatModel {
  readonly port: ChatPort;
  readonly announcer = new Announcer();
  /** Messages that are answered and are not held. */
  readonly quotes: Quotes;

  state = $state.raw<ChatState>(createChatState());
  /** Messages of others that came while nobody was looking. */
  unread = $state(0);
  /** Number of a message that the timeline is to go to as soon as it has it; null where it has. */
  target = $state<number | null>(null);
  /** Number of the message that somebody was led to just now. */
  marked = $state<number | null>(null);
  /** Another one when another part of the history takes the place of the one that was shown. */
  part = $state(0);
  /** True where the others are not to hear how far one has read. */
  hidesReads = $state(false);
  /** Hears of messages of others as they come; set by whoever tells people who are not looking. */
  onNews: ((news: News) => void) | null = null;

  #reading = $state(true);
  #looking = true;
  #attended = true;
  #newAfterSeq = $state<number | null>(null);
  #now = $state(Date.now());
  #rows: TimelineRows | null = null;
  /** Another one with each history. */
  #sentHere = createSentHere();
  readonly #unsubscribe: () => void;

  readonly timeline = $derived.by((): TimelineRows => {
    const { you, wire, view } = this.state;
    const input: TimelineInput = {
      you,
      wire,
      messages: shownOf(this.state).messages,
      notices: view === null ? this.state.notices : nothing,
      outbox: view === null ? this.state.outbox : nothing,
      newAfterSeq: view === null ? this.#newAfterSeq : null,
      sentHere: this.#sentHere.numbers,
    };
    this.#rows = this.#rows === null ? buildRows(input) : updateRows(this.#rows, input);
    return this.#rows;
  });

  /** True while an older part of the history is shown: the newest messages arrive behind it. */
  readonly viewing = $derived(this.state.view !== null);
  readonly hasOlder = $derived(shownOf(this.state).hasOlder);

  readonly #people = $derived(this.state.people);
  readonly #you = $derived(this.state.you);
  /** Oneself first, then by name. */
  readonly people = $derived(sortPeople(this.#people, this.#you));
  readonly mentions = $derived(
    createMentionMatcher(
      this.#people.map((person) => person.name),
      this.#you?.name ?? null,
    ),
  );

  /** The last message of one's own, with the ids of those who have seen it; of the newest ones only. */
  readonly seen = $derived.by((): { readonly seq: number; readonly by: readonly string[] } | null => {
    const { messages, reads, you } = this.state;
    if (reads.length === 0) return null;
    const own = messages.slice(-maxSeen).findLast((message) => isOwn(message, this.state));
    return own ? { seq: own.seq, by: readersOf(reads, own, you?.id ?? null) } : null;
  });

  readonly #typing = $derived(this.state.typing.filter(({ until }) => until > this.#now));
  /** Who is typing: three names at most, and how many more. */
  readonly typing = $derived({
    names: this.#typing.slice(0, maxTypingNames).map(({ person }) => person.name),
    more: Math.max(0, this.#typing.length - maxTypingNames),
  });

  /** Whole seconds until the next try; null where none is being waited for. */
  readonly retryInSeconds = $derived.by(() => {
    const { connection } = this.state;
    if (connection.name !== 'reconnecting' || connection.retryAt === null) return null;
    return Math.max(0, Math.ceil((connection.retryAt - this.#now) / 1_000));
  });

  /** True while something on the screen changes by itself: call `tick` about twice a second then. */
  readonly needsClock = $derived(this.#typing.length > 0 || this.retryInSeconds !== null);

  constructor(port: ChatPort) {
    this.port = port;
    this.quotes = new Quotes(port);
    this.#unsubscribe = port.subscribe((update) => this.#hear(update));
  }

  /** The moment that countdowns and typing notices are measured against. */
  tick(now: number): void {
    this.#now = now;
  }

  /** True while somebody looks at the page. */
  get reading(): boolean {
    return this.#reading;
  }

  /** True for a message of one's own that is surely on the host's disk; everyone may see it before. */
  isStored(id: string): boolean {
    return !this.state.outbox.some((message) => message.id === id);
  }

  /**
   * Brings message `seq` before the reader and marks it for a moment, wherever it is in the history. False where there is
   * no such message; a code where it could not be fetched.
   */
  async showMessage(seq: number): Promise<Result<boolean>> {
    const shown = await this.port.showMessage(seq);
    if (shown.ok && shown.value) this.target = seq;
    return shown;
  }

  /** Shows the newest messages again, where an older part of the history is shown. */
  async showNewest(): Promise<void> {
    this.target = null;
    if (this.viewing) await this.port.showNewest();
  }

  /** Says whether the page is looked at. Leaving takes the "New" line away; coming back makes nothing unread. */
  setReading(looking: boolean): void {
    this.#looking = looking;
    this.#judgeReading();
  }

  /** Says whether the window has the focus, where the system knows it better than the page. */
  setAttended(attended: boolean): void {
    this.#attended = attended;
    this.#judgeReading();
  }

  #judgeReading(): void {
    const reading = this.#looking && this.#attended;
    if (reading === this.#reading) return;
    this.#reading = reading;
    if (reading) this.unread = 0;
    else this.#newAfterSeq = null;
  }

  /** Ends listening to the port, which stays as it is. */
  destroy(): void {
    this.#unsubscribe();
    this.announcer.destroy();
  }

  #hear(update: ChatUpdate): void {
    const before = this.state;
    const after = reduceChat(before, update);
    if (after === before) return;
    if (update.type === 'event' && update.event.type === 'messages-changed' && !update.event.room)
      this.quotes.change(update.event.changes);
    this.#now = Date.now();
    const apply = () => {
      if (update.type === 'snapshot' || isReset(update)) this.#startOver();
      else this.#arrived(before, after);
      if (isOtherPart(before, update, after)) this.part += 1;
      this.state = after;
    };
    // The timeline keeps its place either from its top or from its end: an older page must not be shown in one go
    // with messages that came before or after it.
    if (isPage(update)) flushSync(apply);
    else apply();
  }

  #startOver(): void {
    this.unread = 0;
    this.target = null;
    this.#newAfterSeq = null;
    this.#sentHere = createSentHere();
    this.quotes.forget();
  }

  #arrived(before: ChatState, after: ChatState): void {
    // The first page is history, not news.
    if (before.messages === after.messages || before.chat === null) return;
    const lastSeq = before.messages.at(-1)?.seq ?? 0;
    const news = messagesAfter(after.messages, lastSeq);
    this.#sentHere.note(news, before.outbox);
    const arrived = news.filter((message) => !isOwn(message, after));
    const [first] = arrived;
    if (first === undefined) return;
    this.announcer.add(arrived);
    this.onNews?.({ messages: arrived, mentions: this.mentions, reading: this.#reading });
    if (this.#reading) return;
    this.unread += arrived.length;
    this.#newAfterSeq ??= first.seq - 1;
  }
}

/** True where the host has another history than the one that was held. */
function isReset(update: ChatUpdate): boolean {
  return update.type === 'event' && update.event.type === 'joined' && update.event.reset;
}

/** True for what may put messages before or after those that are shown. */
function isPage(update: ChatUpdate): boolean {
  return update.type === 'view-opened' || (update.type === 'event' && update.event.type === 'history-page');
}

/** True where what is shown now does not go on from what was shown. */
function isOtherPart(before: ChatState, update: ChatUpdate, after: ChatState): boolean {
  if (update.type === 'view-opened') return after.view !== null || before.view !== null;
  return before.view !== null && after.view === null && !isPage(update);
}

/** The messages with a higher number, found from the end. */
export function messagesAfter(messages: readonly Message[], seq: number): readonly Message[] {
  let start = messages.length;
  while (start > 0 && (messages[start - 1]?.seq ?? 0) > seq) start -= 1;
  return messages.slice(start);
}
