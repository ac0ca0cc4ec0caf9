// How often somebody may try something that can be guessed: a number at once, and then one now and then. Kept by what is
// tried and by where it is tried from. Knows no clock: the time comes with each call.

export interface TriesOptions {
  /** Tries that may be wrong before one has to wait. */
  readonly atOnce: number;
  /** After this time there is one more, in milliseconds. */
  readonly anotherAfterMs: number;
  /** Names or addresses that are remembered. */
  readonly remembered?: number;
}

interface Entry {
  /** Tries left; not whole while one is coming. */
  readonly left: number;
  /** When that was so, in milliseconds. */
  readonly at: number;
}

const defaultRemembered = 10_000;

export class Tries {
  readonly #options: TriesOptions;
  /** Those that were tried lately last. */
  readonly #entries = new Map<string, Entry>();

  constructor(options: TriesOptions) {
    this.#options = options;
  }

  /** Names or addresses that are remembered just now. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * Takes a try before it is known what comes of it, so that many at once count, too. False: there is none left.
   * @param now milliseconds of any steady clock
   */
  take(key: string, now: number): boolean {
    const left = this.#left(key, now);
    if (left < 1) return false;
    this.#remember(key, { left: left - 1, at: now });
    return true;
  }

  /** The try was right, or was none. */
  giveBack(key: string, now: number): void {
    const left = this.#left(key, now) + 1;
    if (left >= this.#options.atOnce) this.#entries.delete(key);
    else this.#remember(key, { left, at: now });
  }

  #left(key: string, now: number): number {
    const entry = this.#entries.get(key);
    const { atOnce, anotherAfterMs } = this.#options;
    if (entry === undefined) return atOnce;
    return Math.min(atOnce, entry.left + Math.max(0, now - entry.at) / anotherAfterMs);
  }

  #remember(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    // Who makes so many is held back by where they come from.
    if (this.#entries.size > (this.#options.remembered ?? defaultRemembered) && oldest !== undefined) {
      this.#entries.delete(oldest);
    }
  }
}
