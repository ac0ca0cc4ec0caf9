// The keys that the whole chat listens for, from wherever somebody writes. What they do is the view's.

type Keys = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** True for Ctrl or ⌘ with F: looking for something in the chat. */
export function isFind({ key, altKey, ctrlKey, metaKey, shiftKey }: Keys): boolean {
  return key.toLowerCase() === 'f' && ctrlKey !== metaKey && !altKey && !shiftKey;
}

/** How many places further Alt with an arrow leads in the list of conversations; null for any other key. */
export function neighbourStep({ key, altKey, ctrlKey, metaKey, shiftKey }: Keys): 1 | -1 | null {
  if (!altKey || ctrlKey || metaKey || shiftKey) return null;
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : null;
}
