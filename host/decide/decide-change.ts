// Whether somebody may change a message, and what becomes of it then. Pure.
import type { DeleteMessage, EditMessage, React } from '../../protocol/commands.ts';
import { parseContent } from '../../protocol/content.ts';
import { isEmoji } from '../../protocol/emoji.ts';
import type { RefusalCode, Result } from '../../protocol/error-codes.ts';
import type { Message, MessageChange } from '../../protocol/events.ts';
import { editWindowMs, maxReactions } from '../../protocol/limits.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Seat } from './room-state.ts';

export type ChangeCommand = EditMessage | DeleteMessage | React;

/**
 * What becomes of a message, null where it is so already, or why nothing does.
 * @param message as it is now
 */
export function decideChange(
  command: ChangeCommand,
  message: Message,
  seat: Seat,
  conversation: Conversation,
  now: number,
): Result<MessageChange | null, RefusalCode> {
  const refuse = (code: RefusalCode): Result<never, RefusalCode> => ({ ok: false, code });
  const { seq, id } = message;
  // A key that is not secret says whose it is: without one it is nobody's.
  const own = message.by === seat.id;
  switch (command.type) {
    case 'delete-message': {
      // Host and co-hosts keep order in the rooms. A private talk of others is not theirs.
      const keepsOrder = (seat.host || seat.coHost) && conversation.kind === 'room';
      if (!own && !keepsOrder) return refuse('not-yours');
      return { ok: true, value: message.deleted ? null : { seq, id, change: 'deleted' } };
    }
    case 'edit-message': {
      if (!own) return refuse('not-yours');
      if (message.deleted) return refuse('unknown-message');
      if (now - message.at > editWindowMs) return refuse('too-late');
      const content = parseContent(command.content);
      if (!content.ok) return content;
      if (content.value === message.content) return { ok: true, value: null };
      return { ok: true, value: { seq, id, change: 'edited', content: content.value, at: now } };
    }
    case 'react': {
      if (message.deleted) return refuse('unknown-message');
      const { emoji, on } = command;
      if (!isEmoji(emoji)) return refuse('bad-emoji');
      const reactions = message.reactions ?? [];
      const reaction = reactions.find((each) => each.emoji === emoji);
      if ((reaction?.by.includes(seat.id) ?? false) === on) return { ok: true, value: null };
      if (on && !reaction && reactions.length >= maxReactions) return refuse('too-many-reactions');
      return { ok: true, value: { seq, id, change: 'reacted', emoji, by: seat.id, on } };
    }
  }
}
