// Whether the timeline follows what arrives, or stays where somebody reads. Knows numbers, no elements.

/** Closer to the end than this, in pixels, is at the end: rows are measured late and by fractions. */
const nearEndPx = 32;
/** A scroll this soon after a wheel, key or finger, in milliseconds, is the reader's. */
const actedMs = 1_000;

/** Where a scrolled element stands, in pixels, and when. */
export interface ScrollPosition {
  readonly offset: number;
  /** Height of everything. */
  readonly size: number;
  /** Height of what is seen. */
  readonly viewport: number;
  /** True where the end is the newest message, not that of an older part of the history. */
  readonly newest: boolean;
  readonly timeMs: number;
}

export class Follow {
  /** True while the newest message is kept in view. */
  following = $state(true);
  /** Number of the newest message that was in view. */
  seenSeq = $state(0);
  #lastOffset = 0;
  #lastSize = 0;
  #actedAt = -Infinity;

  /** The reader used a wheel, key or finger. */
  acted(timeMs: number): void {
    this.#actedAt = timeMs;
  }

  /**
   * The timeline was scrolled, by whomever. Only a move up by the reader leaves the end: the end also moves away
   * whenever a row is measured, and the place moves up whenever the page shrinks, as while fonts or sizes change.
   */
  scrolled({ offset, size, viewport, newest, timeMs }: ScrollPosition): void {
    const movedUp = offset < this.#lastOffset - 1;
    const byReader = timeMs - this.#actedAt < actedMs || size === this.#lastSize;
    this.#lastOffset = offset;
    this.#lastSize = size;
    if (newest && size - viewport - offset <= nearEndPx) this.following = true;
    else if (movedUp && byReader) this.following = false;
  }

  /** Messages up to `seq` are held: in view while following. A lower number is another history, begun at its end. */
  held(seq: number): void {
    if (this.following || seq < this.seenSeq) this.follow(seq);
  }

  /** The reader is led to the end or somewhere else: what the place was before says nothing of where they go. */
  moveTo(place: 'end' | 'elsewhere', seq: number): void {
    this.held(seq);
    this.following = place === 'end';
    this.#lastOffset = -Infinity;
    this.#actedAt = -Infinity;
    if (place === 'end') this.seenSeq = seq;
  }

  /** Back to the end. */
  follow(seq: number): void {
    this.following = true;
    this.seenSeq = seq;
  }
}
