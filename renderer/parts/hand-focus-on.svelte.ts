// The focus of whoever works with something that goes away: browsers leave it nowhere, where keys mean nothing.
import { tick, untrack } from 'svelte';

/**
 * Call while a component is made. Where something in `holder` has the focus and is gone after a change, `take` is to
 * put it where that person goes on.
 *
 * @param changes reads what decides over what is there
 */
export function handFocusOn(
  holder: () => HTMLElement | null | undefined,
  changes: () => unknown,
  take: () => void,
): void {
  // Before the page changes: afterwards nobody knows where the focus was.
  $effect.pre(() => {
    changes();
    if (untrack(holder)?.contains(document.activeElement) !== true) return;
    void tick().then(() => {
      if (document.activeElement === document.body) take();
    });
  });
}
