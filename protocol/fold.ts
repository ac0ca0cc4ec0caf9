// What makes no difference when people look for words: case, accents and what cannot be seen. Each character folds by
// itself, so a folded text is its folded characters side by side: a place in it leads back to the text.

const unseen = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu;
const ascii = /^[\0-\x7f]*$/;
/** Folded characters of the basic plane, filled as they are met. */
const folded = new Array<string | undefined>(0x1_0000);

/**
 * One character without case and accents: `ớ` and `O` give `o`, `Đ` gives `d`, `ß` gives `ss`, a mark that stands by
 * itself gives nothing. Through lower to upper case and back, because only that joins `ß` with `SS` and the sigmas.
 */
export function foldCodePoint(codePoint: number): string {
  return codePoint < folded.length ? (folded[codePoint] ??= fold(codePoint)) : fold(codePoint);
}

/** A text as it is compared. Folding twice changes nothing, and neither does composing or taking apart before. */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  let result = '';
  for (const character of text) result += foldCodePoint(character.codePointAt(0) ?? 0);
  return result;
}

function fold(codePoint: number): string {
  const plain = withoutMarks(String.fromCodePoint(codePoint));
  // Unicode does not count the stroke of `đ` among the marks.
  const cased = withoutMarks(plain.toLowerCase().toUpperCase().toLowerCase());
  return cased === 'đ' ? 'd' : cased;
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(unseen, '');
}
