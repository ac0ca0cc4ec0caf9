// What a chat is called where people read it.
import type { ChatState } from '../../client/chat-state.ts';

/** The chat's own name, or the address where its server gives it none; null before anything was joined. */
export function chatNameOf({ chat, connection }: Pick<ChatState, 'chat' | 'connection'>): string | null {
  if (chat === null) return null;
  return chat.name !== '' || !('address' in connection) ? chat.name : connection.address;
}
