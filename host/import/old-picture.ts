// The pictures of a chat with a database, each in the row of a message: its bytes, as such, as base64 or in a data URL, or
// the name of a file beside the database. Pure.
import { oneLine } from '../../protocol/one-line.ts';
import { pictureHeadBytes, recognisePicture } from '../files/picture.ts';
import type { Cell } from './old-database.ts';

const longestName = 100;
const longestPath = 1_000;
const mark = '🖼';

/** What stands for a picture where there was one: its file's name, or the kind of picture. */
export function pictureText(said: string): string {
  const name = oneLine(nameOf(said), longestName).trim();
  return name === '' ? mark : `${mark} ${name}`;
}

/** Where a picture is. */
export type PicturePlace =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** Of a path: its parts, the file's name last. None of them leads upwards or is hidden. */
  | { readonly kind: 'file'; readonly parts: readonly string[] };

/** What a whole cell says of a picture; null for nothing that could be one. */
export function placeOfPicture(cell: Cell): PicturePlace | null {
  if (cell === null) return null;
  if (typeof cell !== 'string') {
    const bytes = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength);
    const isPicture = recognisePicture(bytes.subarray(0, pictureHeadBytes)) !== null;
    // Some programs keep text as bytes.
    return isPicture ? { kind: 'bytes', bytes } : placeOfPicture(bytes.toString('utf8'));
  }
  const [start] = /^data:[^,]{0,200};base64,/i.exec(cell) ?? [];
  if (start !== undefined) return { kind: 'bytes', bytes: Buffer.from(cell.slice(start.length), 'base64') };
  if (cell.startsWith('data:')) return null;
  if (cell.length > longestPath || fileNameIn(cell) === '')
    return { kind: 'bytes', bytes: Buffer.from(cell, 'base64') };
  const parts = partsOf(cell.replace(/^(?:https?:\/\/[^/]*|[a-z]:)/i, '')).filter((part) => part !== '');
  return parts.some((part) => part.startsWith('.') || !safePart.test(part)) ? null : { kind: 'file', parts };
}

/** What a picture's file is to be called. @param type of media, which its bytes have shown */
export function pictureFileName(place: PicturePlace, type: string): string {
  const [, ending = ''] = type.split('/');
  return (place.kind === 'file' && place.parts.at(-1)) || `picture.${ending === 'jpeg' ? 'jpg' : ending}`;
}

/** Without what is special in a name somewhere. */
const safePart = /^[^<>:"|*\p{Cc}]+$/u;

function nameOf(said: string): string {
  const [, type] = /^data:image\/([a-z\d]{1,10})[+;,]/i.exec(said) ?? [];
  return type === undefined ? fileNameIn(said) : type.toLowerCase();
}

/** Bare base64 has no name. It may have strokes in it, but no file's name ends like that. */
function fileNameIn(said: string): string {
  const last = partsOf(said).at(-1) ?? '';
  return safePart.test(last) && /.\.[a-z\d]{2,5}$/i.test(last) ? last : '';
}

/** Of a path or an address, without what is asked of a server. */
function partsOf(said: string): string[] {
  return (said.split(/[?#]/, 1)[0] ?? '').split(/[\\/]/);
}
