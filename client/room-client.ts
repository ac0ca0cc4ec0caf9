// The part of the chat client that is about rooms: asks the host to arrange them, fetches what is opened for the first
// time, and tells it in turns how far oneself has read.
import type { ChatStore } from './chat-store.ts';
import { conversationOf } from './conversations.ts';
import type { PendingReplies } from './pending-replies.ts';
import type { Clock } from './platform.ts';
import type { RoomPort } from './room-port.ts';
import type { Command } from '../protocol/commands.ts';
import { inRoom, mainRoom } from '../protocol/conversations.ts';
import type { Result } from '../protocol/error-codes.ts';
import { defaultPageLength } from '../protocol/limits.ts';

/** How long it is gathered after it was told how far somebody has read: a whole class reads every message. */
const gatherMs = 2_000;

/** How far somebody has read, and whether the others are not to hear of it. */
interface ReadPlace {
  readonly seq: number;
  readonly hidden: boolean;
}

export interface RoomClientOptions {
  readonly store: ChatStore;
  readonly replies: PendingReplies<null>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** False where there is no seat to ask from. */
  readonly send: (command: Command) => boolean;
}

export interface RoomClient {
  readonly port: RoomPort;
  /** Says how far oneself has read; told again where it is not known to have been, or with another wish. */
  markRead(seq: number, hidden: boolean, room?: string): void;
  /** Oneself has said message `seq`, and so has read up to it. */
  hasSpoken(seq: number, room?: string): void;
  /** There is a connection again: tells what could not be told. */
  tell(): void;
  /** Another chat, or none: nothing is left to tell. */
  reset(): void;
}

export function createRoomClient({ store, replies, clock, newId, send }: RoomClientOptions): RoomClient {
  /** How far each conversation has been read, until the host is told. */
  const read = new Map<string, ReadPlace>();
  /** What the host was told over this connection. */
  const told = new Map<string, ReadPlace>();
  /** The last wish that was heard; until then the others hear of nothing. */
  let hides = true;
  let cancelTelling: (() => void) | null = null;
  /** True for a while after something was told. */
  let pausing = false;

  async function ask(command: (id: string) => Command): Promise<Result<string>> {
    if (store.state().wire !== 'native') return { ok: false, code: 'unknown-command' };
    const id = newId();
    if (!send(command(id))) return { ok: false, code: 'connection-lost' };
    const result = await replies.wait(id);
    return result.ok ? { ok: true, value: id } : result;
  }

  async function askTo(command: (id: string) => Command): Promise<Result<null>> {
    const result = await ask(command);
    return result.ok ? { ok: true, value: null } : result;
  }

  /** Tells what there is to tell, and the next of it no sooner than after a while. */
  function tell(): void {
    cancelTelling?.();
    pausing = read.size > 0;
    cancelTelling = pausing ? clock.setTimer(tell, gatherMs) : null;
    for (const [room, place] of read) {
      if (!send({ type: 'mark-read', id: null, ...place, ...inRoom(room) })) continue;
      read.delete(room);
      told.set(room, place);
    }
  }

  function markRead(seq: number, hidden: boolean, room = mainRoom): void {
    hides = hidden;
    const known = conversationOf(store.state(), room).read;
    if (seq > known) store.emit({ type: 'read', seq, ...inRoom(room) });
    if (seq < known || store.state().wire !== 'native') return;
    const last = read.get(room) ?? told.get(room);
    if (last?.seq === seq && last.hidden === hidden) return;
    read.set(room, { seq, hidden });
    // What the host may know already can wait, and must not hold up what is new.
    if (seq > known && !pausing) tell();
    else cancelTelling ??= clock.setTimer(tell, gatherMs);
  }

  return {
    port: {
      async open(room) {
        const { messages, lastSeq } = conversationOf(store.state(), room);
        if (messages.length > 0 || lastSeq === 0) return { ok: true, value: null };
        return askTo((id) => ({
          type: 'get-history',
          id,
          before: null,
          after: null,
          limit: defaultPageLength,
          room,
        }));
      },
      add: (name) => ask((id) => ({ type: 'add-room', id, name })),
      rename: (room, name) => askTo((id) => ({ type: 'rename-room', id, room, name })),
      order: (rooms) => askTo((id) => ({ type: 'order-rooms', id, rooms })),
      archive: (room, archived) => askTo((id) => ({ type: 'archive-room', id, room, archived })),
      setPrivateMessages: (policy) => askTo((id) => ({ type: 'set-private-messages', id, policy })),
    },
    markRead,
    hasSpoken: (seq, room) => markRead(seq, hides, room),
    tell() {
      told.clear();
      tell();
    },
    reset() {
      cancelTelling?.();
      cancelTelling = null;
      pausing = false;
      read.clear();
      told.clear();
    },
  };
}
