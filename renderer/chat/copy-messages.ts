// What is copied when a selection goes over several messages: a line "name: text" for each, without the letters of
// avatars, times and notes between them. A selection within one message is left to the browser, which keeps its lines.
import type { TimelineRow } from './timeline-rows.ts';

/** Each row of a message carries its key here, and what was written in a `.bubble`. */
export const rowAttribute = 'data-row';

/** The part of a range that lies in an element, as text; null where it covers the element as a whole. */
function partWithin(range: Range, element: Element): string | null {
  const startsInside = element.contains(range.startContainer);
  const endsInside = element.contains(range.endContainer);
  if (!startsInside && !endsInside) return null;
  const part = document.createRange();
  part.selectNodeContents(element);
  if (startsInside) part.setStart(range.startContainer, range.startOffset);
  if (endsInside) part.setEnd(range.endContainer, range.endOffset);
  return part.toString();
}

/**
 * The text to be copied; null where fewer than two messages are selected.
 *
 * @param ownName by which one's own messages are called that are not in the history yet
 */
export function textOfSelection(
  range: Range,
  log: Element,
  rows: readonly TimelineRow[],
  ownName: string,
): string | null {
  const selected = [...log.querySelectorAll(`[${rowAttribute}]`)].flatMap((element) => {
    const bubble = element.querySelector('.bubble');
    return bubble !== null && range.intersectsNode(bubble)
      ? [{ key: element.getAttribute(rowAttribute), part: partWithin(range, bubble) }]
      : [];
  });
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const lines = selected.flatMap(({ key, part }) => {
    const row = byKey.get(key ?? '');
    if (row?.kind !== 'message' && row?.kind !== 'outbox') return [];
    const text = part ?? row.message.content;
    // A selection that ends right before a message touches it without taking anything of it.
    if (text.trim() === '') return [];
    return [`${row.kind === 'message' ? row.message.name : ownName}: ${text}`];
  });
  return lines.length < 2 ? null : lines.join('\n');
}
