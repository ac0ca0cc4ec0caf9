// Where each line of a file starts, eight bytes a line, and where the file ends. Knows no disk.

/** Every line file begins with these bytes, and its last line is followed by `closing`. */
export const openingBytes = Buffer.from('[');
export const closingBytes = Buffer.from('\n]\n');
/** A history without a line: `[\n]\n`. */
export const emptySizeBytes = openingBytes.length + closingBytes.length;
/** Between two lines: `,\n`. */
const separatorLength = 2;

/** Lines whose places stand in one array. */
const pageLength = 1024;

/** A stretch of a file, in bytes: `start` inclusive, `end` exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export class LineIndex {
  // Offsets beyond 4 GiB fit into a double. Pages, since one array that doubles holds up to twice of what it needs.
  readonly #pages: Float64Array[] = [];
  #lastPage = new Float64Array(0);
  #length = 0;
  /** Size of the file in bytes, closing bracket included. */
  sizeBytes = emptySizeBytes;

  get length(): number {
    return this.#length;
  }

  push(startByte: number): void {
    const place = this.#length % pageLength;
    if (place === 0) {
      this.#lastPage = new Float64Array(pageLength);
      this.#pages.push(this.#lastPage);
    }
    this.#lastPage[place] = startByte;
    this.#length += 1;
  }

  /** Bytes of lines `from` up to `to` (exclusive), with the separators between but not around them. */
  range(from: number, to: number): ByteRange {
    return { start: this.#start(from), end: this.#end(to - 1) };
  }

  /** The first of the lines before `end` that fit into so many bytes together; the last of them always does. */
  fittingBefore(end: number, maxBytes: number): number {
    const startByte = this.#end(end - 1) - maxBytes;
    // Starts ascend: halves of what is left, until only the first that is not too early remains.
    let first = 0;
    for (let last = end - 1; first < last;) {
      const middle = Math.floor((first + last) / 2);
      if (this.#start(middle) >= startByte) last = middle;
      else first = middle + 1;
    }
    return first;
  }

  #start(line: number): number {
    const start = this.#pages[Math.floor(line / pageLength)]?.[line % pageLength];
    if (line >= this.#length || start === undefined) throw new RangeError(`There is no line ${line}`);
    return start;
  }

  #end(line: number): number {
    if (line === this.#length - 1) return this.sizeBytes - closingBytes.length;
    return this.#start(line + 1) - separatorLength;
  }
}
