// Text on a terminal: what strangers may put there, how wide it is, where it breaks. Pure; knows no stream.

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Two columns in every terminal that knows the script: East Asian wide characters, and what is drawn as an emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** Makes an emoji of the character before it, which may take a column more. */
const emojiSelector = '\ufe0f';
const noWidth = /[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]/u;

/** Colours, as `createPainter` makes them: no text of a stranger still has an escape in it. */
const colour = /(\u001b\[[\d;]*m)/;

const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

/**
 * Text that somebody else wrote, with nothing left in it that steers a terminal: line breaks are `\n`, tabs blanks,
 * other control characters are shown as symbols, and characters that turn the direction of writing are left out.
 */
export function safeText(text: string): string {
  return text
    .replace(lineBreak, '\n')
    .replaceAll('\t', '    ')
    .replace(/[\u0000-\u0009\u000b-\u001f]/g, (control) =>
      String.fromCharCode(0x2400 + control.charCodeAt(0)),
    )
    .replaceAll('\u007f', '\u2421')
    .replace(/[\u0080-\u009f]|\p{Cs}/gu, '\ufffd')
    .replace(/\p{Bidi_Control}/gu, '');
}

/** The same on one line, as for names. */
export function safeLine(text: string): string {
  return safeText(text).replaceAll('\n', ' ');
}

/** What people see as single characters: letters with their marks, emoji with their joiners. */
export function splitGraphemes(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/**
 * Columns that a text without control characters takes at most. Terminals disagree about emoji made of several, so
 * their parts are added up: what fits by this count fits everywhere.
 */
export function textWidth(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (character === emojiSelector) columns += 1;
    else if (wide.test(character)) columns += 2;
    else if (!noWidth.test(character)) columns += 1;
  }
  return columns;
}

/**
 * Breaks painted text into rows, at blanks where there are any, so that the terminal breaks none itself.
 *
 * @param columns of the terminal; Infinity to keep only the text's own line breaks
 * @param indent blanks before every row but the first, so that no part of a message looks like another one
 */
export function wrapText(text: string, columns: number, indent: number): string {
  // Terminals differ in what they do after a character in the last column.
  const usable = Math.max(columns - 1, indent + 2);
  const rows: string[] = [];
  for (const line of text.split('\n')) {
    let row = rows.length === 0 ? '' : ' '.repeat(indent);
    let width = rows.length === 0 ? 0 : indent;
    const breakRow = (): void => {
      rows.push(row.trimEnd());
      row = ' '.repeat(indent);
      width = indent;
    };
    for (const piece of splitPieces(line)) {
      if (colour.test(piece)) {
        row += piece;
        continue;
      }
      const pieceWidth = textWidth(piece);
      const isBlank = piece.startsWith(' ');
      if (width + pieceWidth <= usable) {
        row += piece;
        width += pieceWidth;
        continue;
      }
      // Blanks at the end of a row are the break; a word longer than a row is broken anywhere, from where it begins.
      if (isBlank || (width > indent && indent + pieceWidth <= usable)) breakRow();
      if (isBlank) continue;
      for (const grapheme of splitGraphemes(piece)) {
        const graphemeWidth = textWidth(grapheme);
        if (width + graphemeWidth > usable && width > indent) breakRow();
        row += grapheme;
        width += graphemeWidth;
      }
    }
    rows.push(row);
  }
  return rows.join('\n');
}

/** Colours, runs of blanks, and words. */
function splitPieces(line: string): string[] {
  return line.split(colour).flatMap((part) => (colour.test(part) ? [part] : (part.match(/ +|[^ ]+/g) ?? [])));
}
