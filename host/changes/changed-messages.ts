// What became of messages, held in memory for those of which something did: pages are read from the file as they were sent
// and shown as they are now. The cost grows with the changes, not with the history.
import type { Message, MessageChange, Reaction } from '../../protocol/events.ts';

interface Changed {
  edited: { readonly content: string; readonly at: number } | null;
  deleted: boolean;
  /** Who reacted with each emoji, in the order in which they did. */
  readonly reactions: Map<string, Set<string>>;
}

export class ChangedMessages {
  readonly #byId = new Map<string, Changed>();
  /** Numbers of messages whose text in the file is not the one that they have now. */
  readonly #editedSeqs = new Set<number>();

  /** Takes a change in. Doing so again changes nothing. */
  apply(change: MessageChange): void {
    const changed = this.#byId.get(change.id) ?? { edited: null, deleted: false, reactions: new Map() };
    this.#byId.set(change.id, changed);
    switch (change.change) {
      case 'edited':
        if (!changed.deleted) changed.edited = { content: change.content, at: change.at };
        this.#editedSeqs.add(change.seq);
        break;
      case 'deleted':
        changed.deleted = true;
        changed.edited = null;
        changed.reactions.clear();
        break;
      case 'reacted':
        if (!changed.deleted) react(changed.reactions, change.emoji, change.by, change.on);
        break;
    }
  }

  /** True where what stands in the file says nothing of the text that the message has now. */
  isEdited(seq: number): boolean {
    return this.#editedSeqs.has(seq);
  }

  isDeleted(id: string): boolean {
    return this.#byId.get(id)?.deleted === true;
  }

  /** True where this person has this emoji on the message. */
  hasReacted(id: string, emoji: string, person: string): boolean {
    return this.#byId.get(id)?.reactions.get(emoji)?.has(person) === true;
  }

  /** A message as it is now. */
  now(message: Message): Message {
    const changed = this.#byId.get(message.id);
    if (changed === undefined) return message;
    if (changed.deleted) {
      const { seq, id, name, at, by, to } = message;
      return { seq, id, name, content: '', at, ...(by && { by }), ...(to && { to }), deleted: true };
    }
    const { edited, reactions } = changed;
    return {
      ...message,
      ...(edited && { content: edited.content, edited: edited.at }),
      ...(reactions.size > 0 && { reactions: listed(reactions) }),
    };
  }

  /** Messages as they are now. */
  allNow(messages: readonly Message[]): readonly Message[] {
    return this.#byId.size === 0 ? messages : messages.map((message) => this.now(message));
  }
}

function react(reactions: Changed['reactions'], emoji: string, person: string, on: boolean): void {
  const people = reactions.get(emoji) ?? new Set();
  if (on) people.add(person);
  else people.delete(person);
  if (people.size > 0) reactions.set(emoji, people);
  else reactions.delete(emoji);
}

function listed(reactions: Changed['reactions']): Reaction[] {
  return Array.from(reactions, ([emoji, by]) => ({ emoji, by: [...by] }));
}
