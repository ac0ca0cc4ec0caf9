// This machine's addresses as the system has them, which is asked now and then: on Windows it takes a while to say.
import { networkInterfaces } from 'node:os';
import type { HostAddress } from '../../protocol/host-status.ts';
import { rankAddresses } from './addresses.ts';

/** How long an answer is good for. */
const lifetimeMs = 3_000;

export interface OwnAddresses {
  /** Likeliest first. */
  get(): readonly HostAddress[];
  /** The next one asks anew. */
  forget(): void;
}

/** @param port that stands behind each address; it may be another one once all are forgotten */
export function createOwnAddresses(port: () => number): OwnAddresses {
  let addresses: readonly HostAddress[] = [];
  let askedAt = -Infinity;
  return {
    get() {
      if (performance.now() - askedAt > lifetimeMs) {
        addresses = rankAddresses(networkInterfaces(), port());
        askedAt = performance.now();
      }
      return addresses;
    },
    forget() {
      askedAt = -Infinity;
    },
  };
}
