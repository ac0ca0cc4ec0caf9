// Fetches pages of the history at one end of the timeline: one at a time, and not again by itself after it failed.
import type { Result } from '../../protocol/error-codes.ts';

export class Pager {
  state = $state<'idle' | 'loading' | 'failed'>('idle');
  readonly #load: () => Promise<Result<boolean>>;

  constructor(load: () => Promise<Result<boolean>>) {
    this.#load = load;
  }

  async fetch(): Promise<void> {
    if (this.state !== 'idle') return;
    this.state = 'loading';
    const result = await this.#load();
    this.state = result.ok ? 'idle' : 'failed';
  }

  /** There is reason to try again. */
  reset(): void {
    if (this.state === 'failed') this.state = 'idle';
  }

  async retry(): Promise<void> {
    this.reset();
    await this.fetch();
  }
}
