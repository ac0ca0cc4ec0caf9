// Tells screen readers what arrives, in turns that can be listened to: the timeline itself is windowed, so rows that
// come and go with scrolling must stay silent, and a busy class would never stop being read out.
import type { Message } from '../../protocol/events.ts';

/** Messages read out in one turn; of more than these only the number is said. */
const maxRead = 3;
/** Code points of one message that are read out. */
const maxReadLength = 200;

export type Announcement =
  | {
      readonly kind: 'messages';
      readonly messages: readonly { readonly name: string; readonly content: string }[];
    }
  | { readonly kind: 'count'; readonly count: number };

export class Announcer {
  /** What is said now; null before anything was. */
  current = $state.raw<Announcement | null>(null);

  readonly #pauseMs: number;
  #waiting: { name: string; content: string }[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** What arrives within `pauseMs` of the last turn is said together. */
  constructor(pauseMs = 1_500) {
    this.#pauseMs = pauseMs;
  }

  add(messages: readonly Message[]): void {
    if (messages.length === 0) return;
    this.#count += messages.length;
    for (const { name, content, file } of messages.slice(0, maxRead - this.#waiting.length)) {
      this.#waiting.push({
        name,
        // Heard as "backtick backtick backtick"; the sentence is the same without them.
        content: [
          ...`${content} ${file?.name ?? ''}`
            .replaceAll('`', ' ')
            .trim()
            .slice(0, maxReadLength * 2),
        ]
          .slice(0, maxReadLength)
          .join(''),
      });
    }
    if (this.#timer === null) this.#say();
  }

  #say(): void {
    this.#timer = null;
    if (this.#count === 0) return;
    this.current =
      this.#count <= maxRead
        ? { kind: 'messages', messages: this.#waiting }
        : { kind: 'count', count: this.#count };
    this.#waiting = [];
    this.#count = 0;
    this.#timer = setTimeout(() => this.#say(), this.#pauseMs);
  }

  destroy(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
