// What the chat view shows: the state that follows from the port's updates, the conversation on the screen with its rows,
// and the way from one to another. Knows no element of the page.
import { flushSync } from 'svelte';
import type { ChatPort, ChatUpdate } from '../../client/chat-port.ts';
import { createChatState, reduceChat } from '../../client/chat-state.ts';
import type { ChatState } from '../../client/chat-state.ts';
import { conversationOf, stateOf } from '../../client/conversations.ts';
import { unreadOf } from '../../client/conversation-state.ts';
import { shownOf } from '../../client/history-view.ts';
import { mainRoom, personOfTalk } from '../../protocol/conversations.ts';
import type { Result } from '../../protocol/error-codes.ts';
import type { Person } from '../../protocol/events.ts';
import { mayGive, roleOfPerson } from '../../protocol/rights.ts';
import type { News } from './alerts.ts';
import { Announcer } from './announcer.svelte.ts';
import { Attention } from './attention.svelte.ts';
import { isAnew, isChangeIn, isOtherPart, isPage, isReset, isThere } from './chat-updates.ts';
import { createMentionMatcher } from './mentions.ts';
import { messagesAfter } from './messages-after.ts';
import { createOnceEach } from './once-each.ts';
import type { OpenRoomStore } from './open-room.ts';
import { Passing } from './passing.svelte.ts';
import { sortPeople } from '../rooms/people.ts';
import { isTalkClosed, listRooms, listTalks, mayTalk, neighbourOf, talkTo } from '../rooms/room-list.ts';
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

export class ChatModel {
  readonly port: ChatPort;
  readonly announcer = new Announcer();
  /** Whether somebody looks, and what they have missed. */
  readonly attention = new Attention();
  /** Messages that are answered and are not held. */
  readonly quotes: Quotes;

