// What the chat asks of the files that people send.
import type { RequestUpload } from '../../protocol/commands.ts';
import type { RefusalCode, Result } from '../../protocol/error-codes.ts';
import type { Reply } from '../../protocol/events.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Effect, RoomContext } from '../decide/room-state.ts';

export interface ChatFiles {
  /** Largest file that is taken, in bytes. */
  readonly mostBytes: number;
  /** The token with which this person may bring a file, or why not. */
  allow(seatId: string, command: RequestUpload, conversation: Conversation): Result<string, RefusalCode>;
  /** This person's tokens are good for nothing from now on. */
  revoke(seatId: string): void;
  find: RoomContext['fileFor'];
  /** A message is about to be stored with this file; then it was, or came to nothing. False where one had it already. */
  attach(file: string, message: string): boolean;
  sent(file: string, message: string): void;
  detach(file: string): void;
  /** The message with this file was deleted. */
  delete(file: string): Promise<void>;
  /** A conversation was opened, of whose messages some may have been deleted while their files were not. */
  removeDeleted(conversation: Conversation, isDeleted: (message: string) => boolean): Promise<void>;
}

/** What somebody is told who asks to bring a file. */
export function answerUpload(
  files: Pick<ChatFiles, 'allow'>,
  { command, seat, conversation }: Extract<Effect, { type: 'allow-upload' }>,
): Reply {
  const { id, type } = command;
  const allowed = files.allow(seat.id, command, conversation);
  return allowed.ok
    ? { type: 'upload-allowed', replyTo: id, token: allowed.value }
    : { type: 'refused', replyTo: id, command: type, code: allowed.code, name: null };
}
