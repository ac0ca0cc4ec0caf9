// What the page and its chat tell one another: whether anybody looks, what time it is, and how many messages are unread,
// which stands in the title.
import { untrack } from 'svelte';
import { on } from 'svelte/events';
import { i18n } from '../i18n/i18n.svelte.ts';
import type { ChatModel } from './chat-model.svelte.ts';
import { chatNameOf } from './chat-name.ts';
import { documentTitle } from './document-title.ts';

const clockMs = 500;

/** Call while the view of a chat is made; ends with it. */
export function followPage(chat: ChatModel): {
  /** Epoch milliseconds of some moment of today. Reactive. */
  readonly today: number;
} {
  let today = $state(Date.now());

  function look(): void {
    chat.attention.setLooking(document.visibilityState === 'visible' && document.hasFocus());
    today = Date.now();
  }

  $effect(() => {
    untrack(look);
    const ends = [
      on(window, 'focus', look),
      on(window, 'blur', look),
      on(document, 'visibilitychange', look),
    ];
    return () => {
      for (const end of ends) end();
    };
  });

  $effect(() => {
    if (!chat.passing.needsClock) return;
    const timer = setInterval(() => chat.passing.tick(Date.now()), clockMs);
    return () => clearInterval(timer);
  });

  // Looked at before it is the chat's.
  $effect(() => {
    const before = document.title;
    return () => (document.title = before);
  });
  $effect(() => {
    document.title = documentTitle(chatNameOf(chat.state) ?? i18n.t.product, chat.attention.unread);
  });

  return {
    get today() {
      return today;
    },
  };
}
