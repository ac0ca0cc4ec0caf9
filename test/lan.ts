// A network in memory for what speaks multicast: everybody hears everybody, themselves among them.
import type { Multicast, OpenMulticast } from '../host/nearby/multicast.ts';

export interface Lan {
  /** Of one machine with this address. */
  open(address: string): OpenMulticast;
  /** Puts a packet on the network as if it came from this address. */
  inject(packet: Uint8Array, address: string): void;
  /** How many have it open. */
  readonly members: number;
}

export function createLan(): Lan {
  const members = new Set<(packet: Buffer, from: string) => void>();
  function deliver(packet: Uint8Array, from: string): void {
    for (const member of [...members]) member(Buffer.from(packet), from);
  }
  return {
    get members() {
      return members.size;
    },
    inject: deliver,
    open: (address) => (): Multicast => {
      const listeners = new Set<(packet: Buffer, from: string) => void>();
      const member = (packet: Buffer, from: string): void => {
        for (const listener of [...listeners]) listener(packet, from);
      };
      members.add(member);
      return {
        async send(packet) {
          await Promise.resolve();
          deliver(packet, address);
        },
        subscribe(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        close: () => void members.delete(member),
      };
    },
  };
}
