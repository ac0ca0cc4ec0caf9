// Takes out of a GIF what is not needed to show it: comments, texts and what programs note, such as where it was made. Its
// frames stay as they are, since drawing it anew would stop it moving (GIF89a specification, sections 22 to 27).

const extension = 0x21;
const image = 0x2c;
const trailer = 0x3b;
const graphicControl = 0xf9;
const application = 0xff;
/** How often it plays. */
const looping = ['NETSCAPE2.0', 'ANIMEXTS1.0'];

/** Null where the bytes are no whole GIF. */
export function stripGif(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const kept: Uint8Array[] = [];
  const header = ascii(bytes, 0, 6);
  if (header !== 'GIF87a' && header !== 'GIF89a') return null;
  let at = 13 + tableBytes(bytes[10]);
  if (at > bytes.length) return null;
  kept.push(bytes.subarray(0, at));
  for (;;) {
    const kind = bytes[at];
    let end: number | null;
    let keep = true;
    if (kind === trailer) {
      kept.push(bytes.subarray(at, at + 1));
      return joined(kept);
    } else if (kind === extension) {
      const label = bytes[at + 1];
      const isLoop = label === application && looping.includes(ascii(bytes, at + 3, 11));
      keep = label === graphicControl || isLoop;
      end = endOfBlocks(bytes, at + 2);
    } else if (kind === image) {
      // Descriptor, its own table, the size of a code, then the picture.
      end = endOfBlocks(bytes, at + 10 + tableBytes(bytes[at + 9]) + 1);
    } else {
      return null;
    }
    if (end === null) return null;
    if (keep) kept.push(bytes.subarray(at, end));
    at = end;
  }
}

/** Bytes of the colour table that these flags announce. */
function tableBytes(flags: number | undefined): number {
  return flags !== undefined && (flags & 0x80) !== 0 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Where a run of blocks ends that begins at `at`; null where the bytes end before. */
function endOfBlocks(bytes: Uint8Array, at: number): number | null {
  let next = at;
  for (;;) {
    const length = bytes[next];
    if (length === undefined) return null;
    next += 1 + length;
    if (length === 0) return next;
  }
}

function ascii(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
