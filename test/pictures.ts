// Small real pictures for tests, made here so that no binary file has to be kept: PNG and GIF in full, and the head of a
// photo with the place where it was taken.
import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A picture in one colour. @param shade of each channel, 0 to 255 */
export function png(
  width: number,
  height: number,
  shade: readonly [number, number, number] = [30, 120, 100],
): Buffer {
  return encodePng(width, height, () => shade);
}

type Colour = readonly [red: number, green: number, blue: number];

function encodePng(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a channel, no alpha.
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set(colourAt(x, y), y * (1 + 3 * width) + 1 + 3 * x);
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A picture with something to see: bars of growing height on a light ground. */
export function drawing(width: number, height: number): Buffer {
  return encodePng(width, height, (x, y) => {
    const bar = Math.floor((8 * x) / width);
    const inBar = (8 * x) % width > 0.2 * width && y > height * (0.85 - 0.09 * bar);
    return inBar && y < height * 0.9 ? [30, 110 + 10 * bar, 100] : [238, 242, 236];
  });
}

/** Black specks on white, each where chance would have it: what a browser packs worse than others do. */
export function specks(width: number, height: number): Buffer {
  return encodePng(width, height, (x, y) =>
    crc32(`${String(x)},${String(y)}`) % 1000 < 100 ? [0, 0, 0] : [255, 255, 255],
  );
}

/** The words that `gif` and `exif` hide in a picture. */
export const secretWords = 'taken at home';

/** Two frames of one pixel with a comment between them. */
export function gif(): Buffer {
  const frame = [0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    // One pixel, a table of two colours.
    Buffer.from([1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from('NETSCAPE2.0', 'latin1'),
    Buffer.from([3, 1, 0, 0, 0]),
    Buffer.from(frame),
    Buffer.from([0x21, 0xfe, secretWords.length]),
    Buffer.from(secretWords, 'latin1'),
    Buffer.from([0]),
    Buffer.from(frame),
    Buffer.from([0x3b]),
  ]);
}

/** What a phone notes in a photo: an Exif segment with a place (GPS IFD) and a description. */
function exif(): Buffer {
  const description = Buffer.from(`${secretWords}\0`, 'latin1');
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4 + 2 + 12 + 4);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  // ImageDescription, then the pointer to the GPS IFD, which says "N".
  writeTag(tiff, 10, 0x010e, 2, description.length, tiff.length);
  writeTag(tiff, 22, 0x8825, 4, 1, 38);
  tiff.writeUInt16BE(1, 38);
  writeTag(tiff, 40, 1, 2, 2, 0x4e000000);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, description]);
  const segment = Buffer.from([0xff, 0xe1, 0, 0]);
  segment.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([segment, body]);
}

function writeTag(tiff: Buffer, at: number, tag: number, type: number, count: number, value: number): void {
  tiff.writeUInt16BE(tag, at);
  tiff.writeUInt16BE(type, at + 2);
  tiff.writeUInt32BE(count, at + 4);
  tiff.writeUInt32BE(value, at + 8);
}

/** A JPEG as a phone saves it: the Exif segment stands right behind the first marker. */
export function withExif(jpeg: Buffer): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)]);
}

/** As much of a JPEG as says its size; it cannot be drawn. */
export function jpegHead(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 17, 0, 2, 17, 1, 3, 17, 1]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), frame]);
}
