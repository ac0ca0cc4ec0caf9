// The messages that are answered by others and are not held: fetched once each when the answer is seen, and kept as they
// are now.
import { SvelteMap } from 'svelte/reactivity';
import type { ChatPort } from '../../client/chat-port.ts';
import { applyChanges } from '../../client/message-changes.ts';
import type { MessageRef } from '../../protocol/commands.ts';
import type { Message, MessageChange } from '../../protocol/events.ts';

/** Most of them kept; the first that were fetched are let go of. */
const maxQuotes = 300;

export class Quotes {
  readonly #port: Pick<ChatPort, 'findMessage'>;
  readonly #room: () => string;
  /** Null where there is no such message. */
  readonly #fetched = new SvelteMap<string, Message | null>();
  /** Keys of those that are being fetched. */
  #asked: readonly string[] = [];

  /** @param room the conversation that is on the screen */
  constructor(port: Pick<ChatPort, 'findMessage'>, room: () => string) {
    this.#port = port;
    this.#room = room;
  }

  /** Null where there is no such message, undefined where it is not known yet. */
  get(message: MessageRef): Message | null | undefined {
    return this.#fetched.get(keyOf(message));
  }

  /** Fetches a message that is not known yet. Where there is no connection it is asked for again the next time. */
  async fetch({ seq, id }: MessageRef): Promise<void> {
    const key = keyOf({ seq, id });
    if (this.#asked.includes(key) || this.#fetched.has(key)) return;
    this.#asked = [...this.#asked, key];
    const found = await this.#port.findMessage({ seq, id }, this.#room());
    // Forgotten meanwhile: it was asked of another history.
    if (!this.#asked.includes(key)) return;
    this.#asked = this.#asked.filter((other) => other !== key);
    if (!found.ok) return;
    this.#fetched.set(key, found.value);
    const [first] = this.#fetched.keys();
    if (this.#fetched.size > maxQuotes && first !== undefined) this.#fetched.delete(first);
  }

  change(changes: readonly MessageChange[]): void {
    for (const change of changes) {
      const message = this.get(change);
      if (!message) continue;
      const [changed] = applyChanges([message], [change]);
      if (changed !== undefined && changed !== message) this.#fetched.set(keyOf(change), changed);
    }
  }

  forget(): void {
    this.#fetched.clear();
    this.#asked = [];
  }
}

function keyOf({ seq, id }: MessageRef): string {
  return `${String(seq)} ${id}`;
}
