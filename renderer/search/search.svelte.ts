// The search as somebody types it: when it is asked for, which hit is chosen, what happens when the connection or the
// history changes under it. What was found is in the state of the chat. Knows no element of the page.
import { canSearchOn } from '../../client/search-state.ts';
import type { SearchState } from '../../client/search-state.ts';
import { parseQuery } from '../../protocol/search.ts';
import type { ChatModel } from '../chat/chat-model.svelte.ts';

/** What an input method gives as the key while it composes, where the browser does not say so otherwise. */
const composingKeyCode = 229;

/** The part of a keyboard event that is looked at. */
export type SearchKey = Pick<KeyboardEvent, 'key' | 'keyCode' | 'isComposing'>;

export class Search {
  open = $state(false);
  query = $state('');
  /** Index of the hit that Enter goes to. */
  chosen = $state(0);
  /** The chosen hit is gone from the chat, or could not be fetched. */
  notShown = $state(false);
  /** Counts how often somebody wanted to type. */
  calls = $state(0);

  readonly #chat: ChatModel;
  readonly #pauseMs: number;
  #composing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was last asked for; null where nothing is. */
  #asked: string | null = null;
  /** True once the state has shown what was asked for: only then can it be lost. */
  #heard = false;

  /** What was found before, which is shown until there is an answer: the hits would blink with every letter. */
  #before = $state.raw<SearchState | null>(null);

  readonly found = $derived.by(() => this.#chat.state.search);
  readonly #unanswered = $derived(this.found?.running === true && this.found.hits.length === 0);
  readonly #shown = $derived(this.#unanswered ? this.#before : this.found);
  readonly hits = $derived(this.#shown?.hits ?? []);
  /** Text that the hits were found with. */
  readonly shownQuery = $derived(this.#shown?.query ?? '');
  /** Folded words of it, to mark them. */
  readonly words = $derived.by(() => {
    const words = parseQuery(this.shownQuery);
    return words.ok ? words.value : [];
  });

  /** @param pauseMs how long typing rests before it is searched */
  constructor(chat: ChatModel, pauseMs = 200) {
    this.#chat = chat;
    this.#pauseMs = pauseMs;
  }

  show(): void {
    this.open = true;
    this.calls += 1;
    const query = this.query.trim();
    if (this.found === null || query !== this.#asked) this.#ask(query);
  }

  /** What was found stays for the next time; what is still looked for does not. */
  hide(): void {
    this.open = false;
    this.notShown = false;
    clearTimeout(this.#timer);
    if (this.found?.running === true) this.#forget();
  }

  /** The text has changed. Nothing is searched while an input method composes: half a letter finds the wrong things. */
  input(): void {
    clearTimeout(this.#timer);
    if (this.#composing) return;
    const query = this.query.trim();
    if (query === this.#asked) return;
    if (query === '') this.#forget();
    else this.#timer = setTimeout(() => this.#ask(query), this.#pauseMs);
  }

  compositionStart(): void {
    this.#composing = true;
  }

  compositionEnd(): void {
    this.#composing = false;
    this.input();
  }

  /** True where the key was used up. */
  keydown({ key, keyCode, isComposing }: SearchKey): boolean {
    if (this.#composing || isComposing || keyCode === composingKeyCode) return false;
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        this.choose(this.chosen + (key === 'ArrowDown' ? 1 : -1));
        return true;
      case 'Enter':
        this.#enter();
        return true;
      default:
        return false;
    }
  }

  choose(index: number): void {
    if (this.#unanswered) return;
    if (index >= this.hits.length) this.more();
    this.chosen = Math.max(0, Math.min(index, this.hits.length - 1));
  }

  /** Leads to a hit; true where it is in the timeline now. */
  async goTo(index: number): Promise<boolean> {
    const hit = this.hits[index];
    if (hit === undefined) return false;
    this.chosen = index;
    const shown = await this.#chat.showMessage(hit.seq);
    this.notShown = !shown.ok || !shown.value;
    return !this.notShown;
  }

  /** Fetches further hits where there may be some. */
  more(): void {
    if (this.found !== null && canSearchOn(this.found)) void this.#chat.port.searchOn();
  }

  /** Another conversation is on the screen: the same words are looked for there. */
  moved(): void {
    const query = this.#asked;
    if (query === null) return;
    this.#forget();
    if (this.open) this.#ask(query);
  }

  /** To be called whenever the chat has changed: what was lost with the connection or the history is searched again. */
  follow(): void {
    const { search, connection } = this.#chat.state;
    if (search !== null && search.query === this.#asked) this.#heard = true;
    if (!this.open || !this.#heard || connection.name !== 'joined') return;
    if (search === null) this.#ask(this.#asked ?? '');
    else if (search.failure === 'connection-lost') this.more();
  }

  #enter(): void {
    const query = this.query.trim();
    if (query !== this.#asked) this.#ask(query);
    else if (!this.#unanswered) void this.goTo(this.chosen);
  }

  #ask(query: string): void {
    clearTimeout(this.#timer);
    if (query === '') return;
    this.#before = this.#shown;
    this.#asked = query;
    this.#heard = false;
    this.chosen = 0;
    this.notShown = false;
    void this.#chat.port.search(query, this.#chat.room);
  }

  #forget(): void {
    this.#before = null;
    this.#asked = null;
    this.#heard = false;
    void this.#chat.port.stopSearch();
  }
}
