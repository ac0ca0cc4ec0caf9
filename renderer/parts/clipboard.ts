// How text is copied: the window has its own way, a page has the clipboard API or, where the page is not a secure
// context (http on a local network), a hidden text area.
import { getContext, setContext } from 'svelte';

/** Resolves to whether the text is on the clipboard now. */
export type CopyText = (text: string) => Promise<boolean>;

const contextKey = Symbol('copy-text');

/** Call while the root component is made: everything inside copies this way. */
export function provideCopyText(copyText: CopyText): void {
  setContext(contextKey, copyText);
}

/** Call while a component is made. */
export function useCopyText(): CopyText {
  return getContext<CopyText | undefined>(contextKey) ?? copyInPage;
}

/** Copies by whatever this page may use. */
export async function copyInPage(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not allowed to this page: the old way may still be.
    }
  }
  return copyBySelection(text);
}

/** The only way without a secure context. `execCommand` is deprecated, and there is nothing in its place. */
function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.className = 'unseen';
  // What is copied is what is laid out: code would lose its indentation to `unseen`.
  area.style.whiteSpace = 'pre';
  // Inside an open dialog everything else is inert and cannot be selected.
  (focused?.closest('dialog') ?? document.body).append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
