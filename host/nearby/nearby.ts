// The chats that are hosted around here, as their hosts announce them: found, asked how many people they have, and let
// go of when they say goodbye or fall silent. What comes in may be anybody's; see protocol/nearby.ts.
import type { Browser, Service } from 'bonjour-service';
import type { HostInfo } from '../../protocol/host-info.ts';
import { type NearbyChat, nearbyServiceType, parseAnnouncement } from '../../protocol/nearby.ts';
import { createMulticastDns } from './bonjour.ts';
import { askHostInfo } from './host-info.ts';
import { openMulticast, type OpenMulticast } from './multicast.ts';

/** How often everybody is asked again. */
const roundMs = 8_000;
/** Rounds without an answer after which a chat counts as gone: one packet may get lost, not each. */
const roundsSilent = 3;
/** No screen shows more, and no school hosts more at once. */
const maxChats = 40;
/** One machine that makes chats up must not fill the list. */
const maxChatsOfOneAddress = 4;
/** Chats of one machine in a round after which it is not listened to until the next one. */
const maxHeardOfOneAddress = 20;
/** Chats in a round, of however many machines, after which nobody is: what is heard is kept as long as a round. */
const maxHeard = 1_000;

export interface BrowsingOptions {
  /** Hears the list with every change of it. In the order in which the chats were found: nothing moves under a finger. */
  readonly onChange: (chats: readonly NearbyChat[]) => void;
  /** The network; tests hand in one of their own. */
  readonly openMulticast?: OpenMulticast;
  /** Asks a host what it is, by the URL of its `/api/info`; null where it does not say. */
  readonly askInfo?: (url: string) => Promise<HostInfo | null>;
  readonly roundMs?: number;
}

interface Found {
  chat: NearbyChat;
  /** The last round in which it was heard. */
  round: number;
}

/** Looks around until it is closed. Where the network takes no multicast, the list stays empty. */
export function browseChats(options: BrowsingOptions): { close(): void } {
  const { onChange, askInfo = askHostInfo } = options;
  const multicast = (options.openMulticast ?? openMulticast)(() => undefined);
  /** How many chats each machine has announced in this round. */
  const heardOf = new Map<string, number>();
  const { bonjour, close } = createMulticastDns({
    ...multicast,
    subscribe: (listener) =>
      multicast.subscribe((packet, from) => {
        if ((heardOf.get(from) ?? 0) <= maxHeardOfOneAddress) listener(packet, from);
      }),
  });
  const found = new Map<string, Found>();
  let browser: Browser | null = null;
  let round = 0;
  let closed = false;

  function tell(): void {
    if (!closed) onChange([...found.values()].map(({ chat }) => chat));
  }

  function hear({ name, port, txt, referer }: Service): void {
    const heard = parseAnnouncement({ name, port, texts: txt, from: referer?.address });
    if (heard === null) return;
    const known = found.get(heard.id);
    if (known !== undefined) known.round = round;
    else if (hasRoom(heard.address)) {
      found.set(heard.id, { chat: heard, round });
      tell();
    } else return;
    void ask(known?.chat ?? heard, heard);
  }

  function hasRoom(address: string): boolean {
    const [machine] = address.split(':');
    const ofMachine = [...found.values()].filter(({ chat }) => chat.address.split(':')[0] === machine);
    return found.size < maxChats && ofMachine.length < maxChatsOfOneAddress;
  }

  /**
   * What a host says over its own connection is better than what is said of it. One on two networks is heard from two
   * addresses: the first that was heard stays, as long as it answers.
   */
  async function ask(chat: NearbyChat, heard: NearbyChat): Promise<void> {
    const info = await askInfo(`http://${chat.address}/api/info`);
    const entry = found.get(chat.id);
    if (entry?.chat.address !== chat.address) return;
    if (info !== null) update(entry, { ...chat, name: info.name, people: info.people });
    else if (heard.address !== chat.address) update(entry, heard);
  }

  function update(entry: Found, chat: NearbyChat): void {
    const before = entry.chat;
    entry.chat = chat;
    const keys = ['name', 'address', 'people'] as const;
    if (keys.some((key) => chat[key] !== before[key])) tell();
  }

  function forget(id: string): void {
    if (found.delete(id)) tell();
  }

  /**
   * A browser of the library keeps what it has ever heard and never tells of it again, so each round has its own: it
   * forgets what a stranger filled it with, and hears again who is still there.
   */
  function startRound(): void {
    round += 1;
    browser?.stop();
    heardOf.clear();
    const own = bonjour.find({ type: nearbyServiceType });
    own.on('up', (service) => {
      const from = service.referer?.address ?? '';
      heardOf.set(from, (heardOf.get(from) ?? 0) + 1);
      if (own.services.length > maxHeard) own.stop();
      hear(service);
    });
    own.on('down', ({ name }) => forget(name));
    browser = own;
    for (const [id, entry] of found) {
      if (round - entry.round > roundsSilent) forget(id);
    }
  }

  startRound();
  const timer = setInterval(startRound, options.roundMs ?? roundMs);
  return {
    close() {
      closed = true;
      clearInterval(timer);
      browser?.stop();
      bonjour.destroy();
      close();
      multicast.close();
    },
  };
}
