// Brings one row of a windowed list into the middle, whose place is known only once the rows around it are measured.
import type { VirtualizerHandle } from 'virtua/svelte';

/** The list goes there again after each row that it measures, until it has measured none for 150 ms. */
const steadyMs = 200;

/** Resolves when the row stands still. */
export async function scrollToRow(
  list: Pick<VirtualizerHandle, 'scrollToIndex'>,
  index: number,
  scroller: HTMLElement,
): Promise<void> {
  list.scrollToIndex(index, { align: 'center' });
  let before: number;
  do {
    before = scroller.scrollTop;
    await new Promise((resolve) => setTimeout(resolve, steadyMs));
  } while (scroller.scrollTop !== before);
}
