// For tests: a client on a fake platform, with a host whose every word the test says.
import { createChatClient, type ChatClient, type ChatClientOptions } from './chat-client.ts';
import { createChatState, reduceChat, type ChatState } from './chat-state.ts';
import { createFakePlatform, type FakePlatform, type FakeSocket } from './fake-platform.ts';
import type { Result } from '../protocol/error-codes.ts';
import type { Joined, Message, Person } from '../protocol/events.ts';

export const an: Person = { id: 'person-an', name: 'An' };
export const binh: Person = { id: 'person-binh', name: 'Binh' };

type JoinedWith = Partial<
  Pick<Joined, 'messages' | 'reset' | 'you' | 'arrangement' | 'positions' | 'talks' | 'maxFileBytes'>
>;

export interface FakeChat extends FakePlatform {
  readonly client: ChatClient;
  /** The state as a listener folds it. */
  state(): ChatState;
  /** Lets the newest socket open; the client then asks for its seat. */
  open(): FakeSocket;
  /** Lets the newest socket open and the host give the seat. */
  enter(joined?: JoinedWith): FakeSocket;
  /** The host gives the seat over a socket that is open. */
  sayJoined(socket: FakeSocket, joined?: JoinedWith): void;
  /** A client that has joined `192.168.1.5` as An. */
  joined(messages?: readonly Message[]): Promise<FakeSocket>;
  join(address?: string | null, nickname?: string): Promise<Result<null>>;
  /** Milliseconds until the next try; fails the test where none is waited for. */
  untilRetry(): number;
}

export function createFakeChat(
  options: Partial<ChatClientOptions> = {},
  fake: FakePlatform = createFakePlatform(),
): FakeChat {
  const client = createChatClient({ platform: fake.platform, ...options });
  let state = createChatState();
  client.subscribe((update) => {
    state = reduceChat(state, update);
  });

  function open(): FakeSocket {
    fake.advance(0);
    const socket = fake.socket();
    socket.open();
    return socket;
  }

  const chat: FakeChat = {
    ...fake,
    client,
    state: () => state,
    open,
    enter(joined) {
      const socket = open();
      chat.sayJoined(socket, joined);
      return socket;
    },
    sayJoined(socket, { messages = [], reset = true, you = an, ...rooms } = {}) {
      socket.say({
        type: 'joined',
        replyTo: commandsOf(socket, 'join')[0]?.id,
        protocol: 1,
        chat: { name: 'Lop 9A', hostName: 'Binh' },
        you,
        people: [binh, you],
        reset,
        messages,
        lastSeq: messages.at(-1)?.seq ?? 0,
        ...rooms,
      });
    },
    async joined(messages = []) {
      const joining = chat.join();
      const socket = chat.enter({ messages });
      await joining;
      return socket;
    },
    untilRetry() {
      const { connection } = state;
      if (connection.name !== 'reconnecting' || connection.retryAt === null) throw new Error('no retry');
      return connection.retryAt - fake.platform.clock.now();
    },
    join: (address = '192.168.1.5', nickname = 'An') => client.join({ address, nickname }),
  };
  return chat;
}

/** What the client has sent of one kind. */
export function commandsOf(socket: FakeSocket, type: string): Record<string, unknown>[] {
  return socket.sent.filter((command) => command.type === type);
}

/** The texts of the messages that the client has sent. */
export function saidOver(socket: FakeSocket): unknown[] {
  return commandsOf(socket, 'send-message').map(({ content }) => content);
}
