// The network of a school's computer, without a network: chats that others host are announced to whatever opens a UDP
// socket in this process, and say how many people they have.
import dgram, { type Socket } from 'node:dgram';
import { EventEmitter } from 'node:events';
import { createAnnouncing } from '../../host/nearby/discovery.ts';
import { createLan } from '../lan.ts';

export interface Neighbour {
  readonly name: string;
  readonly address: string;
  readonly people: number;
}

/** In the environment of the app: a JSON array of neighbours. */
export const neighboursVariable = 'CHATBOX_GALLERY_NEIGHBOURS';

const port = 8765;

/** @param ownAddress of this computer */
export function openSchoolNetwork(ownAddress: string, neighbours: readonly Neighbour[]): void {
  const lan = createLan();
  for (const { name, address } of neighbours) {
    const openMulticast = lan.open(address);
    const onTrouble = (): void => undefined;
    createAnnouncing({ chatName: name, port, bind: undefined, openMulticast, onTrouble }).set(true);
  }

  dgram.createSocket = (): Socket => {
    const multicast = lan.open(ownAddress)(() => undefined);
    const socket = new EventEmitter();
    multicast.subscribe((packet, address) => socket.emit('message', packet, { address }));
    const nothing = (): void => undefined;
    const parts = {
      bind: (_port: number, bound: () => void) => queueMicrotask(bound),
      send: (packet: Uint8Array, _port: number, _group: string, sent: (error: null) => void) =>
        void multicast.send(packet).then(() => sent(null)),
      close: () => multicast.close(),
      unref: nothing,
      addMembership: nothing,
      setMulticastInterface: nothing,
      setMulticastLoopback: nothing,
      setMulticastTTL: nothing,
    };
    // What the app uses of one, and no more.
    return Object.assign(socket, parts) as unknown as Socket;
  };

  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input);
    const neighbour = neighbours.find(({ address }) => address === hostname);
    return neighbour === undefined
      ? fetch(input, init)
      : Response.json({ name: neighbour.name, hostName: '', people: neighbour.people });
  };
}
