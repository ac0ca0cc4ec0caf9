// What becomes of messages that are held, when a host says that they were edited, deleted or reacted to. Pure; knows one
// list of messages and not which conversation or search it belongs to.
import type { MessageRef } from '../protocol/commands.ts';
import type { Message, MessageChange, Reaction } from '../protocol/events.ts';

/**
 * The messages after these changes; `messages` itself where they concern none of them. Taking a change in twice does no
 * harm. Costs one copy of the array where something changed; those that did not keep their identity.
 *
 * @param messages a run without gaps, or the hits of a search
 */
export function applyChanges(
  messages: readonly Message[],
  changes: readonly MessageChange[],
): readonly Message[] {
  let changed: Message[] | null = null;
  for (const change of changes) {
    const now = changed ?? messages;
    const index = indexOf(now, change);
    const message = now[index];
    if (message === undefined) continue;
    const next = changeMessage(message, change);
    if (next === message) continue;
    changed ??= messages.slice();
    changed[index] = next;
  }
  return changed ?? messages;
}

/** The message that is meant, where it is held; in a run it is found by arithmetic. */
export function findMessage(messages: readonly Message[], wanted: MessageRef): Message | undefined {
  return messages[indexOf(messages, wanted)];
}

function indexOf(messages: readonly Message[], { seq, id }: MessageRef): number {
  const [first] = messages;
  const last = messages.at(-1);
  if (first === undefined || last === undefined) return -1;
  const isRun = last.seq - first.seq === messages.length - 1;
  if (!isRun) return messages.findIndex((other) => other.seq === seq && other.id === id);
  return messages[seq - first.seq]?.id === id ? seq - first.seq : -1;
}

function changeMessage(message: Message, change: MessageChange): Message {
  if (message.deleted) return message;
  switch (change.change) {
    case 'edited': {
      if (message.content === change.content && message.edited === change.at) return message;
      return { ...message, content: change.content, edited: change.at };
    }
    case 'deleted': {
      const { seq, id, name, at, by, to } = message;
      const said = { seq, id, name, content: '', at, deleted: true } as const;
      return { ...said, ...(by !== undefined && { by }), ...(to !== undefined && { to }) };
    }
    case 'reacted': {
      const before = message.reactions ?? [];
      const reactions = react(before, change.emoji, change.by, change.on);
      if (reactions === before) return message;
      const { reactions: _, ...rest } = message;
      return reactions.length === 0 ? rest : { ...rest, reactions };
    }
  }
}

function react(before: readonly Reaction[], emoji: string, by: string, on: boolean): readonly Reaction[] {
  const known = before.find((each) => each.emoji === emoji);
  if ((known?.by.includes(by) ?? false) === on) return before;
  if (known === undefined) return [...before, { emoji, by: [by] }];
  const people = on ? [...known.by, by] : known.by.filter((person) => person !== by);
  if (people.length === 0) return before.filter((each) => each !== known);
  return before.map((each) => (each === known ? { emoji, by: people } : each));
}
