// What is said of a file that goes with a message: its name, its size, and for a picture how large it is drawn. The
// bytes travel over HTTP and never in a frame. Knows no wire and no place where files are kept.
import { isMessageId } from './ids.ts';
import { isCount, isObject } from './json.ts';

export interface FileInfo {
  /** Random for each upload, so that nobody can guess it; where the file is asked for. */
  readonly id: string;
  /** As it was called, made safe to be a name anywhere. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Of a picture what its bytes say; of anything else what its sender said, which is good for an icon only. */
  readonly type: string;
  /** In pixels. Both are there for a picture that may be shown in a page, and neither for anything else. */
  readonly width?: number;
  readonly height?: number;
}

/** Most pixels of a picture that is shown in a page: a small file can hold more than a phone's memory. */
export const maxPicturePixels = 40_000_000;

const maxNameCodePoints = 120;
/** What no system takes in a file's name, and what would turn its ending around or hide it. */
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\ufeff<>:"|?*]+/gu;
const mediaType = /^[a-z0-9!#$&^_.+-]{1,64}\/[a-z0-9!#$&^_.+-]{1,64}$/;
export const unknownType = 'application/octet-stream';

/** A name without folders and without what is unsafe in one; `file` where nothing is left. */
export function cleanFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const safe = last
    .replace(unsafe, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  const points = [...safe];
  if (points.length <= maxNameCodePoints) return safe === '' ? 'file' : safe;
  // Its ending says what it is: that stays.
  const ending = /\.[^.\s]{1,12}$/u.exec(safe)?.[0] ?? '';
  return points.slice(0, maxNameCodePoints - [...ending].length).join('') + ending;
}

/** A media type in lower case without parameters, or the one that says nothing. */
export function cleanMediaType(type: string): string {
  const [bare = ''] = type.toLowerCase().split(';');
  return mediaType.test(bare.trim()) ? bare.trim() : unknownType;
}

/** True for what may be drawn in a page. */
export function isPicture(
  file: FileInfo,
): file is FileInfo & { readonly width: number; readonly height: number } {
  return file.width !== undefined && file.height !== undefined;
}

/** Reads what a host, a line or a page says of a file; null for what is none. Unknown keys are left out. */
export function parseFileInfo(value: unknown): FileInfo | null {
  if (!isObject(value)) return null;
  const { id, name, size, type, width, height } = value;
  if (!isMessageId(id) || typeof name !== 'string' || !isCount(size) || typeof type !== 'string') return null;
  const file = { id, name: cleanFileName(name), size, type: cleanMediaType(type) };
  const isDrawn = isCount(width, 1) && isCount(height, 1) && width * height <= maxPicturePixels;
  return isDrawn ? { ...file, width, height } : file;
}

/** Where a host has a file: a path without the host. The name is there for whoever reads it, the id is what counts. */
export function filePath({ id, name }: Pick<FileInfo, 'id' | 'name'>): string {
  return `/files/${id}/${encodeURIComponent(name.toWellFormed())}`;
}

/**
 * A message as wires without files say it: what was written, then the file's name and where it is.
 * @param origin under which the host can be reached, such as `http://192.168.1.5:8765`
 */
export function textWithFile(content: string, file: FileInfo, origin: string): string {
  const link = `${file.name}\n${origin}${filePath(file)}`;
  return content === '' ? link : `${content}\n${link}`;
}
