// The pictures of a chat with a database, each in the row of a message: as the text of a data URL, or as the name of a
// file beside the database. Pure.
import { oneLine } from '../../protocol/one-line.ts';

const longestName = 100;
const mark = '🖼';

/** What stands for a picture where there was one: its file's name, or the kind of picture. */
export function pictureText(said: string): string {
  const name = oneLine(nameOf(said), longestName).trim();
  return name === '' ? mark : `${mark} ${name}`;
}

function nameOf(said: string): string {
  const [, type] = /^data:image\/([a-z\d]{1,10})[+;,]/i.exec(said) ?? [];
  if (type !== undefined) return type.toLowerCase();
  // Bare base64 has no name. It may have strokes in it, but no file's name ends like that.
  const path = said.split(/[?#]/, 1)[0] ?? '';
  const last = path.split(/[\\/]/).at(-1) ?? '';
  return /^[^<>:"|*\p{Cc}]+\.[a-z\d]{2,5}$/iu.test(last) ? last : '';
}
