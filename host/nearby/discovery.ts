// Tells the devices around that a chat is hosted here, and that it is not any more. Never in the way of the chat: where
// the network takes no multicast, this is said once and people come in by code and address as before.
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { announcementTexts, nearbyServiceType } from '../../protocol/nearby.ts';
import { createMulticastDns } from './bonjour.ts';
import { openMulticast, type OpenMulticast } from './multicast.ts';

export interface AnnouncingOptions {
  readonly chatName: string;
  readonly port: number;
  /** The address that the host listens on; undefined for all. */
  readonly bind: string | undefined;
  /** The network; tests hand in one of their own. */
  readonly openMulticast?: OpenMulticast;
  /** Hears once, by the system's code, why nobody finds the chat by itself. */
  readonly onTrouble: (code: string) => void;
}

export interface Announcing {
  /** What the entry of this chat is known by in the lists of the others: random, so that two chats are never one. */
  readonly id: string;
  /** Shows the chat to the devices around, or takes it out of their lists. */
  set(announced: boolean): void;
  /** Takes it out of the lists; resolves when the others have been told, or cannot be. */
  close(): Promise<void>;
}

/** Nothing is said until `set(true)`; a host that listens only to its own machine never says anything. */
export function createAnnouncing(options: AnnouncingOptions): Announcing {
  const id = randomBytes(10).toString('hex');
  let withdraw: (() => Promise<void>) | null = null;
  /** The last goodbye: it may still be on its way. */
  let said: Promise<void> = Promise.resolve();

  function announce(): () => Promise<void> {
    const multicast = (options.openMulticast ?? openMulticast)(options.onTrouble);
    const { bonjour, close } = createMulticastDns(multicast);
    bonjour.publish({
      name: id,
      type: nearbyServiceType,
      port: options.port,
      txt: announcementTexts(options.chatName),
      // Its name is random: nobody else has it, and nobody need be asked.
      probe: false,
    });
    return async () => {
      await new Promise((told) => bonjour.unpublishAll(told));
      bonjour.destroy();
      close();
      multicast.close();
    };
  }

  function set(announced: boolean): void {
    if (announced === (withdraw !== null) || (announced && isOnlyThisMachine(options.bind))) return;
    if (announced) withdraw = announce();
    else {
      said = Promise.all([said, withdraw?.()]).then(() => undefined);
      withdraw = null;
    }
  }

  return {
    id,
    set,
    async close() {
      set(false);
      await said;
    },
  };
}

/** Others would find a chat that does not answer them. IPv6 alone cannot be announced over IPv4. */
function isOnlyThisMachine(bind: string | undefined): boolean {
  if (bind === undefined || bind === '0.0.0.0' || bind === '::') return false;
  return bind === 'localhost' || bind.startsWith('127.') || isIP(bind) === 6;
}
