// What a crowd hears: reads out of each message when it was written, and counts.
import { percentile } from '../statistics.ts';
import type { Heard } from './load.ts';

/** A message carries the microseconds of this process's clock when it was written. */
const marker = 'sent@';
const digits = 16;
const deliveryLimitMs = 20_000;

/** A message's content, made the moment before it is sent. */
export function timedContent(bytes: number): string {
  const sentAt = String(Math.round(performance.now() * 1000)).padStart(digits, '0');
  return `${marker}${sentAt} `.padEnd(bytes, 'x');
}

export class Audience {
  readonly #latenciesMs: Float64Array;
  readonly #batches: Record<string, number> = {};
  readonly #complete = Promise.withResolvers<void>();
  #deliveries = 0;

  constructor(expected: number) {
    this.#latenciesMs = new Float64Array(expected);
  }

  /** Person `n` hears something. One frame may carry several messages. */
  hear(n: number, frame: Buffer): void {
    const now = performance.now();
    let messages = 0;
    for (let at = frame.indexOf(marker); at >= 0; at = frame.indexOf(marker, at + digits)) {
      const start = at + marker.length;
      const sentAtMs = Number(frame.toString('latin1', start, start + digits)) / 1000;
      if (this.#deliveries < this.#latenciesMs.length) this.#latenciesMs[this.#deliveries] = now - sentAtMs;
      this.#deliveries++;
      messages++;
    }
    if (n === 0 && messages > 0) this.#batches[messages] = (this.#batches[messages] ?? 0) + 1;
    if (this.#deliveries >= this.#latenciesMs.length) this.#complete.resolve();
  }

  /** Resolves when everything has been heard, or nothing more is to be expected. */
  async heard(): Promise<Heard> {
    const giveUp = setTimeout(() => this.#complete.resolve(), deliveryLimitMs);
    await this.#complete.promise;
    clearTimeout(giveUp);
    const latenciesMs = this.#latenciesMs.subarray(0, this.#deliveries);
    return {
      deliveries: this.#deliveries,
      p50Ms: percentile(latenciesMs, 0.5),
      p99Ms: percentile(latenciesMs, 0.99),
      batches: this.#batches,
    };
  }
}
