// Who reacted to a message, or has read it, in names: of people who are here, and of those who wrote something of what is
// held. Pure.
import type { ChatState } from '../../client/chat-state.ts';
import type { Messages } from '../i18n/messages.ts';

/** Names in one line; of more people only the number is said. */
const mostNames = 12;
/** Messages looked through from the end for the name of somebody who has left. */
const newest = 500;

type Known = Pick<ChatState, 'people' | 'messages' | 'you'>;

function nameOf(id: string, { people, messages }: Known): string | null {
  const here = people.find((person) => person.id === id);
  if (here !== undefined) return here.name;
  return messages.slice(-newest).findLast((message) => message.by === id)?.name ?? null;
}

/** Oneself first; people of whom no name is known are counted. */
export function whoIs(ids: readonly string[], state: Known, words: Messages['write']): string {
  const others = ids.filter((id) => id !== state.you?.id);
  const names = others.slice(0, mostNames).flatMap((id) => nameOf(id, state) ?? []);
  const all = others.length < ids.length ? [words.you, ...names] : names;
  if (all.length === 0) return words.someone(ids.length);
  return words.who(all, ids.length - all.length);
}
