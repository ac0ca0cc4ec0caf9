// Tells a picture by its first bytes, whatever its sender calls it, and how many pixels it has. Only what is told here
// is ever shown in a page; everything else is a file to be saved. Reads headers and decodes nothing.
import { maxPicturePixels } from '../../protocol/files.ts';

export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

/** How much of a file is looked at: in a photo the size stands behind what the camera has noted. */
export const pictureHeadBytes = 256 * 1024;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Null for what is none of the four, does not say its size in its head, or has more pixels than a page should decode.
 * @param head the first `pictureHeadBytes` of a file, or all of it
 */
export function recognisePicture(head: Buffer): Picture | null {
  const type = typeOf(head);
  const size = type === null ? null : readSize[type](head);
  if (type === null || size === null || size.width < 1 || size.height < 1) return null;
  return size.width * size.height > maxPicturePixels ? null : { type, ...size };
}

function typeOf(head: Buffer): Picture['type'] | null {
  if (startsWith(head, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (startsWith(head, '\xff\xd8\xff')) return 'image/jpeg';
  if (startsWith(head, 'GIF87a') || startsWith(head, 'GIF89a')) return 'image/gif';
  return startsWith(head, 'RIFF') && startsWith(head, 'WEBPVP8', 8) ? 'image/webp' : null;
}

function startsWith(head: Buffer, bytes: string, at = 0): boolean {
  return head.toString('latin1', at, at + bytes.length) === bytes;
}

const readSize: { readonly [Type in Picture['type']]: (head: Buffer) => Size | null } = {
  // The first chunk is IHDR: length, name, width, height (PNG specification, 11.2.2).
  'image/png': (head) =>
    head.length >= 24 && startsWith(head, 'IHDR', 12)
      ? { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
      : null,
  // The logical screen descriptor (GIF89a, section 18).
  'image/gif': (head) =>
    head.length >= 10 ? { width: head.readUInt16LE(6), height: head.readUInt16LE(8) } : null,
  'image/jpeg': readJpegSize,
  'image/webp': readWebpSize,
};

/** Walks over the segments to the frame header, which may be any of SOF0 to SOF15 (ITU-T T.81, table B.1). */
function readJpegSize(head: Buffer): Size | null {
  let at = 2;
  while (at + 9 <= head.length && head[at] === 0xff) {
    const marker = head.readUInt8(at + 1);
    // Fill bytes may stand before any marker, and markers without a length between segments.
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    // The picture's data begins, or it ends: a frame header comes before either.
    if (marker === 0xda || marker === 0xd9) return null;
    at += 2 + head.readUInt16BE(at + 2);
  }
  return null;
}

/** The first chunk is one of three (RFC 9649, sections 2.5 to 2.7). */
function readWebpSize(head: Buffer): Size | null {
  if (head.length < 30) return null;
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: 1 + head.readUIntLE(24, 3), height: 1 + head.readUIntLE(27, 3) };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
}
