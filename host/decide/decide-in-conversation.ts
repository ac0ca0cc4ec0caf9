// What people do in a conversation: read it, write in it, and change what they wrote. Pure.
import type { Command, SendAs, SendMessage } from '../../protocol/commands.ts';
import { parseContent } from '../../protocol/content.ts';
import { parseNickname } from '../../protocol/nickname.ts';
import { parseQuery } from '../../protocol/search.ts';
import { mainConversation, type Conversation } from '../conversations/conversation.ts';
import { isOwnToTake } from './decide-seat.ts';
import { addresseeOf, findConversation, findOpenConversation } from './find-conversation.ts';
import {
  personOf,
  refuse,
  type Draft,
  type Effect,
  type RoomContext,
  type RoomState,
  type Seat,
} from './room-state.ts';

export type ConversationCommand = Extract<Command, { readonly type: keyof typeof kinds }>;

/** Whether a command only reads, or needs a conversation in which one may write. */
const kinds = {
  'get-history': 'read',
  'search-messages': 'read',
  'mark-read': 'read',
  'get-reads': 'read',
  // Taking back what one has said, and keeping order, is possible wherever one may read.
  'delete-message': 'read',
  'send-message': 'write',
  'request-upload': 'write',
  'set-typing': 'write',
  'edit-message': 'write',
  react: 'write',
  'get-edits': 'write',
} as const;

/** What follows from a command in a conversation, given by somebody who is in. */
export function decideInConversation(
  room: RoomState,
  seat: Seat,
  command: ConversationCommand,
  context: RoomContext,
): Effect[] {
  const find = kinds[command.type] === 'read' ? findConversation : findOpenConversation;
  const found = find(room, seat, command.room, context);
  if (!found.ok) {
    return [refuse(command, found.code, seat, 'content' in command ? command.content : undefined)];
  }
  const conversation = found.value;
  switch (command.type) {
    case 'send-message':
      return decideSend(room, seat, command, conversation, context);
    case 'get-history':
      return [{ type: 'send-page', command, conversation }];
    case 'search-messages': {
      const words = parseQuery(command.query);
      if (!words.ok) return [refuse(command, words.code, seat)];
      return [{ type: 'search', command, words: words.value, conversation }];
    }
    case 'set-typing': {
      const { typing } = command;
      const event = { type: 'typing-changed', person: personOf(seat), typing } as const;
      return [{ type: 'tell-typing', event, conversation }];
    }
    case 'mark-read':
      return [{ type: 'mark-read', command, seat, conversation }];
    case 'get-reads':
      return [{ type: 'send-reads', command, seat, conversation }];
    case 'edit-message':
    case 'delete-message':
    case 'react':
    case 'get-edits':
      // What becomes of the message is decided when it was read.
      return [{ type: 'change-message', command, seat, conversation }];
    case 'request-upload':
      // Files belong to people who come back; whoever is only a connection has none.
      if (seat.device === null) return [refuse(command, 'not-joined', seat)];
      return [{ type: 'allow-upload', command, seat, conversation }];
  }
}

function decideSend(
  room: RoomState,
  seat: Seat,
  command: SendMessage,
  conversation: Conversation,
  context: RoomContext,
): Effect[] {
  const file =
    command.file === undefined
      ? null
      : context.fileFor({ id: command.file, by: seat.id, conversation, message: command.id });
  if (command.file !== undefined && file === null) return [refuse(command, 'unknown-file', seat)];
  // A file says enough by itself.
  const content = parseContent(command.content, file !== null);
  if (!content.ok) return [refuse(command, content.code, seat, command.content)];
  const draft: Draft = {
    id: command.id ?? context.newId(),
    name: seat.name,
    content: content.value,
    at: context.now,
    ...(seat.device === null ? {} : { by: seat.id }),
    ...addresseeOf(room, seat, conversation),
    ...(command.reply && { reply: command.reply }),
    ...(file && { file }),
  };
  return [{ type: 'append', draft, conversation }];
}

/** Nobody registers on such a wire, but a name that somebody has taken on another one is theirs. */
export function decideSendAs(room: RoomState, command: SendAs, context: RoomContext): Effect[] {
  const nickname = parseNickname(command.name);
  if (!nickname.ok) return [refuse(command, nickname.code, undefined, command.name)];
  const { name, key } = nickname.value;
  if (room.byKey.has(key)) return [refuse(command, 'nickname-taken', undefined, command.name)];
  if (!isOwnToTake(key, undefined, context)) {
    return [refuse(command, 'name-protected', undefined, command.name)];
  }
  const content = parseContent(command.content);
  if (!content.ok) return [refuse(command, content.code, undefined, command.content)];
  const draft: Draft = { id: context.newId(), name, content: content.value, at: context.now };
  return [{ type: 'append', draft, conversation: mainConversation }];
}
