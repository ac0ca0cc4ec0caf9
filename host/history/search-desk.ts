// Searches of the whole history, newest first, read from the file in slices so that the chat goes on between them. One
// search to a session and a few in all: whoever searches anew keeps their place among those who wait.
import type { Message, MessagesFound, Refused } from '../../protocol/events.ts';
import { hasWords } from '../../protocol/search.ts';
import type { LineBlock } from '../../storage/line-file.ts';
import { createLineMatcher, type LineMatcher } from './line-matcher.ts';
import { contentOf, parseRecord } from './record.ts';

/** What is looked through at once: less than a millisecond of work. Others are served while the next is being read. */
const sliceBytes = 128 * 1024;
/** While nothing is found, how far the search has got is told this often. */
const progressEveryMs = 250;
const newline = 0x0a;

/** One conversation's. */
export interface SearchableHistory {
  /** Number of the newest message; 0 when there is none. */
  readonly lastSeq: number;
  /** The lines before message `seq` that fit into `buffer`, at least one. `first` counts from 0. */
  linesBefore(seq: number, buffer: Buffer): Promise<LineBlock>;
  /** True where the line of message `seq` has another text than the message has now. */
  isEdited(seq: number): boolean;
  /** A message of the file as it is now. */
  now(message: Message): Message;
}

/** That of a private talk in which nothing was said yet. */
export const emptyHistory: SearchableHistory = {
  lastSeq: 0,
  linesBefore: async () => ({ first: 0, bytes: Buffer.alloc(0) }),
  isEdited: () => false,
  now: (message) => message,
};

/** Whoever searches: told of hits as fast as they take them. */
export interface Searcher {
  readonly open: boolean;
  send(event: MessagesFound | Refused): void;
  /** Resolves when what was said has been taken, or nobody is there any more. */
  drain(): Promise<void>;
}

export interface Search {
  /** Of the command. */
  readonly id: string;
  /** Folded; see `parseQuery`. */
  readonly words: readonly string[];
  /** Only messages before this number; null for all. */
  readonly before: number | null;
  readonly limit: number;
  /** Where the search is, in events; absent for the main room. */
  readonly room?: string;
  /** Opens what is searched, once it is the searcher's turn. */
  open(): Promise<SearchableHistory>;
}

/** A search under way. */
interface Run {
  stopped: boolean;
}

export class SearchDesk {
  readonly #atOnce: number;
  readonly #onUnreadable: (error: unknown) => void;
  /** In the order of their turns. */
  readonly #waiting = new Map<Searcher, Search>();
  readonly #running = new Map<Searcher, Run>();

  /**
   * @param atOnce searches that run side by side
   * @param onUnreadable hears why the file could not be read; whoever searched is told `storage-failed`
   */
  constructor(atOnce: number, onUnreadable: (error: unknown) => void) {
    this.#atOnce = atOnce;
    this.#onUnreadable = onUnreadable;
  }

  /** Begins as soon as it is the searcher's turn. An older search of theirs ends and says nothing more. */
  search(searcher: Searcher, search: Search): void {
    this.#stopRunning(searcher);
    this.#waiting.set(searcher, search);
    this.#begin();
  }

  stop(searcher: Searcher): void {
    this.#stopRunning(searcher);
    this.#waiting.delete(searcher);
  }

  /** Ends all of them without a word; to be called before the file is closed. */
  close(): void {
    this.#waiting.clear();
    for (const run of this.#running.values()) run.stopped = true;
  }

  #stopRunning(searcher: Searcher): void {
    const run = this.#running.get(searcher);
    if (run) run.stopped = true;
  }

  #begin(): void {
    for (const [searcher, search] of this.#waiting) {
      if (this.#running.size >= this.#atOnce) return;
      // Its older one stops after the slice that it is reading.
      if (this.#running.has(searcher)) continue;
      this.#waiting.delete(searcher);
      const run: Run = { stopped: false };
      this.#running.set(searcher, run);
      void this.#run(searcher, search, run).finally(() => {
        this.#running.delete(searcher);
        this.#begin();
      });
    }
  }

  async #run(searcher: Searcher, search: Search, run: Run): Promise<void> {
    try {
      for await (const found of this.#find(search)) {
        if (run.stopped || !searcher.open) return;
        if (found === null) continue;
        searcher.send(found);
        await searcher.drain();
      }
    } catch (error) {
      if (run.stopped) return;
      this.#onUnreadable(error);
      const command = 'search-messages';
      searcher.send({ type: 'refused', replyTo: search.id, command, code: 'storage-failed', name: null });
    }
  }

  /** After each slice what is to be told then; null where that is nothing. */
  async *#find(search: Search): AsyncGenerator<MessagesFound | null> {
    const { id, words, before, limit, room } = search;
    const history = await search.open();
    const { lastSeq } = history;
    const buffer = Buffer.allocUnsafe(sliceBytes);
    const where = room === undefined ? {} : { room };
    const mayHave = createLineMatcher(longest(words));
    let searchedTo = Math.min(before ?? Infinity, lastSeq + 1);
    let left = limit;
    let toldAt = performance.now();
    for (;;) {
      const hits: Message[] = [];
      if (searchedTo > 1) {
        const block = await history.linesBefore(searchedTo, buffer);
        for (const hit of findInBlock(block, mayHave, words, history)) {
          hits.push(hit);
          if (hits.length === left) break;
        }
        left -= hits.length;
        searchedTo = left === 0 ? (hits.at(-1)?.seq ?? 1) : block.first + 1;
      }
      const over = left === 0 || searchedTo <= 1;
      const news = over || hits.length > 0 || performance.now() - toldAt >= progressEveryMs;
      if (news) toldAt = performance.now();
      const told = {
        ...where,
        replyTo: id,
        messages: hits,
        searchedTo: Math.max(1, searchedTo),
        lastSeq,
        over,
      };
      yield news ? { type: 'messages-found', ...told } : null;
      if (over) return;
    }
  }
}

/** The messages of a block that have all the words, newest first. */
function* findInBlock(
  { first, bytes }: LineBlock,
  mayHave: LineMatcher,
  words: readonly string[],
  history: Pick<SearchableHistory, 'isEdited' | 'now'>,
): Generator<Message> {
  // A newline within a text is written as an escape: each byte of it ends a line and its comma.
  let lines = 1;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) lines += 1;
  let end = bytes.length;
  for (let seq = first + lines; seq > first; seq -= 1) {
    const newlineAt = end === 0 ? -1 : bytes.lastIndexOf(newline, end - 1);
    const start = newlineAt + 1;
    const edited = history.isEdited(seq);
    if (edited || mayHave(bytes, start, end)) {
      const line = bytes.toString('utf8', start, end);
      if (edited || hasWords(contentOf(line), words)) {
        const message = history.now(parseRecord(line, seq));
        if (hasWords(message.content, words)) yield message;
      }
    }
    end = newlineAt - 1;
  }
}

/** The rarest, as far as that can be told without looking. */
function longest(words: readonly string[]): string {
  return words.reduce((one, other) => (other.length > one.length ? other : one), '');
}
