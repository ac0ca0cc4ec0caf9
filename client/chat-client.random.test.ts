import { expect, test } from 'vitest';
import { conversationOf } from './conversations.ts';
import { an, commandsOf, createFakeChat, type FakeChat } from './fake-chat.ts';
import { createFakePlatform, type FakeSocket } from './fake-platform.ts';
import { inRoom, mainRoom } from '../protocol/conversations.ts';
import type { Message } from '../protocol/events.ts';
import { parseCursor } from '../protocol/native-cursor.ts';
import { parseRoomCursors } from '../protocol/native-rooms.ts';

const game = 'room-game';
const rooms = [mainRoom, game] as const;

/** A host that keeps what it stores, knows it by its id, and whose words get lost when a connection drops. */
function createLossyHost(chat: FakeChat) {
  const histories: Readonly<Record<string, Message[]>> = { [mainRoom]: [], [game]: [] };
  let handled = 0;
  let socket: FakeSocket | null = null;

  function historyOf(room: string): Message[] {
    return histories[room] ?? expect.fail(`no room ${room}`);
  }

  function answerJoin(current: FakeSocket): void {
    const [join] = commandsOf(current, 'join');
    const seq = parseCursor(join?.['cursor'])?.seq ?? 0;
    const history = historyOf(mainRoom);
    current.say({
      type: 'joined',
      replyTo: join?.id,
      protocol: 1,
      chat: { name: 'Lop 9A', hostName: 'Binh' },
      you: an,
      people: [an],
      reset: seq === 0,
      messages: history.slice(seq, seq + 3),
      lastSeq: history.length,
      arrangement: {
        rooms: rooms.map((id) => ({ id, name: '' })),
        privateMessages: 'nobody',
        readMarks: true,
      },
      positions: rooms.map((room) => ({ room, lastSeq: historyOf(room).length })),
      talks: [],
    });
    // The rest of what was missed follows, as for everybody; of other rooms all that follows what is held.
    const missed = history.slice(seq + 3);
    if (missed.length > 0) current.say({ type: 'messages-sent', messages: missed });
    for (const { room, seq: held } of parseRoomCursors(join?.['cursors'] ?? []) ?? []) {
      const messages = historyOf(room).slice(held);
      if (messages.length > 0) current.say({ type: 'messages-sent', room, messages });
    }
  }

  return {
    historyOf,
    connect() {
      socket = chat.open();
      handled = 0;
      answerJoin(socket);
    },
    /** Reads the next message and says what comes of it, as far as the two parts of the answer get through. */
    handleOne({ broadcast, stored }: { readonly broadcast: boolean; readonly stored: boolean }): boolean {
      const command = socket === null ? undefined : commandsOf(socket, 'send-message')[handled];
      if (socket === null || command === undefined) return false;
      handled += 1;
      const id = String(command.id);
      const where = inRoom(typeof command.room === 'string' ? command.room : undefined);
      const history = historyOf(where.room ?? mainRoom);
      let message = history.find((known) => known.id === id);
      if (message === undefined) {
        const content = String(command.content);
        message = { seq: history.length + 1, id, name: 'An', content, at: history.length, by: an.id };
        history.push(message);
        if (broadcast) socket.say({ type: 'messages-sent', messages: [message], ...where });
      }
      if (stored) socket.say({ type: 'messages-stored', messages: [{ id, seq: message.seq }], ...where });
      return true;
    },
    drop: () => socket?.drop(),
  };
}

test.each(Array.from({ length: 40 }, (_, index) => [index + 1]))(
  'Whatever is lost on the way, every message arrives once, in order and in its room (seed %i).',
  async (seed) => {
    const chat = createFakeChat({}, createFakePlatform(seed));
    const host = createLossyHost(chat);
    const joining = chat.join();
    host.connect();
    await joining;
    const said: { readonly text: string; readonly room: string }[] = [];
    async function say(): Promise<void> {
      const text = `text ${said.length}`;
      const room = chat.random() < 0.5 ? mainRoom : game;
      said.push({ text, room });
      await chat.client.send(text, { room });
    }
    while (said.length < 120) {
      const dice = chat.random();
      if (dice < 0.5) await say();
      else if (dice < 0.9) {
        host.handleOne({ broadcast: true, stored: true });
      } else {
        // What was on its way is lost from here on, and so is the connection.
        const broadcast = chat.random() < 0.5;
        host.handleOne({ broadcast, stored: broadcast && chat.random() < 0.5 });
        host.drop();
        if (chat.random() < 0.5) await say();
        await chat.client.reconnectNow();
        host.connect();
      }
    }
    while (host.handleOne({ broadcast: true, stored: true }));
    for (const room of rooms) {
      const meant = said.filter((message) => message.room === room).map(({ text }) => text);
      expect(host.historyOf(room).map(({ content }) => content)).toEqual(meant);
    }
    expect(chat.state().messages).toEqual(host.historyOf(mainRoom));
    // Of a room that nobody has opened what was said meanwhile is held, without a gap up to its end.
    const { messages } = conversationOf(chat.state(), game);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages).toEqual(host.historyOf(game).slice(-messages.length));
    expect(chat.state().outbox).toEqual([]);
  },
);
