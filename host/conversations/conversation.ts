// Which conversations a host can have, how people name them, and where each is kept. Pure.
import { isMessageId } from '../../protocol/ids.ts';
import { mainRoom, talkWith } from '../../protocol/conversations.ts';
import { dataFileName } from '../data-folder.ts';

/** A room, or the private talk of two people. */
export type Conversation =
  | { readonly kind: 'room'; readonly id: string }
  /** The smaller id first. */
  | { readonly kind: 'talk'; readonly people: readonly [string, string] };

export const mainConversation: Conversation = { kind: 'room', id: mainRoom };

/** The talk of two people, whoever of them begins it. */
export function talkOf(one: string, other: string): Conversation {
  return { kind: 'talk', people: one < other ? [one, other] : [other, one] };
}

/** The other one of a talk. */
export function partnerIn(people: readonly [string, string], person: string): string {
  return people[0] === person ? people[1] : people[0];
}

/** Tells conversations apart, as text. Ids have no blanks. */
export function keyOf(conversation: Conversation): string {
  return conversation.kind === 'room' ? conversation.id : conversation.people.join(' ');
}

/** The conversation that `keyOf` calls so. */
export function conversationOf(key: string): Conversation {
  const [first = '', second] = key.split(' ');
  return second === undefined ? { kind: 'room', id: first } : talkOf(first, second);
}

/** What events say for somebody who hears them there: nothing for the main room. */
export function namedFor(conversation: Conversation, person: string | null): { readonly room?: string } {
  if (conversation.kind === 'talk') return { room: talkWith(partnerIn(conversation.people, person ?? '')) };
  return conversation.id === mainRoom ? {} : { room: conversation.id };
}

export const talkFolder = 'private';
export const roomFolder = 'rooms';

/** The file of a conversation, below the data folder. */
export function fileOf(conversation: Conversation): string {
  if (conversation.kind === 'talk') return `${talkFolder}/${conversation.people.map(toHex).join('.')}.json`;
  return conversation.id === mainRoom ? dataFileName : `${roomFolder}/${toHex(conversation.id)}.json`;
}

/** The file of what became of its messages. */
export function changesFileOf(conversation: Conversation): string {
  return fileOf(conversation).replace(/\.json$/, '.changes.json');
}

/** The people of the talk that is kept in a file of this name; null for other files. */
export function peopleOfFile(name: string): readonly [string, string] | null {
  const [, first = '', second = ''] = /^([0-9a-f]+)\.([0-9a-f]+)\.json$/.exec(name) ?? [];
  const people = [fromHex(first), fromHex(second)] as const;
  return people.every(isMessageId) ? people : null;
}

// Ids differ in case alone, and some systems' file names do not.
function toHex(id: string): string {
  return Buffer.from(id).toString('hex');
}

function fromHex(hex: string): string {
  return Buffer.from(hex, 'hex').toString();
}
