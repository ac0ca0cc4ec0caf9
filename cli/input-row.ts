// The part of a line being typed that fits on one row of the terminal. One row never wraps, so nothing depends on how
// a terminal wraps, and it is drawn anew in place. Pure.
import { safeText, splitGraphemes, textWidth } from './terminal-text.ts';

export interface InputRow {
  /** What is shown before and after the cursor. */
  readonly before: string;
  readonly after: string;
}

const more = '…';

/** @param columns for the text and the cursor, without the prompt */
export function fitInputRow(text: string, cursor: number, columns: number): InputRow {
  const left = splitGraphemes(text.slice(0, cursor)).map(shown);
  const right = splitGraphemes(text.slice(cursor)).map(shown);
  const room = Math.max(columns - 1, 1);
  if (widthOf(left) + widthOf(right) <= room) return { before: left.join(''), after: right.join('') };

  // Some of what follows stays in sight, unless the cursor is at the end.
  const ahead = Math.min(widthOf(right), Math.floor(room / 4));
  const before = takeEnd(left, room - ahead);
  const after = takeStart(right, room - widthOf(before));
  return { before: before.join(''), after: after.join('') };
}

function shown(grapheme: string): string {
  return safeText(grapheme).replaceAll('\n', '⏎');
}

function widthOf(graphemes: readonly string[]): number {
  return graphemes.reduce((sum, grapheme) => sum + textWidth(grapheme), 0);
}

function takeEnd(graphemes: readonly string[], room: number): string[] {
  return takeStart(graphemes.toReversed(), room).reverse();
}

/** As many as fit, the last of them a sign where there are more. */
function takeStart(graphemes: readonly string[], room: number): string[] {
  if (widthOf(graphemes) <= room) return [...graphemes];
  const taken: string[] = [];
  let width = textWidth(more);
  for (const grapheme of graphemes) {
    width += textWidth(grapheme);
    if (width > room) break;
    taken.push(grapheme);
  }
  return room < textWidth(more) ? [] : [...taken, more];
}
