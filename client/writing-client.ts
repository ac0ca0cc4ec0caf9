// The part of the chat client that is about messages that were sent before: what becomes of them, what they answer, and
// who has read them. Asks and waits for answers; what follows for the screen comes as events to everyone.
import type { ChatPort } from './chat-port.ts';
import type { ChatStore } from './chat-store.ts';
import { createPendingReplies } from './pending-replies.ts';
import { limitationsOf } from './wire-limits.ts';
import type { Command } from '../protocol/commands.ts';
import { parseContent } from '../protocol/content.ts';
import { inRoom } from '../protocol/conversations.ts';
import type { Result } from '../protocol/error-codes.ts';
import type { ChatEvent, EditsListed } from '../protocol/events.ts';

type Answer = EditsListed['edits'] | null;

export interface WritingClientOptions {
  readonly store: ChatStore;
  readonly newId: () => string;
  /** False where there is no seat to speak from. */
  readonly send: (command: Command) => boolean;
}

export interface WritingClient extends Pick<
  ChatPort,
  'edit' | 'remove' | 'react' | 'editsOf' | 'readsOf' | 'setReadMarks'
> {
  /** Takes every event; those that answer a call settle it. */
  heard(event: ChatEvent): void;
  /** There is no connection any more. */
  lost(): void;
}

export function createWritingClient({ store, newId, send }: WritingClientOptions): WritingClient {
  const replies = createPendingReplies<Answer>();

  const lacksChanges = (): boolean => limitationsOf(store.state().wire).includes('no-changes');

  async function ask(command: (id: string) => Command): Promise<Result<Answer>> {
    if (lacksChanges()) return { ok: false, code: 'unknown-command' };
    const id = newId();
    return send(command(id)) ? replies.wait(id) : { ok: false, code: 'connection-lost' };
  }

  async function askTo(command: (id: string) => Command): Promise<Result<null>> {
    const answer = await ask(command);
    return answer.ok ? { ok: true, value: null } : answer;
  }

  return {
    heard(event) {
      switch (event.type) {
        case 'edits-listed':
          replies.settle(event.replyTo, { ok: true, value: event.edits });
          return;
        case 'done':
        case 'reads-listed':
          replies.settle(event.replyTo, { ok: true, value: null });
          return;
        case 'refused':
        case 'protocol-error':
          replies.settle(event.replyTo, { ok: false, code: event.code });
          return;
        default:
      }
    },
    lost: () => replies.failAll('connection-lost'),
    async edit({ seq, id: of }, text, room) {
      const content = parseContent(text.normalize('NFC'));
      if (!content.ok) return content;
      const message = { seq, id: of };
      return askTo((id) => ({ type: 'edit-message', id, message, content: content.value, ...inRoom(room) }));
    },
    remove: ({ seq, id: of }, room) =>
      askTo((id) => ({ type: 'delete-message', id, message: { seq, id: of }, ...inRoom(room) })),
    react: ({ seq, id: of }, emoji, on, room) =>
      askTo((id) => ({ type: 'react', id, message: { seq, id: of }, emoji, on, ...inRoom(room) })),
    async editsOf({ seq, id: of }, room) {
      const answer = await ask((id) => ({
        type: 'get-edits',
        id,
        message: { seq, id: of },
        ...inRoom(room),
      }));
      return answer.ok ? { ok: true, value: answer.value ?? [] } : answer;
    },
    readsOf: (room) => askTo((id) => ({ type: 'get-reads', id, ...inRoom(room) })),
    setReadMarks: (shown) => askTo((id) => ({ type: 'set-read-marks', id, shown })),
  };
}
