// The chats that are open nearby, for a terminal: looked for once, shown as a list, chosen by number.
import { parseAddress } from '../client/address.ts';
import { browseChats, type BrowsingOptions } from '../host/nearby/nearby.ts';
import type { NearbyChat } from '../protocol/nearby.ts';
import { safeLine } from './terminal-text.ts';

/** Every host answers within a fraction of it; the rest is for hosts to say how many people they have. */
const lookMs = 1_500;

export type FindNearby = () => Promise<readonly NearbyChat[]>;

/** Looks around for a moment; empty also where the network takes no multicast. */
export function findNearby(
  options: Pick<BrowsingOptions, 'openMulticast'> = {},
): Promise<readonly NearbyChat[]> {
  return new Promise((resolve) => {
    let found: readonly NearbyChat[] = [];
    const browsing = browseChats({ ...options, onChange: (chats) => (found = chats) });
    setTimeout(() => {
      browsing.close();
      resolve(found);
    }, lookMs);
  });
}

/** A row for each chat, numbered from 1; or that there is none. */
export function nearbyText(chats: readonly NearbyChat[]): string {
  if (chats.length === 0)
    return 'No chat is open nearby, or this network does not let devices find each other.';
  return chats
    .map(({ name, address, people }, index) => {
      const count = people === null ? '' : `, ${people === 1 ? '1 person' : `${people} people`}`;
      return `${index + 1}  ${address}  ${name === '' ? 'a chat' : safeLine(name)}${count}`;
    })
    .join('\n');
}

export interface AddressQuestion {
  /** Null where the input ends instead. */
  ask(question: string): Promise<string | null>;
  say(text: string): void;
  complain(): void;
  findNearby: FindNearby;
}

/** Asks where the chat is until the answer is an address, or the number of a chat nearby. */
export async function askAddress(question: AddressQuestion): Promise<string | null> {
  const chats = await question.findNearby();
  if (chats.length > 0) question.say(`Open nearby:\n${nearbyText(chats)}`);
  const words =
    chats.length > 0 ? 'Its number, or an address: ' : 'Address of the chat, such as 192.168.1.5: ';
  for (;;) {
    const answer = await question.ask(words);
    if (answer === null) return null;
    const chosen = /^\d{1,2}$/.test(answer.trim()) ? chats[Number(answer) - 1]?.address : answer;
    if (chosen !== undefined && parseAddress(chosen).ok) return chosen;
    question.complain();
  }
}
