// What a host tells the devices around it by multicast DNS (RFC 6762, 6763), and what a list of nearby chats shows.
// Everything that comes in may have been made up by anybody in the network. See docs/protocol.md.
import { protocolVersion } from './limits.ts';
import { oneLine } from './one-line.ts';

/** `_classic-chatbox._tcp`. */
export const nearbyServiceType = 'classic-chatbox';

/** A hosted chat that can be joined from here. */
export interface NearbyChat {
  /** Of the host while it runs: two chats of one name are two, one chat on two networks is one. */
  readonly id: string;
  /** On one line; empty where it said none. */
  readonly name: string;
  /** As a person would type it: `192.168.1.5:8765`. */
  readonly address: string;
  /** Null until it is known. */
  readonly people: number | null;
}

/** A DNS name has no upper case that counts, and no dot inside of a part. */
const instanceName = /^[a-z0-9-]{8,40}$/;
/** A TXT string has 255 bytes, key included (RFC 6763, 6.1). */
const maxNameBytes = 200;
const maxNameLength = 200;

/** The TXT strings of a host. A name that is too long for them is cut; `/api/info` has the whole. */
export function announcementTexts(chatName: string): Readonly<Record<string, string>> {
  return { v: String(protocolVersion), name: cutToBytes(chatName, maxNameBytes), path: '/' };
}

/** An announcement as a library read it, nothing of it checked. */
export interface HeardAnnouncement {
  readonly name: unknown;
  readonly port: unknown;
  readonly texts: unknown;
  /** Where the packet came from. */
  readonly from: unknown;
}

/**
 * What an announcement comes to; null for one that no host of ours makes. The address is the one that the packet came
 * from, never one that it names: nobody can send the others to somebody else's machine.
 */
export function parseAnnouncement(heard: HeardAnnouncement): NearbyChat | null {
  const { name: id, port, from, texts } = heard;
  if (typeof id !== 'string' || !instanceName.test(id)) return null;
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) return null;
  if (typeof from !== 'string' || !isOneMachine(from)) return null;
  if (typeof texts !== 'object' || texts === null) return null;
  const { v, name, path }: { v?: unknown; name?: unknown; path?: unknown } = texts;
  // Hosts of another version are listed: joining one says who has to update.
  if (typeof v !== 'string' || !/^[1-9]\d{0,3}$/.test(v) || path !== '/') return null;
  return {
    id,
    name: typeof name === 'string' ? oneLine(name, maxNameLength).trim() : '',
    address: `${from}:${port}`,
    people: null,
  };
}

/** True for an IPv4 address of one machine: neither nobody, nor a group, nor everybody. */
function isOneMachine(address: string): boolean {
  if (!/^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/.test(address)) return false;
  const [first = 0, ...rest] = address.split('.').map(Number);
  return first > 0 && first < 224 && rest.every((part) => part < 256);
}

function cutToBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let cut = '';
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
    if (bytes > maxBytes) break;
    cut += character;
  }
  return cut;
}
