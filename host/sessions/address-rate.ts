// How often each address may do something: a token bucket for each, forgotten as soon as it is full again.
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Buckets kept before those that are full are looked for. */
const keptBuckets = 1_000;

interface Entry {
  readonly bucket: TokenBucket;
  usedAt: number;
}

export class AddressRate {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #entries = new Map<string, Entry>();

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** Addresses that are remembered. */
  get size(): number {
    return this.#entries.size;
  }

  /** True where this address may once more. `now` is in milliseconds of any steady clock. */
  take(address: string, now: number): boolean {
    let entry = this.#entries.get(address);
    if (entry === undefined) {
      if (this.#entries.size >= keptBuckets) this.#forgetFull(now);
      entry = { bucket: createTokenBucket(this.#perSecond, this.#burst), usedAt: now };
      this.#entries.set(address, entry);
    }
    entry.usedAt = now;
    return entry.bucket.take(now) === 0;
  }

  #forgetFull(now: number): void {
    const fullAfterMs = (this.#burst / this.#perSecond) * 1000;
    for (const [address, { usedAt }] of this.#entries) {
      if (now - usedAt >= fullAfterMs) this.#entries.delete(address);
    }
  }
}
