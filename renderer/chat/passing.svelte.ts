// What on the screen changes by itself: who is still typing, and the seconds until the next try. Has no clock; the time is
// told to it.
import type { ChatState } from '../../client/chat-state.ts';

/** Names in the line that says who is typing. */
const maxTypingNames = 3;

export class Passing {
  readonly #state: () => Pick<ChatState, 'connection' | 'typing'>;
  #now = $state(Date.now());

  readonly #typing = $derived.by(() => this.#state().typing.filter(({ until }) => until > this.#now));
  /** Who is typing: three names at most, and how many more. */
  readonly typing = $derived({
    names: this.#typing.slice(0, maxTypingNames).map(({ person }) => person.name),
    more: Math.max(0, this.#typing.length - maxTypingNames),
  });

  /** Whole seconds until the next try; null where none is being waited for. */
  readonly retryInSeconds = $derived.by(() => {
    const { connection } = this.#state();
    if (connection.name !== 'reconnecting' || connection.retryAt === null) return null;
    return Math.max(0, Math.ceil((connection.retryAt - this.#now) / 1_000));
  });

  /** True while there is something of this on the screen: call `tick` about twice a second then. */
  readonly needsClock = $derived(this.#typing.length > 0 || this.retryInSeconds !== null);

  /** @param state reactive: the chat as the conversation on the screen sees it */
  constructor(state: () => Pick<ChatState, 'connection' | 'typing'>) {
    this.#state = state;
  }

  /** The moment that countdowns and typing notices are measured against, in epoch milliseconds. */
  tick(now: number): void {
    this.#now = now;
  }
}
