// What is told together: who comes, goes and types. Kept once for all; each session only remembers how far it has been told,
// so that the five hundredth of a class costs no more than the first.
import type { HostDialect } from '../../protocol/dialect.ts';
import type { Broadcast } from '../../protocol/events.ts';
import { FrameCache } from './frame-cache.ts';

interface Item {
  readonly frames: FrameCache;
  readonly hearers: Hearers;
}

/** Who is told a piece of news: everyone but these. */
export interface Hearers {
  /** Whoever it is about, if they know already. */
  readonly except: object | null;
  /** True for what is only for those whose wire knows rooms. */
  readonly knowsRooms: boolean;
}

/** Everything from one number on, for those to whom nothing of it is withheld. */
interface Whole {
  readonly from: number;
  readonly end: number;
  readonly frames: Buffer;
}

export class News {
  #items: Item[] = [];
  /** Number of the first item; they are counted from the start of the chat. */
  #first = 0;
  readonly #wholes = new Map<HostDialect, Whole>();

  /** The number that the next item will have. */
  get end(): number {
    return this.#first + this.#items.length;
  }

  /** `online`: names of everyone here at this moment, for wires that repeat them. */
  add(event: Broadcast, online: readonly string[], hearers: Hearers): void {
    this.#items.push({ frames: new FrameCache(event, () => online), hearers });
  }

  /** The frames that tell all news from number `from` on, which is not forgotten yet, but not those that are withheld from `hearer`. */
  since(from: number, dialect: HostDialect, hearer: object): Buffer {
    const start = from - this.#first;
    if (this.#items.some(({ hearers }, n) => n >= start && hearers.except === hearer)) {
      return framesOf(
        this.#items.filter(({ hearers }, n) => n >= start && hearers.except !== hearer),
        dialect,
      );
    }
    const { end } = this;
    let whole = this.#wholes.get(dialect);
    if (whole?.from !== from || whole.end !== end) {
      whole = { from, end, frames: framesOf(this.#items.slice(start), dialect) };
      this.#wholes.set(dialect, whole);
    }
    return whole.frames;
  }

  /** Call when everyone has been told everything. */
  forget(): void {
    this.#first = this.end;
    this.#items = [];
    this.#wholes.clear();
  }
}

function framesOf(items: readonly Item[], dialect: HostDialect): Buffer {
  const told = items.filter(({ hearers }) => dialect.knowsRooms || !hearers.knowsRooms);
  // Messages, which may have links in them, are never among the news.
  return Buffer.concat(told.flatMap(({ frames }) => frames.of(dialect, null) ?? []));
}