  /** The whole chat. */
  #whole = $state.raw<ChatState>(createChatState());
  #room = $state(mainRoom);
  /** The chat as the conversation on the screen sees it. */
  readonly state = $derived(stateOf(this.#whole, this.#room));
  /** What of it passes by itself. */
  readonly passing = new Passing(() => this.state);
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

  #rows: TimelineRows | null = null;
  /** For each conversation, another one with each history. */
  readonly #sentHere = createOnceEach(createSentHere);
  /** Where the reader is in each conversation. */
  readonly #places = createOnceEach<{ seq?: number | undefined }>(() => ({}));
  readonly #openRoom: OpenRoomStore | null;
  readonly #unsubscribe: () => void;

  readonly timeline = $derived.by((): TimelineRows => {
    const { you, wire, view } = this.state;
    const input: TimelineInput = {
      you,
      wire,
      messages: shownOf(this.state).messages,
      notices: view === null ? this.state.notices : nothing,
      outbox: view === null ? this.state.outbox : nothing,
      newAfterSeq: view === null ? this.attention.newAfterSeq : null,
      sentHere: this.#sentHere.of(this.#room).numbers,
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

  /** The rooms in the host's order, one at least. */
  readonly rooms = $derived(listRooms(this.#whole, this.mentions));
  /** One's own private talks. */
  readonly talks = $derived(listTalks(this.#whole, this.mentions, this.#room));
  /** True where there is more to choose from than the one room. */
  readonly hasRooms = $derived(this.rooms.length > 1 || this.talks.length > 0);
  /** Host and co-hosts arrange the rooms, where the chat can have some. */
  readonly canArrange = $derived(
    this.#you !== null && mayGive(roleOfPerson(this.#you), 'add-room') && this.#whole.arrangement !== null,
  );
  readonly privateMessages = $derived(this.#whole.arrangement?.privateMessages ?? null);
  /** Unread messages of the conversations that are not on the screen. */
  readonly unreadElsewhere = $derived(
    [...this.rooms, ...this.talks].reduce(
      (sum, { room, unread }) => (room === this.#room ? sum : sum + unread),
      0,
    ),
  );

  /** @param openRoom keeps over a reload which conversation is open; null where nothing does */
  constructor(port: ChatPort, openRoom: OpenRoomStore | null = null) {
    this.port = port;
    this.#openRoom = openRoom;
    this.quotes = new Quotes(port, () => this.#room);
    this.#unsubscribe = port.subscribe((update) => this.#hear(update));
  }

  /** The conversation on the screen, as the wire names it. */
  get room(): string {
    return this.#room;
  }

  /** With whom the conversation on the screen is, as they are called now; null where it is a room. */
  get partner(): string | null {
    if (personOfTalk(this.#room) === null) return null;
    return this.talks.find(({ room }) => room === this.#room)?.name ?? '';
  }

  /** True where the conversation on the screen is a room that takes no messages. */
  get archived(): boolean {
    return this.rooms.some(({ room, archived }) => room === this.#room && archived);
  }

  /** True where nothing can be written now: an archived room, or a talk that is not allowed any more. */
  get closed(): boolean {
    return this.archived || isTalkClosed(this.state, this.#room);
  }

  /** Shows a conversation: its newest page is fetched, and a line stands before what is unread. */
  open(room: string): void {
    if (room === this.#room) return;
    this.#show(room);
    if (this.#you !== null) this.#openRoom?.save(this.#you.id, room);
  }

  #show(room: string): void {
    if (room === this.#room) return;
    const held = conversationOf(this.#whole, room);
    // Whoever goes elsewhere has stopped typing here, whatever they have begun.
    void this.port.setTyping(false, this.#room);
    this.#room = room;
    this.#rows = null;
    this.target = null;
    this.marked = null;
    this.quotes.forget();
    this.part += 1;
    this.attention.newAfterSeq = unreadOf(held) > 0 ? held.read : null;
    this.#fetch();
  }

  /** Shows the conversation so many places further in the list. */
  openNeighbour(step: 1 | -1): void {
    this.open(neighbourOf([...this.rooms, ...this.talks], this.#room, step));
  }

  /** True where one may talk to this person in private. */
  mayTalk(person: Person): boolean {
    return mayTalk(this.#whole, person);
  }

  openTalk(person: Person): void {
    this.open(talkTo(person));
  }

  /** Number of the message at the top of what is read in a conversation; undefined where its end is. */
  placeIn(room: string): number | undefined {
    return this.#places.of(room).seq;
  }

  keepPlace(room: string, seq: number | undefined): void {
    this.#places.of(room).seq = seq;
  }

  /** True for a message of one's own that is surely on the host's disk; everyone may see it before. */
  isStored(id: string): boolean {
    return !this.state.outbox.some((message) => message.id === id);
  }

  /**
   * Brings message `seq` before the reader and marks it for a moment, wherever it is in the history. False where there is
   * no such message; a code where it could not be fetched.
   *
   * @param room the conversation that it stands in, which is opened; left out it is the one on the screen
   */
  async showMessage(seq: number, room = this.#room): Promise<Result<boolean>> {
    this.open(room);
    const shown = await this.port.showMessage(seq, room);
    if (shown.ok && shown.value && room === this.#room) this.target = seq;
    return shown;
  }

  /** Shows the newest messages again, where an older part of the history is shown. */
  async showNewest(): Promise<void> {
    this.target = null;
    if (this.viewing) await this.port.showNewest(this.#room);
  }

  /** Fetches the newest page of what is on the screen, where nothing is held of it. */
  #fetch(): void {
    const { messages, lastSeq, connection } = this.state;
    if (connection.name !== 'joined' || messages.length > 0 || lastSeq === 0) return;
    // What cannot be fetched now is fetched with the next connection.
    void this.port.rooms.open(this.#room);
  }

  /** Ends listening to the port, which stays as it is. */
  destroy(): void {
    this.#unsubscribe();
    this.announcer.destroy();
  }

  #hear(update: ChatUpdate): void {
    const before = this.#whole;
    const after = reduceChat(before, update);
    if (after === before) return;
    if (isChangeIn(update, this.#room)) this.quotes.change(update.event.changes);
    this.passing.tick(Date.now());
    const apply = () => {
      const shownBefore = stateOf(before, this.#room);
      const isNew = update.type === 'snapshot' || isReset(update);
      const gone =
        update.type === 'snapshot' || !isThere(after, this.#room) || before.you?.id !== after.you?.id;
      if (update.type === 'snapshot') {
        this.#sentHere.clear();
        this.#places.clear();
      }
      if (isNew) this.#startOver(mainRoom);
      else this.#arrived(before, after);
      if (isAnew(update)) this.#startOver(update.event.room ?? mainRoom);
      if (isOtherPart(shownBefore, update, stateOf(after, this.#room))) this.part += 1;
      this.#whole = after;
      // Somebody else, or another chat: what was on the screen is not theirs.
      if (gone) this.#show(this.#roomOf(after.you));
      if (after.connection.name === 'closed') this.#openRoom?.forget();
      if (update.type === 'connection-changed') this.#fetch();
    };
    // The timeline keeps its place either from its top or from its end: an older page must not be shown in one go
    // with messages that came before or after it.
    if (isPage(update)) flushSync(apply);
    else apply();
  }

  /** Where somebody who comes in begins: where they were before they reloaded the page, as far as that is still there. */
  #roomOf(you: Person | null): string {
    const room = you === null ? null : (this.#openRoom?.load(you.id) ?? null);
    if (room === null) return mainRoom;
    const { conversations, people } = this.#whole;
    const partner = personOfTalk(room);
    const isKnown =
      conversations.some((each) => each.room === room) || people.some(({ id }) => id === partner);
    return isKnown ? room : mainRoom;
  }

  /** The history of this conversation is another one now. */
  #startOver(room: string): void {
    this.#sentHere.forget(room);
    this.#places.forget(room);
    if (room === mainRoom) this.attention.unread = 0;
    if (room !== this.#room) return;
    this.target = null;
    this.attention.newAfterSeq = null;
    this.quotes.forget();
  }

  #arrived(before: ChatState, after: ChatState): void {
    // The first page is history, not news.
    if (before.chat === null) return;
    if (before.messages !== after.messages) this.#arrivedIn(mainRoom, before, after);
    if (before.conversations === after.conversations) return;
    for (const { room, messages } of after.conversations) {
      if (messages !== conversationOf(before, room).messages) this.#arrivedIn(room, before, after);
    }
  }

  #arrivedIn(room: string, before: ChatState, after: ChatState): void {
    const held = conversationOf(before, room);
    // What was said before oneself knew of a conversation is history; what was missed in one that is held is news.
    const known = held.messages.at(-1)?.seq ?? held.lastSeq;
    const news = messagesAfter(conversationOf(after, room).messages, known);
    this.#sentHere.of(room).note(news, before.outbox);
    const arrived = news.filter((message) => !isOwn(message, after));
    const [first] = arrived;
    if (first === undefined) return;
    if (room === this.#room) this.announcer.add(arrived);
    this.onNews?.({ room, messages: arrived, mentions: this.mentions, reading: this.attention.reading });
    this.attention.arrived(arrived.length, room === this.#room ? first.seq - 1 : null);
  }
}
