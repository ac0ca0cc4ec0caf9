// Text of strangers on one line of ours: in a log, in a list, on a terminal.

/**
 * One line of bounded length that cannot move a terminal's cursor or turn the text around it: what could becomes a
 * blank.
 * @param maxLength in UTF-16 code units; what is longer ends in an ellipsis
 */
export function oneLine(text: string, maxLength: number): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return cut.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
}
