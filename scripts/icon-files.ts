// The two containers in which Windows and macOS want an icon's sizes: `.ico` and `.icns`, both of PNG pictures. Knows
// nothing of what is drawn. Written here because the packager's own converter is a download.

/** A square picture as a PNG file. */
export interface Picture {
  /** Width and height in pixels. */
  readonly size: number;
  readonly png: Buffer;
}

/** The largest that a `.ico` can name. */
const maxIcoPixels = 256;

/** One Windows icon of these sizes, at most 256 pixels each; PNG inside is understood since Windows Vista. */
export function icoFile(pictures: readonly Picture[]): Buffer {
  const headerLength = 6;
  const entryLength = 16;
  const header = Buffer.alloc(headerLength + pictures.length * entryLength);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    if (size > maxIcoPixels) throw new RangeError(`An .ico takes no picture of ${String(size)} pixels.`);
    const entry = headerLength + index * entryLength;
    // One byte each, in which 0 stands for 256.
    header.writeUInt8(size % maxIcoPixels, entry);
    header.writeUInt8(size % maxIcoPixels, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/**
 * The kinds of `.icns` entries that are PNG everywhere, by pixels: plain and for screens of high density. The plain ones
 * of 16 and 32 pixels are left out, which some versions of macOS show scrambled; it scales the others instead.
 */
const icnsKinds: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

export const icnsSizes: readonly number[] = Object.keys(icnsKinds).map(Number);

/** One macOS icon; pictures of a size that it has no kind for are left out. */
export function icnsFile(pictures: readonly Picture[]): Buffer {
  const chunks = pictures.flatMap(({ size, png }) => (icnsKinds[size] ?? []).map((kind) => chunk(kind, png)));
  return chunk('icns', Buffer.concat(chunks));
}

/** Four letters, the length with these eight bytes, the content. */
function chunk(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
