// Packets to and from everyone in the networks of this machine, as multicast DNS sends them. Knows nothing of what is
// in them. What it cannot do (port taken, no network, a firewall) it says once and goes on without.
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { systemCode } from '../../storage/disk.ts';
import { createTokenBucket } from '../sessions/token-bucket.ts';

/** RFC 6762, section 3. */
const group = '224.0.0.251';
const mdnsPort = 5353;
/** Where a packet ends that no link takes (RFC 6762, section 17). */
const maxPacketBytes = 9_000;
/** A network with many devices is quieter than this; a flood costs no more. */
const packetsPerSecond = 100;
const packetBurst = 400;
/** A laptop changes its network. */
const lookAtNetworksMs = 5_000;
/** Some machines have dozens of virtual adapters; a system takes only so many memberships (20 on Linux). */
const maxNetworks = 16;
/** A packet that is not out by then is not waited for. */
const sendTimeoutMs = 300;

export interface Multicast {
  /** Sends to every network of this machine; resolves once it is out, or cannot be. */
  send(packet: Uint8Array): Promise<void>;
  /**
   * Calls back with every packet and the address that it came from, those of this machine among them. What a listener
   * throws at a packet costs that packet.
   */
  subscribe(listener: (packet: Buffer, from: string) => void): () => void;
  close(): void;
}

/** @param onTrouble hears once, by the system's code, why nobody is reached */
export type OpenMulticast = (onTrouble: (code: string) => void) => Multicast;

/** Opens it; whether that works comes out later. */
export function openMulticast(onTrouble: (code: string) => void, port = mdnsPort): Multicast {
  const listeners = new Set<(packet: Buffer, from: string) => void>();
  const joined = new Set<string>();
  const bucket = createTokenBucket(packetsPerSecond, packetBurst);
  // Without a look-up of its own the choice of the network and the sending would not be one step.
  const socket = createSocket({
    type: 'udp4',
    reuseAddr: true,
    lookup: (address, _options, found) => found(null, address, 4),
  });
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let said = false;
  /** Resolves to whether there is anything to send with. */
  const opened = new Promise<boolean>((resolve) => {
    socket.on('error', (error) => {
      trouble(error);
      resolve(false);
    });
    socket.bind(port, () => {
      try {
        socket.setMulticastTTL(255);
        socket.setMulticastLoopback(true);
      } catch (error) {
        trouble(error);
      }
      joinNetworks();
      timer = setInterval(joinNetworks, lookAtNetworksMs).unref();
      resolve(true);
    });
  });
  // What is open only for others must not keep a program from ending.
  socket.unref();

  socket.on('message', (packet, { address }) => {
    if (packet.length > maxPacketBytes || bucket.take(performance.now()) > 0) return;
    for (const listener of [...listeners]) {
      try {
        listener(packet, address);
      } catch {
        // Made up to break somebody: it has nothing to say to us.
      }
    }
  });

  function trouble(error: unknown): void {
    if (said || closed) return;
    said = true;
    onTrouble(systemCode(error));
  }

  function joinNetworks(): void {
    const now = new Set(ownAddresses());
    for (const address of joined) {
      if (!now.has(address)) joined.delete(address);
    }
    let failure: unknown = null;
    for (const address of now) {
      if (joined.has(address)) continue;
      try {
        socket.addMembership(group, address);
      } catch (error) {
        // It was left and come back to, and the system has not forgotten.
        if (systemCode(error) !== 'EADDRINUSE') {
          failure = error;
          continue;
        }
      }
      joined.add(address);
    }
    if (joined.size === 0 && failure !== null) trouble(failure);
  }

  /** Resolves to what went wrong, or null. */
  function sendTo(address: string, packet: Uint8Array): Promise<unknown> {
    return new Promise((sent) => {
      try {
        socket.setMulticastInterface(address);
        socket.send(packet, port, group, sent);
      } catch (error) {
        // That network has just gone.
        sent(error);
      }
    });
  }

  async function sendToAll(packet: Uint8Array): Promise<void> {
    if (!(await opened) || closed) return;
    const failures = await Promise.all([...joined].map((address) => sendTo(address, packet)));
    // A VPN that takes no multicast is no news while another network does.
    if (failures.length > 0 && failures.every((failure) => failure !== null)) trouble(failures[0]);
  }

  return {
    send: (packet) => Promise.race([sendToAll(packet), delay(sendTimeoutMs)]),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      if (closed) return;
      closed = true;
      if (timer) clearInterval(timer);
      listeners.clear();
      socket.close();
    },
  };
}

/** One address for each network; of the machine itself only where it is on none. */
function ownAddresses(): string[] {
  const adapters = Object.values(networkInterfaces());
  const ofKind = (internal: boolean): string[] =>
    adapters.flatMap((infos = []) => {
      const info = infos.find((each) => each.family === 'IPv4' && each.internal === internal);
      return info === undefined ? [] : [info.address];
    });
  const outside = ofKind(false);
  return (outside.length > 0 ? outside : ofKind(true)).slice(0, maxNetworks);
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
