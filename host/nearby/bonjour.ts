// The library that speaks multicast DNS, on the packets of ours: so it neither opens a socket by itself nor can a packet
// that it stumbles over end this program.
import { EventEmitter } from 'node:events';
import { Bonjour } from 'bonjour-service';
import type { Multicast } from './multicast.ts';

export interface MulticastDns {
  readonly bonjour: Bonjour;
  /** Stops listening; what is under way still goes out. The multicast itself stays open. */
  close(): void;
}

export function createMulticastDns(multicast: Multicast): MulticastDns {
  const socket = new PacketSocket(multicast);
  const stop = multicast.subscribe((packet, address) => {
    socket.emit('message', packet, { address, family: 'IPv4', port: 5353, size: packet.length });
  });
  // The library's types know those of its options that a service has too, as the port.
  const options = { port: 5353, socket, bind: false, multicast: false };
  return {
    // A packet that does not go out is not worth more than the silence that follows.
    bonjour: new Bonjour(options, () => undefined),
    close: stop,
  };
}

/** The part of a `dgram.Socket` that the library uses of one that is open already. */
class PacketSocket extends EventEmitter {
  readonly #multicast: Multicast;

  constructor(multicast: Multicast) {
    super();
    this.#multicast = multicast;
  }

  send(
    packet: Uint8Array,
    offset: number,
    length: number,
    _port: number,
    _address: string,
    sent: () => void,
  ): void {
    void this.#multicast.send(packet.subarray(offset, offset + length)).then(sent);
  }

  close(closed?: () => void): void {
    closed?.();
  }
}
