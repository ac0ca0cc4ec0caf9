// Whether somebody looks at the chat, and what came while nobody did: how many messages, and where the "New" line stands.
// Knows no message and no conversation; both are told to it in numbers.

export class Attention {
  /** Messages of others that came while nobody was looking. */
  unread = $state(0);
  /** The "New" line stands behind this message of the conversation on the screen; null where there is none. */
  newAfterSeq = $state<number | null>(null);
  #reading = $state(true);
  #looking = true;
  #attended = true;

  /** True while somebody looks at the page. */
  get reading(): boolean {
    return this.#reading;
  }

  /** Says whether the page is looked at. Leaving takes the "New" line away; coming back makes nothing unread. */
  setLooking(looking: boolean): void {
    this.#looking = looking;
    this.#judge();
  }

  /** Says whether the window has the focus, where the system knows it better than the page. */
  setAttended(attended: boolean): void {
    this.#attended = attended;
    this.#judge();
  }

  /**
   * Messages of others have come.
   *
   * @param after number of the message before them where they stand on the screen, else null
   */
  arrived(count: number, after: number | null): void {
    if (this.#reading) return;
    this.unread += count;
    if (after !== null) this.newAfterSeq ??= after;
  }

  #judge(): void {
    const reading = this.#looking && this.#attended;
    if (reading === this.#reading) return;
    this.#reading = reading;
    if (reading) this.unread = 0;
    else this.newAfterSeq = null;
  }
}
