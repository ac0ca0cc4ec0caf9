import { expect, test } from 'vitest';
import { createFakeChat, type FakeChat } from './fake-chat.ts';
import {
  classicTime,
  type FakeEntry,
  joinedClassic,
  joinedWorkshop,
  welcomeClassic,
  welcomeWorkshop,
  workshopTime,
} from './fake-older.ts';
import { createFakePlatform, type FakeSocket } from './fake-platform.ts';

interface OldWire {
  readonly join: (chat: FakeChat) => Promise<FakeSocket>;
  readonly welcome: (socket: FakeSocket, name: string, history: readonly FakeEntry[]) => void;
  /** Type of the frames with which somebody says something. */
  readonly saying: string;
  /** What a sender hears, and what the others hear. */
  readonly answer: (entry: FakeEntry) => object;
  readonly news: (entry: FakeEntry) => object;
}

const echo = ({ name, content, second }: FakeEntry) => ({
  type: 'chat',
  client_id: 'user_1',
  message: content,
  username: name,
  timestamp: workshopTime(second),
});

const wires: readonly [string, OldWire][] = [
  [
    'classic',
    {
      join: joinedClassic,
      welcome: welcomeClassic,
      saying: 'send',
      answer: ({ second, ...entry }) => ({
        type: 'send',
        ...entry,
        status: true,
        timestamp: classicTime(second),
      }),
      news: ({ second, ...entry }) => ({
        type: 'receive',
        datatype: 'message',
        ...entry,
        timestamp: classicTime(second),
      }),
    },
  ],
  ['workshop', { join: joinedWorkshop, welcome: welcomeWorkshop, saying: 'chat', answer: echo, news: echo }],
];

const cases = wires.flatMap(([name, wire]) =>
  Array.from({ length: 20 }, (_, index) => [name, index + 1, wire] as const),
);

test.each(cases)(
  'On a %s server, whatever is lost on the way, every message stands there once and in order (seed %i).',
  async (_, seed, { join, welcome, saying, answer, news }) => {
    const chat = createFakeChat({}, createFakePlatform(seed));
    const history: FakeEntry[] = [];
    const said: string[] = [];
    let socket = await join(chat);
    let handled = 0;
    let second = 0;

    /** Stores what was said next; its sender is told unless the answer is lost. */
    function handleOne(answers: boolean): boolean {
      const frame = socket.sent.filter(({ type }) => type === saying)[handled];
      if (frame === undefined) return false;
      handled += 1;
      const entry = { name: 'An', content: String(frame.content ?? frame.message), second };
      history.push(entry);
      if (answers) socket.say(answer(entry));
      return true;
    }

    while (said.length < 40) {
      // Often several within the server's second, and often in the same words.
      if (chat.random() < 0.2) second += 1;
      const dice = chat.random();
      if (dice < 0.4) {
        said.push(chat.random() < 0.7 ? 'ok' : `text ${said.length}`);
        await chat.client.send(said.at(-1) ?? '');
      } else if (dice < 0.7) {
        handleOne(true);
      } else if (dice < 0.85) {
        const entry = { name: 'Binh', content: 'ok', second };
        history.push(entry);
        socket.say(news(entry));
      } else {
        if (chat.random() < 0.5) handleOne(false);
        socket.drop();
        await chat.client.reconnectNow();
        socket = chat.open();
        handled = 0;
        welcome(socket, 'An', history);
      }
    }
    while (handleOne(true));
    const own = history.filter(({ name }) => name === 'An');
    expect(own.map(({ content }) => content)).toEqual(said);
    const shown = chat.state().messages.map(({ name, content }) => ({ name, content }));
    expect(shown).toEqual(history.map(({ name, content }) => ({ name, content })).slice(-shown.length));
    expect(chat.state().outbox).toEqual([]);
  },
);
