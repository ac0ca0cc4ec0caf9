// Where the timeline's scroller stands, and how it is brought to its end or kept where it is. Knows elements and no
// messages; whether the end is wanted is said in `follow.svelte.ts`.

export class ScrollPlace {
  readonly #scroller: () => HTMLElement | undefined;
  readonly #below: () => HTMLElement | undefined;
  /** Pixels from the top of the screen to the scroller, as last looked at. */
  #top: number | null = null;

  /** @param below what stands behind the last row, in the scroller; both are undefined until they are in the page */
  constructor(scroller: () => HTMLElement | undefined, below: () => HTMLElement | undefined) {
    this.#scroller = scroller;
    this.#below = below;
  }

  /**
   * Pixels from the top to the end of all rows, as the list has measured them. A row that has just grown reaches below
   * that (`scrollHeight` says so), and whoever scrolled there would scroll a short list out of what it draws.
   */
  get height(): number {
    const below = this.#below();
    return below ? below.offsetTop + below.offsetHeight : 0;
  }

  toEnd(): void {
    const scroller = this.#scroller();
    if (!scroller) return;
    // Never up: the browser does that where rows have shrunk. A row that is not measured yet may reach further than the
    // list knows, and the list lets go of what lies behind whoever goes up.
    moveTo(scroller, Math.max(scroller.scrollTop, this.height - scroller.clientHeight));
  }

  /**
   * Call when anything around may have another height. What comes and goes above the scroller, as a banner, takes its
   * room from there.
   * @param reading false where the end is kept instead: what is read there does not have to be held
   */
  stay(reading: boolean): void {
    const scroller = this.#scroller();
    if (!scroller) return;
    const { top } = scroller.getBoundingClientRect();
    // Whole pixels, as scrollers are scrolled by: there and back again is the same place.
    const moved = Math.trunc(top - (this.#top ?? top));
    this.#top = top;
    if (moved !== 0 && reading) moveTo(scroller, scroller.scrollTop + moved);
  }
}

/** The list is told: by itself it hears of it in the next frame, and this one would show nothing where it was not before. */
function moveTo(scroller: HTMLElement, offset: number): void {
  const before = scroller.scrollTop;
  scroller.scrollTop = offset;
  if (scroller.scrollTop !== before) scroller.dispatchEvent(new Event('scroll'));
}
