import { expect, test } from 'vitest';
import { an, commandsOf, createFakeChat, type FakeChat } from './fake-chat.ts';
import { createFakePlatform, type FakeSocket } from './fake-platform.ts';
import type { Message } from '../protocol/events.ts';

/** A host that keeps what it stores, knows it by its id, and whose words get lost when a connection drops. */
function createLossyHost(chat: FakeChat) {
  const history: Message[] = [];
  let handled = 0;
  let socket: FakeSocket | null = null;

  function answerJoin(current: FakeSocket): void {
    const [join] = commandsOf(current, 'join');
    const cursor = join?.cursor;
    const seq = typeof cursor === 'object' && cursor !== null && 'seq' in cursor ? Number(cursor.seq) : 0;
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
    });
    // The rest of what was missed follows, as for everybody.
    if (history.length > seq + 3) current.say({ type: 'messages-sent', messages: history.slice(seq + 3) });
  }

  return {
    history,
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
      let message = history.find((known) => known.id === id);
      if (message === undefined) {
        const content = String(command.content);
        message = { seq: history.length + 1, id, name: 'An', content, at: history.length, by: an.id };
        history.push(message);
        if (broadcast) socket.say({ type: 'messages-sent', messages: [message] });
      }
      if (stored) socket.say({ type: 'messages-stored', messages: [{ id, seq: message.seq }] });
      return true;
    },
    drop: () => socket?.drop(),
  };
}

test.each(Array.from({ length: 40 }, (_, index) => [index + 1]))(
  'Whatever is lost on the way, every message arrives once and in order (seed %i).',
  async (seed) => {
    const chat = createFakeChat({}, createFakePlatform(seed));
    const host = createLossyHost(chat);
    const joining = chat.join();
    host.connect();
    await joining;
    const said: string[] = [];
    while (said.length < 120) {
      const dice = chat.random();
      if (dice < 0.5) {
        said.push(`text ${said.length}`);
        await chat.client.send(said.at(-1) ?? '');
      } else if (dice < 0.9) {
        host.handleOne({ broadcast: true, stored: true });
      } else {
        // What was on its way is lost from here on, and so is the connection.
        const broadcast = chat.random() < 0.5;
        host.handleOne({ broadcast, stored: broadcast && chat.random() < 0.5 });
        host.drop();
        if (chat.random() < 0.5) await chat.client.send((said[said.length] = `text ${said.length}`));
        await chat.client.reconnectNow();
        host.connect();
      }
    }
    while (host.handleOne({ broadcast: true, stored: true }));
    expect(host.history.map(({ content }) => content)).toEqual(said);
    expect(chat.state().messages).toEqual(host.history);
    expect(chat.state().outbox).toEqual([]);
  },
);
