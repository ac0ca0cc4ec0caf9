// What was begun and is to be over before what it works on is closed.
export class UnderWay {
  readonly #works = new Set<Promise<unknown>>();

  /** Resolves or rejects as the work does. */
  async follow<Value>(work: Promise<Value>): Promise<Value> {
    this.#works.add(work);
    try {
      return await work;
    } finally {
      this.#works.delete(work);
    }
  }

  /** Resolves once all that was begun until now is over, whatever became of it. */
  async over(): Promise<void> {
    await Promise.allSettled(this.#works);
  }
}
