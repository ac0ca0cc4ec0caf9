// Where one writes: a composer for each conversation of a chat, and why nothing can be written just now.
import { untrack } from 'svelte';
import { i18n } from '../i18n/i18n.svelte.ts';
import { createPageStorage } from '../page-storage.ts';
import { lastEditable } from '../write/allowed.ts';
import type { ChatModel } from './chat-model.svelte.ts';
import { Composer } from './composer.svelte.ts';
import { createDrafts, type Drafts } from './draft-store.ts';
import { createOnceEach, type OnceEach } from './once-each.ts';

export class Writing {
  readonly #chat: ChatModel;
  readonly #drafts: Drafts;
  readonly #composers: OnceEach<Composer>;

  /** Why nothing can be written on the screen, in words; null where it can. */
  readonly paused = $derived.by((): string | null => {
    const t = i18n.t.chat;
    const { connection } = this.#chat.state;
    if (connection.name === 'replaced') return t.pausedReplaced;
    if (connection.name === 'refused' && connection.code === 'removed') return t.pausedRemoved;
    if (connection.name === 'refused' || connection.name === 'closed') return t.pausedRefused;
    if (this.#chat.archived) return i18n.t.rooms.archivedNote;
    return this.#chat.closed ? i18n.t.rooms.privateOff : null;
  });

  /**
   * The drafts are those of one seat: whoever leaves gives the seat up, so the next pupil at this machine, who has another
   * one, never finds them.
   *
   * @param enterBreaks see `ComposerOptions`
   */
  constructor(chat: ChatModel, enterBreaks: () => boolean) {
    const { connection, you } = chat.state;
    this.#chat = chat;
    this.#drafts = createDrafts(
      createPageStorage(() => window.localStorage),
      {
        address: 'address' in connection ? connection.address : '',
        personId: you?.id ?? '',
        nickname: you?.name ?? '',
      },
    );
    // Made when it is first asked for, which may be while something is derived.
    this.#composers = createOnceEach((room) => untrack(() => this.#createComposer(room, enterBreaks)));
  }

  /** That of a conversation; each is there for the life of this. */
  of(room: string): Composer {
    return this.#composers.of(room);
  }

  /** Lets go of all that was written and not sent. */
  forget(): void {
    for (const each of this.#composers.all()) each.forget();
    this.#drafts.forget();
  }

  #createComposer(room: string, enterBreaks: () => boolean): Composer {
    const chat = this.#chat;
    return new Composer({
      port: {
        send: (content, options) => chat.port.send(content, { ...options, room }),
        sendFile: (file, content, options) => chat.port.sendFile(file, content, { ...options, room }),
        edit: (message, content) => chat.port.edit(message, content, room),
        setTyping: (typing) => chat.port.setTyping(typing, room),
      },
      drafts: this.#drafts.in(room),
      names: () => chat.people.filter(({ id }) => id !== chat.state.you?.id).map(({ name }) => name),
      lastOwn: () => lastEditable(chat, Date.now()),
      blocked: () => this.paused !== null,
      enterBreaks,
    });
  }
}
