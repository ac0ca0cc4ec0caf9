// What is being done with a message: the menu that is open, the question that is asked, and what went wrong. Asks the host
// through the port; what becomes of the message is heard like everything else. Knows no look.
import { tick } from 'svelte';
import type { ChatPort } from '../../client/chat-port.ts';
import type { ErrorCode, Result } from '../../protocol/error-codes.ts';
import type { EditsListed, Message } from '../../protocol/events.ts';
import type { OpenedEmoji } from '../emoji/open.ts';
import type { ActionName } from './allowed.ts';

/** What floats over the chat, about one message. */
export type Opened =
  | { readonly kind: 'menu' }
  | { readonly kind: 'emoji'; readonly emoji: OpenedEmoji }
  | { readonly kind: 'remove' }
  | { readonly kind: 'earlier'; readonly edits: EditsListed['edits'] };

export interface MessageActionsOptions {
  readonly port: Pick<ChatPort, 'react' | 'remove' | 'editsOf'>;
  /** One's own id, null before anything was joined. */
  readonly you: () => string | null;
  readonly reply: (message: Message) => void;
  readonly edit: (message: Message) => void;
  readonly copy: (text: string) => void;
  /** Rejects where the emoji cannot be fetched now. */
  readonly openEmoji: () => Promise<OpenedEmoji>;
}

export class MessageActions {
  /** Null while nothing is open. */
  opened = $state.raw<(Opened & { readonly message: Message; readonly anchor: HTMLElement }) | null>(null);
  /** Why the last thing was not done; gone with the next one. */
  failure = $state.raw<ErrorCode | null>(null);

  readonly #options: MessageActionsOptions;

  constructor(options: MessageActionsOptions) {
    this.#options = options;
  }

  /** @param anchor gets the focus back, and is what the menu stands beside */
  openMenu(message: Message, anchor: HTMLElement): void {
    this.opened = { kind: 'menu', message, anchor };
  }

  async openEmoji(message: Message, anchor: HTMLElement): Promise<void> {
    this.opened = null;
    try {
      this.opened = { kind: 'emoji', emoji: await this.#options.openEmoji(), message, anchor };
    } catch {
      this.failure = 'connection-lost';
    }
  }

  /** Another conversation is on the screen: what was open was about a message that is not there. */
  abandon(): void {
    this.opened = null;
    this.failure = null;
  }

  /** Closes what is open, and gives the focus back once it is gone. */
  async close(): Promise<void> {
    const anchor = this.opened?.anchor;
    this.opened = null;
    await tick();
    anchor?.focus({ preventScroll: true });
  }

  async act(action: ActionName, message: Message, anchor: HTMLElement): Promise<void> {
    const { reply, edit, copy } = this.#options;
    this.failure = null;
    switch (action) {
      case 'reply':
      case 'edit':
        this.opened = null;
        // The dialog gives the focus to where it came from; the composer takes it after that.
        await tick();
        (action === 'reply' ? reply : edit)(message);
        return;
      case 'copy':
        await this.close();
        return copy(message.content);
      case 'earlier': {
        await this.close();
        const edits = await this.#options.port.editsOf(message);
        if (edits.ok) this.opened = { kind: 'earlier', edits: edits.value, message, anchor };
        else this.failure = edits.code;
        return;
      }
      case 'remove':
        this.opened = { kind: 'remove', message, anchor };
    }
  }

  async remove(message: Message): Promise<void> {
    await this.close();
    await this.#tell(this.#options.port.remove(message));
  }

  /** Puts an emoji there, or takes one's own away. */
  async react(message: Message, emoji: string): Promise<void> {
    await this.#tell(this.#options.port.react(message, emoji, !this.hasReacted(message, emoji)));
  }

  hasReacted(message: Message, emoji: string): boolean {
    const you = this.#options.you();
    const reaction = message.reactions?.find((each) => each.emoji === emoji);
    return you !== null && reaction?.by.includes(you) === true;
  }

  async #tell(asked: Promise<Result<null>>): Promise<void> {
    this.failure = null;
    const result = await asked;
    if (!result.ok) this.failure = result.code;
  }
}
