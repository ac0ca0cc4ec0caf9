// The colours of the terminal client: sixteen-colour ones, which every terminal shows in its own theme.
import { foldNickname } from '../protocol/nickname.ts';

export interface Painter {
  /** What is less important than what people say. */
  dim(text: string): string;
  trouble(text: string): string;
  /** In the colour of this nickname: the same each time, whatever its case. */
  name(nickname: string, text: string): string;
}

/** Readable on light and dark backgrounds; doubled by bold. */
const hues = [31, 32, 33, 34, 35, 36];

export function createPainter(colours: boolean): Painter {
  const paint = (codes: string, text: string): string =>
    colours ? `\u001b[${codes}m${text}\u001b[0m` : text;
  return {
    dim: (text) => paint('2', text),
    trouble: (text) => paint('33', text),
    name: (nickname, text) => paint(nameCodes(nickname), text),
  };
}

function nameCodes(nickname: string): string {
  let hash = 0;
  for (const character of foldNickname(nickname)) {
    hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  const index = hash % (2 * hues.length);
  const hue = hues[index % hues.length] ?? 0;
  return index < hues.length ? `${hue}` : `1;${hue}`;
}
