import { expect, test } from 'vitest';
import type { ChatUpdate } from './chat-port.ts';
import { createChatState, reduceChat, type ChatState } from './chat-state.ts';
import { createChatStore } from './chat-store.ts';

const connecting: ChatUpdate = {
  type: 'connection-changed',
  connection: { name: 'connecting', address: 'x' },
};
const closed: ChatUpdate = { type: 'connection-changed', connection: { name: 'closed' } };

test('A listener that folds what it hears has the state of the store, whenever it came.', () => {
  const store = createChatStore();
  store.emit(connecting);
  let folded: ChatState = createChatState();
  store.subscribe((update) => (folded = reduceChat(folded, update)));
  expect(folded).toEqual(store.state());
  store.emit(closed);
  expect(folded).toEqual(store.state());
  expect(folded.connection).toEqual({ name: 'closed' });
});

test('What a listener causes while it listens comes to everyone after what it heard.', () => {
  const store = createChatStore();
  const heard: ChatUpdate[] = [];
  store.subscribe((update) => {
    if (update === connecting) store.emit(closed);
  });
  store.subscribe((update) => heard.push(update));
  store.emit(connecting);
  expect(heard.slice(1)).toEqual([connecting, closed]);
});

test('A listener that comes in the middle of an update has it in its snapshot and does not hear it again.', () => {
  const store = createChatStore();
  const late: ChatUpdate[] = [];
  store.subscribe((update) => {
    if (update !== connecting) return;
    store.emit(closed);
    store.subscribe((next) => late.push(next));
  });
  store.emit(connecting);
  expect(late).toEqual([{ type: 'snapshot', state: store.state() }]);
});

test('Who has stopped listening hears nothing more, and a listener may listen twice.', () => {
  const store = createChatStore();
  let count = 0;
  const listener = () => (count += 1);
  const stop = store.subscribe(listener);
  store.subscribe(listener);
  stop();
  store.emit(closed);
  expect(count).toBe(3);
});
