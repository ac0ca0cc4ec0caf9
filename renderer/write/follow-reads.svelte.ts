// Keeps host and chat at one about who has read how far: asks how far the others have, and says how far one has oneself.
import { untrack } from 'svelte';
import type { ChatModel } from '../chat/chat-model.svelte.ts';
import { createReadMarker } from './read-marker.ts';

/**
 * Call while a component is made; ends with it.
 * @param atEnd reactive: true while the newest messages are on the screen
 */
export function followReads(chat: ChatModel, atEnd: () => boolean): void {
  const marker = createReadMarker(chat.port, () => chat.hidesReads);
  const joined = $derived(chat.state.connection.name === 'joined');
  const known = $derived(chat.state.arrangement !== null);
  const lastSeq = $derived(chat.state.messages.at(-1)?.seq ?? 0);

  $effect(() => () => marker.close());
  // Each connection begins with what the others have read, and tells the host anew: what was said may have been lost.
  $effect(() => {
    if (!joined || !known) return;
    void untrack(() => chat.port.readsOf());
    marker.reset();
  });
  $effect(() => {
    void chat.hidesReads;
    marker.reset();
  });
  $effect(() => {
    const looks = joined && chat.reading && !chat.viewing && atEnd() && lastSeq > 0;
    marker.look(looks ? lastSeq : null);
  });
}
