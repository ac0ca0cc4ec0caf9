// Makes a file ready to be sent. A picture is drawn anew, small enough for a chat: what its camera has noted, such as where
// it was taken, stays behind. Works without a secure context.
import type { OutgoingFile } from '../../client/chat-port.ts';
import { stripGif } from './strip-gif.ts';

/** Longest side of a picture that is sent, in pixels. */
const maxSide = 2048;
const jpegQuality = 0.85;
/** Chromium loses nothing then, and others next to nothing. */
const exactWebp = 1;
/** Up to here another format would not be worth its unfamiliar name. */
const smallPngBytes = 64 * 1024;
/** A drawing stays exact up to here; above it, it is worth being told a little less exactly. */
const largePngBytes = 1024 * 1024;

export interface PreparedFile {
  readonly file: OutgoingFile;
  /** A picture in the end, to be shown before it is sent. */
  readonly isPicture: boolean;
  /** A picture that this page cannot read: it goes with everything that it says of itself. */
  readonly untouched: boolean;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Throws where the file cannot be read, as a folder. */
export async function prepareFile(file: File): Promise<PreparedFile> {
  const asItIs = { name: file.name, type: file.type, body: file };
  if (!file.type.startsWith('image/') || file.type.startsWith('image/svg')) {
    // Whoever drops a folder shall hear of it now.
    await file.slice(0, 1).arrayBuffer();
    return { file: asItIs, isPicture: false, untouched: false };
  }
  const picture = file.type === 'image/gif' ? await keepMoving(file) : await drawAnew(file);
  return picture === null
    ? { file: asItIs, isPicture: false, untouched: true }
    : { file: picture, isPicture: true, untouched: false };
}

/** The same proportions within a square. */
export function fitWithin({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** The name with the ending of what the file has become. */
export function renamed(name: string, type: string): string {
  const ending = type === 'image/jpeg' ? 'jpg' : (type.split('/')[1] ?? '');
  const known = new RegExp(`\\.${type === 'image/jpeg' ? 'jpe?g' : ending}$`, 'i');
  return known.test(name) ? name : `${name.replace(/\.[^.]{1,5}$/, '')}.${ending}`;
}

async function keepMoving(file: File): Promise<OutgoingFile | null> {
  const bytes = stripGif(new Uint8Array(await file.arrayBuffer()));
  if (bytes === null) return null;
  const body = new Blob([bytes], { type: file.type });
  const image = await load(body);
  return (
    image && {
      name: file.name,
      type: file.type,
      body,
      width: image.naturalWidth,
      height: image.naturalHeight,
    }
  );
}

async function drawAnew(file: File): Promise<OutgoingFile | null> {
  const image = await load(file);
  if (image === null) return null;
  const size = fitWithin({ width: image.naturalWidth, height: image.naturalHeight }, maxSide);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, size);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.imageSmoothingQuality = 'high';
  // Turned the way the camera was held: pages show it so, and the note that says so is gone afterwards.
  context.drawImage(image, 0, 0, size.width, size.height);
  const body = await encode(canvas, file);
  return body && { name: renamed(file.name, body.type), type: body.type, body, ...size };
}

/** A photo stays one; anything else keeps its edges and what is transparent in it. */
async function encode(canvas: HTMLCanvasElement, { type, size }: Blob): Promise<Blob | null> {
  if (type === 'image/jpeg') return toBlob(canvas, 'image/jpeg', jpegQuality);
  const exact = await toBlob(canvas, 'image/png');
  // Browsers make PNGs in haste: what was packed well before may have grown.
  if (exact === null || exact.size <= smallPngBytes || exact.size <= Math.min(size, largePngBytes))
    return exact;
  // Where WebP cannot be made, these are PNGs again.
  const packed = smaller(exact, await toBlob(canvas, 'image/webp', exactWebp));
  if (packed.size <= largePngBytes) return packed;
  return smaller(packed, await toBlob(canvas, 'image/webp', jpegQuality));
}

function smaller(one: Blob, other: Blob | null): Blob {
  return other !== null && other.size < one.size ? other : one;
}

function toBlob(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}

/** Null for what this page cannot read as a picture. */
async function load(blob: Blob): Promise<HTMLImageElement | null> {
  const url = URL.createObjectURL(blob);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return image.naturalWidth > 0 && image.naturalHeight > 0 ? image : null;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
