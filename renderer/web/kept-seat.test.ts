import { expect, test } from 'vitest';
import type { ChatPort, ChatUpdate, Connection } from '../../client/chat-port.ts';
import { createChatState } from '../../client/chat-state.ts';
import { createKeptSeat } from './kept-seat.ts';
import type { PageStorage } from '../page-storage.ts';

function setUp() {
  const items = new Map<string, string>();
  const storage: PageStorage = {
    read: (key) => items.get(key) ?? null,
    write: (key, value) => items.set(key, value) === items,
    remove: (key) => void items.delete(key),
  };
  let hear: (update: ChatUpdate) => void = () => undefined;
  const chat: Pick<ChatPort, 'subscribe'> = {
    subscribe(listener) {
      hear = listener;
      listener({ type: 'snapshot', state: createChatState() });
      return () => undefined;
    },
  };
  createKeptSeat(storage).follow(chat as ChatPort);
  const address = '192.168.1.5:8765';
  return {
    /** As the page would see it after a reload. */
    isKept: () => createKeptSeat(storage).isKept(),
    connect: (connection: Connection) => hear({ type: 'connection-changed', connection }),
    leave: () => hear({ type: 'snapshot', state: { ...createChatState(), connection: { name: 'closed' } } }),
    address,
  };
}

test('nobody comes back to a chat in which they were not', () => {
  const { isKept, connect, address } = setUp();
  connect({ name: 'refused', address, code: 'nickname-taken' });
  expect(isKept()).toBe(false);
});

test('a page that was in the chat comes back after a reload, also from a broken connection', () => {
  const { isKept, connect, address } = setUp();
  connect({ name: 'joined', address });
  connect({ name: 'reconnecting', address, code: 'connection-lost', retryAt: null });
  expect(isKept()).toBe(true);
});

test('leaving on purpose is for good', () => {
  const { isKept, connect, leave, address } = setUp();
  connect({ name: 'joined', address });
  leave();
  expect(isKept()).toBe(false);
});

test('a page whose seat another tab took comes back by a reload: the other tab may be closed by now', () => {
  const { isKept, connect, address } = setUp();
  connect({ name: 'joined', address });
  connect({ name: 'replaced', address });
  expect(isKept()).toBe(true);
});
