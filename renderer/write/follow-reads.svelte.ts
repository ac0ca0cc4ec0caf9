// Keeps host and chat at one about who has read how far: asks how far the others have, and says how far one has oneself.
import { untrack } from 'svelte';
import type { ChatModel } from '../chat/chat-model.svelte.ts';

/**
 * Call while a component is made that shows one conversation; ends with it.
 * @param atEnd reactive: true while the newest messages are on the screen
 */
export function followReads(chat: ChatModel, atEnd: () => boolean): void {
  const room = untrack(() => chat.room);
  const joined = $derived(chat.state.connection.name === 'joined');
  const known = $derived(chat.state.arrangement !== null);
  const lastSeq = $derived(chat.state.messages.at(-1)?.seq ?? 0);

  // Each connection begins with what the others have read.
  $effect(() => {
    if (joined && known) void untrack(() => chat.port.readsOf(room));
  });
  // Said freely: what was said already, and how often anything is said, is the client's to know.
  $effect(() => {
    if (chat.room !== room || !joined || !chat.attention.reading || chat.viewing || !atEnd() || lastSeq === 0)
      return;
    void chat.port.markRead(lastSeq, chat.hidesReads, room);
  });
}
