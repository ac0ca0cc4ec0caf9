import { expect, test, vi } from 'vitest';
import { createSubscriptions, type Source, type Sources } from './topics.ts';
import { defaultSettings } from './settings-schema.ts';
import type { Connection } from '../client/chat-port.ts';
import type { HostStatus, Settings, Updates, WindowRequest } from '../client/desktop-port.ts';
import type { Topics } from '../client/endpoints.ts';

/** A source that says one thing at first and more when told to. */
function createSource<Value>(first: Value, onlyNewest: boolean) {
  const listeners = new Set<(value: Value) => void>();
  const source: Source<Value> = {
    onlyNewest,
    subscribe(listener) {
      listeners.add(listener);
      listener(first);
      return () => listeners.delete(listener);
    },
  };
  return { source, listeners, say: (value: Value) => listeners.forEach((listener) => listener(value)) };
}

function update(name: 'idle' | 'closed'): Topics['chat'] {
  const connection: Connection = { name };
  return { type: 'connection-changed', connection };
}

function setUp() {
  const chat = createSource(update('idle'), false);
  const host = createSource<HostStatus>({ name: 'stopped' }, true);
  const settings = createSource<Settings>(defaultSettings, true);
  const sent: [number, readonly unknown[]][] = [];
  const updates = createSource<Updates>({ appVersion: '3.0.0', status: { name: 'off' } }, true);
  const focus = createSource(true, true);
  const requests = createSource<WindowRequest>({ type: 'open-settings' }, false);
  const sources: Sources = {
    chat: chat.source,
    host: host.source,
    nearby: createSource<Topics['nearby']>([], true).source,
    settings: settings.source,
    updates: updates.source,
    focus: focus.source,
    requests: requests.source,
  };
  const subscriptions = createSubscriptions(sources, (subscription, values) => {
    sent.push([subscription, values]);
  });
  return { chat, host, sent, subscriptions };
}

test('a subscription hears how things stand, and values of one moment travel together in order', () => {
  vi.useFakeTimers();
  const { chat, sent, subscriptions } = setUp();
  subscriptions.add(1, 'chat');
  chat.say(update('closed'));
  vi.runAllTimers();
  expect(sent).toEqual([[1, [update('idle'), update('closed')]]]);
  vi.useRealTimers();
});

test('of a state only the newest value travels', () => {
  vi.useFakeTimers();
  const { host, sent, subscriptions } = setUp();
  subscriptions.add(1, 'host');
  host.say({ name: 'starting' });
  vi.runAllTimers();
  expect(sent).toEqual([[1, [{ name: 'starting' }]]]);
  vi.useRealTimers();
});

test('a second subscription to a topic gets its own first value and disturbs no other', () => {
  vi.useFakeTimers();
  const { sent, subscriptions } = setUp();
  subscriptions.add(1, 'host');
  vi.runAllTimers();
  subscriptions.add(2, 'host');
  vi.runAllTimers();
  expect(sent).toEqual([
    [1, [{ name: 'stopped' }]],
    [2, [{ name: 'stopped' }]],
  ]);
  vi.useRealTimers();
});

test('what has ended says nothing more, not even what was waiting', () => {
  vi.useFakeTimers();
  const { chat, host, sent, subscriptions } = setUp();
  subscriptions.add(1, 'chat');
  subscriptions.add(2, 'host');
  subscriptions.remove(1);
  subscriptions.clear();
  vi.runAllTimers();
  expect(sent).toEqual([]);
  expect(chat.listeners.size + host.listeners.size).toBe(0);
  vi.useRealTimers();
});

test('unknown topics, odd numbers and numbers that are taken are ignored', () => {
  const { chat, host, subscriptions } = setUp();
  subscriptions.add(1, 'chat');
  subscriptions.add(1, 'host');
  subscriptions.add('2', 'host');
  subscriptions.add(3, 'toString');
  subscriptions.remove('1');
  expect(chat.listeners.size).toBe(1);
  expect(host.listeners.size).toBe(0);
  subscriptions.clear();
});
