// The part of the chat client that sends people away and lets them back in. Asks and waits for answers; who was sent away
// comes as an event.
import type { ChatStore } from './chat-store.ts';
import type { PendingReplies } from './pending-replies.ts';
import type { PeoplePort } from './people-port.ts';
import type { ReadmitPerson, RemovePerson } from '../protocol/commands.ts';
import type { Result } from '../protocol/error-codes.ts';

export interface PeopleClientOptions {
  readonly store: ChatStore;
  readonly replies: PendingReplies<null>;
  readonly newId: () => string;
  /** False where there is no seat to ask from. */
  readonly send: (command: RemovePerson | ReadmitPerson) => boolean;
}

export function createPeopleClient({ store, replies, newId, send }: PeopleClientOptions): PeoplePort {
  async function ask(type: 'remove-person' | 'readmit-person', person: string): Promise<Result<null>> {
    if (store.state().wire !== 'native') return { ok: false, code: 'unknown-command' };
    const id = newId();
    return send({ type, id, person }) ? replies.wait(id) : { ok: false, code: 'connection-lost' };
  }

  return {
    remove: (person) => ask('remove-person', person),
    readmit: (person) => ask('readmit-person', person),
  };
}
