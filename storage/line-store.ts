// One open line file on a disk: adds lines at its end, mends what a failed write leaves, notices when the file is no
// longer the one it opened. It does one thing at a time as it is told; when to do it is line-writer.ts's matter.
import { replaceFile } from './atomic-replace.ts';
import { writeFully } from './disk.ts';
import type { Disk, DiskFile } from './disk.ts';
import { closingBytes } from './line-index.ts';
import type { LineIndex } from './line-index.ts';
import { keepAside } from './line-opening.ts';
import type { OpenedLines } from './line-opening.ts';

/** Bytes that were written and are not yet known to survive a power cut. */
export interface WrittenBytes {
  readonly position: number;
  /** Of an append: lines with their separators, then the closing bytes. */
  readonly bytes: Buffer;
}

/**
 * `ours`: as we left it. `gone`: the path leads nowhere or to another file, ours is only open. `changed`: somebody
 * wrote into it or cut it.
 */
export type Condition = 'ours' | 'gone' | 'changed';

const chunkBytes = 1024 * 1024;
/** Written and taken back to learn whether a disk takes bytes again. White space after an array leaves it valid JSON. */
const probeBytes = Buffer.alloc(4096, ' ');

export class LineStore {
  readonly #path: string;
  readonly #disk: Disk;
  #file: DiskFile;
  #fileId: string;
  readonly index: LineIndex;
  /** How far a write that failed or is under way may have got: the file ends between `index.sizeBytes` and this. */
  #reachBytes: number;

  private constructor(path: string, disk: Disk, opened: OpenedLines, fileId: string) {
    this.#path = path;
    this.#disk = disk;
    this.#file = opened.file;
    this.#fileId = fileId;
    this.index = opened.index;
    this.#reachBytes = opened.index.sizeBytes;
  }

  static async start(path: string, disk: Disk, opened: OpenedLines): Promise<LineStore> {
    const identity = await disk.identify(path);
    return new LineStore(path, disk, opened, identity?.id ?? '');
  }

  read(buffer: Uint8Array, position: number): Promise<number> {
    return this.#file.read(buffer, position);
  }

  sync(): Promise<void> {
    return this.#file.sync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /**
   * Writes lines over the closing bracket and the bracket anew behind them, in one write.
   * @throws the system's error; the file then ends as it did before, or `restore` has to be called until it does.
   */
  async add(lines: readonly string[]): Promise<WrittenBytes> {
    const separator = this.index.length === 0 ? '\n' : ',\n';
    const bytes = Buffer.from(separator + lines.join(',\n') + closingBytes.toString());
    const position = this.index.sizeBytes - closingBytes.length;
    this.#reachBytes = Math.max(this.#reachBytes, position + bytes.length);
    try {
      await writeFully(this.#file, bytes, position);
    } catch (error) {
      // The caller hears why the write failed; that mending failed as well is remembered in #reachBytes.
      await this.restore().catch(() => undefined);
      throw error;
    }
    let start = position + separator.length;
    for (const line of lines) {
      this.index.push(start);
      start += Buffer.byteLength(line) + ',\n'.length;
    }
    this.index.sizeBytes = position + bytes.length;
    return { position, bytes };
  }

  /**
   * Writes another line in the place of one, byte by byte as long.
   * @throws RangeError if it is not; the system's error, and then part of the new line may stand over the old one
   */
  async overwrite(line: number, text: string): Promise<WrittenBytes> {
    const { start, end } = this.index.range(line, line + 1);
    const bytes = Buffer.from(text);
    if (bytes.length !== end - start) throw new RangeError(`Line ${line} has ${end - start} bytes`);
    await writeFully(this.#file, bytes, start);
    return { position: start, bytes };
  }

  /** Makes the file valid JSON again after a write that failed. Cutting comes first: it frees what a full disk lacks. */
  async restore(): Promise<void> {
    if (this.#reachBytes === this.index.sizeBytes) return;
    await this.#file.truncate(this.index.sizeBytes);
    await writeFully(this.#file, closingBytes, this.index.sizeBytes - closingBytes.length);
    this.#reachBytes = this.index.sizeBytes;
  }

  /**
   * Writes the same bytes at the same place once more: after a sync that failed, the system may have dropped them
   * while it goes on showing them to readers. As one write, so that the file is whole at every moment.
   */
  async rewrite(batches: readonly WrittenBytes[]): Promise<void> {
    const [first] = batches;
    if (first === undefined) return;
    const bodies = batches.map(({ bytes }) => bytes.subarray(0, bytes.length - closingBytes.length));
    await writeFully(this.#file, Buffer.concat([...bodies, closingBytes]), first.position);
  }

  /** @throws the system's error if the disk takes no more bytes. */
  async probe(): Promise<void> {
    this.#reachBytes = this.index.sizeBytes + probeBytes.length;
    try {
      await writeFully(this.#file, probeBytes, this.index.sizeBytes);
    } finally {
      await this.restore();
    }
  }

  async condition(): Promise<Condition> {
    const leastBytes = this.index.sizeBytes;
    const reachBefore = this.#reachBytes;
    const found = await this.#disk.identify(this.#path);
    if (found?.id !== this.#fileId) return 'gone';
    const mostBytes = Math.max(reachBefore, this.#reachBytes);
    return found.sizeBytes >= leastBytes && found.sizeBytes <= mostBytes ? 'ours' : 'changed';
  }

  /**
   * Puts all lines back under the path from the file that is still open, on the disk for good. What another program
   * has put there meanwhile is kept beside it.
   */
  async recreate(): Promise<void> {
    if ((await this.#disk.identify(this.#path)) !== null) await keepAside(this.#path, 'replaced', this.#disk);
    await replaceFile(this.#path, this.#wholeFile(), this.#disk);
    const file = await this.#disk.open(this.#path, 'update');
    const old = this.#file;
    this.#file = file;
    this.#fileId = (await this.#disk.identify(this.#path))?.id ?? '';
    this.#reachBytes = this.index.sizeBytes;
    await old.close();
  }

  async *#wholeFile(): AsyncGenerator<Buffer> {
    yield* this.chunks(0, this.index.sizeBytes - closingBytes.length, chunkBytes);
    yield closingBytes;
  }

  /**
   * Reads until the buffer is full.
   * @throws if the file is shorter than it was.
   */
  async fill(buffer: Uint8Array, position: number): Promise<void> {
    if ((await this.read(buffer, position)) !== buffer.length) {
      throw new Error(`${this.#path} is shorter than it was: another program has changed it`);
    }
  }

  /**
   * The bytes from `start` up to `end`, in pieces of at most `maxBytes`, each until the next is asked for: all go through one
   * buffer, since a new one for each makes the garbage collector stop everybody.
   * @throws if the file is shorter than it was.
   */
  async *chunks(start: number, end: number, maxBytes: number): AsyncGenerator<Buffer> {
    const buffer = Buffer.allocUnsafe(Math.min(maxBytes, end - start));
    for (let position = start; position < end; position += buffer.length) {
      const chunk = buffer.subarray(0, end - position);
      await this.fill(chunk, position);
      yield chunk;
    }
  }
}
