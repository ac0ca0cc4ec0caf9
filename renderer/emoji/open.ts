// All that the picker takes, in one piece: import it when somebody asks for emoji, so that no page loads it before.
import EmojiPopover from './EmojiPopover.svelte';
import type { EmojiSet } from './emoji-set.ts';
import { loadEmoji } from './load.ts';

export interface OpenedEmoji {
  /** To be shown with the emoji, the element that asked for them, `onPick` and `onClose`. */
  readonly Popover: typeof EmojiPopover;
  readonly emoji: EmojiSet;
}

/** Rejects where the page cannot fetch them now, as when the host is gone. */
export async function openEmoji(language: string): Promise<OpenedEmoji> {
  return { Popover: EmojiPopover, emoji: await loadEmoji(language) };
}
