// Which messages are worth a notification, and what it says. Pure; knows neither the system that shows it nor any words.
import type { AlertChoice } from '../../client/desktop-port.ts';
import { personOfTalk } from '../../protocol/conversations.ts';
import type { Message } from '../../protocol/events.ts';
import type { MentionMatcher } from './mentions.ts';
import { parseMessage } from './message-parts.ts';

/** Messages of others that came just now: neither history nor one's own. */
export interface News {
  /** The conversation in which they were said, as the wire names it. */
  readonly room: string;
  readonly messages: readonly Message[];
  readonly mentions: MentionMatcher;
  /** Whether somebody is looking at the chat. */
  readonly reading: boolean;
}

/** The messages of which somebody who is not looking wants to know. */
export function worthAlert(
  { room, messages, mentions, reading }: News,
  choice: AlertChoice,
): readonly Message[] {
  if (reading || choice === 'none') return [];
  // What is said to oneself alone is like being called by name.
  return choice === 'everything' || personOfTalk(room) !== null
    ? messages
    : messages.filter((message) => callsYou(message, mentions));
}

/** True where the person is meant by an `@name`; what stands in code means nobody. */
export function callsYou({ content }: Message, mentions: MentionMatcher): boolean {
  if (!content.includes('@')) return false;
  return parseMessage(content, mentions).some((part) => part.kind === 'mention' && part.own);
}

/** What one notification is about: everything since somebody last looked. */
export interface Alert {
  readonly newest: Message;
  /** The conversation of the newest. */
  readonly room: string;
  readonly count: number;
}

/** What arrives within this after a notification is told with the next one, in milliseconds. */
const pauseMs = 8_000;

/** Gathers: the first message is told at once, what follows in turns, each for all of them. */
export class AlertGatherer {
  readonly #tell: (alert: Alert) => void;
  #alert: Alert | null = null;
  #told = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(tell: (alert: Alert) => void) {
    this.#tell = tell;
  }

  /** In the order in which they came. */
  add(messages: readonly Message[], room: string): void {
    const newest = messages.at(-1);
    if (newest === undefined) return;
    this.#alert = { newest, room, count: (this.#alert?.count ?? 0) + messages.length };
    if (this.#timer === null) this.#say();
  }

  /** Somebody has looked: nothing is left to tell, and the next message is told at once again. */
  clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#alert = null;
    this.#told = 0;
  }

  #say(): void {
    this.#timer = null;
    if (this.#alert === null || this.#alert.count === this.#told) return;
    this.#told = this.#alert.count;
    this.#timer = setTimeout(() => this.#say(), pauseMs);
    this.#tell(this.#alert);
  }
}
