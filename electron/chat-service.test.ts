import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { ChatState } from '../client/chat-state.ts';
import { createChatState, reduceChat } from '../client/chat-state.ts';
import { type ChatService, createChatService } from './chat-service.ts';
import { createDeviceKeys } from './device-keys.ts';
import { createHostService, type HostService } from './host-service.ts';
import { createSettings, type KeyValueStore, type SettingsService } from './settings.ts';
import { startClassicServer } from '../test/old-servers/classic.ts';
import { temporaryFolder } from '../test/temporary.ts';

// Two apps as two people have them, with real hosts on free ports.

interface App {
  readonly host: HostService;
  readonly settings: SettingsService;
  readonly chat: ChatService;
}

let apps: App[];

beforeEach(() => {
  apps = [];
});

afterEach(async () => {
  for (const { chat, host } of apps) {
    chat.close();
    await host.stop();
  }
});

function createStore(): KeyValueStore {
  const store: Record<string, unknown> = {};
  return {
    store,
    set: (values) => void Object.assign(store, values),
    delete: (key) => void delete store[key],
  };
}

function openApp(): App {
  const host = createHostService({ dataDir: temporaryFolder(), webDir: null, hostName: 'Máy của An' });
  const settings = createSettings(createStore());
  const deviceKeys = createDeviceKeys(createStore, () => undefined);
  const app = { host, settings, chat: createChatService({ settings, host, deviceKeys }) };
  apps.push(app);
  return app;
}

/** The address under which others on this machine reach the app's host. */
function addressOf({ host }: App): string {
  return `127.0.0.1:${String(host.running()?.port)}`;
}

function stateOnce(app: App, holds: (state: ChatState) => boolean): Promise<ChatState> {
  return new Promise((resolve) => {
    let state = createChatState();
    const stop = app.chat.port.subscribe((update) => {
      state = reduceChat(state, update);
      if (!holds(state)) return;
      queueMicrotask(() => stop());
      resolve(state);
    });
  });
}

test('the window joins its own host without an address and is seen as the host', async () => {
  const an = openApp();
  await an.host.start({ chatName: 'Lớp 9A', port: 0 });
  expect(await an.chat.port.join({ address: null, nickname: 'An' })).toEqual({ ok: true, value: null });
  const { you, chat } = await stateOnce(an, ({ you }) => you !== null);
  expect(you).toMatchObject({ name: 'An', host: true });
  expect(chat).toEqual({ name: 'Lớp 9A', hostName: 'Máy của An' });
});

test('without a host of its own there is nothing to join without an address', async () => {
  const an = openApp();
  expect(await an.chat.port.join({ address: null, nickname: 'An' })).toEqual({
    ok: false,
    code: 'host-stopped',
  });
});

test("somebody else's chat is remembered, one's own is not, and nobody else is the host", async () => {
  const [an, bình] = [openApp(), openApp()];
  await an.host.start({ chatName: 'Lớp 9A', port: 0 });
  await an.chat.port.join({ address: null, nickname: 'An' });
  await bình.chat.port.join({ address: `ws://${addressOf(an)}`, nickname: 'Bình' });
  const { people } = await stateOnce(bình, (state) => state.people.length === 2);
  expect(people.map(({ name, host }) => [name, host ?? false])).toEqual([
    ['An', true],
    ['Bình', false],
  ]);
  expect(bình.settings.get().recentChats).toMatchObject([{ address: addressOf(an), name: 'Lớp 9A' }]);
  expect(an.settings.get().recentChats).toEqual([]);
});

test('an older server, which has no name, is remembered without one', async () => {
  const bình = openApp();
  const server = await startClassicServer();
  onTestFinished(() => server.stop());
  const address = `127.0.0.1:${String(server.port)}`;
  expect(await bình.chat.port.join({ address, nickname: 'Bình' })).toEqual({ ok: true, value: null });
  expect(bình.settings.get().recentChats).toMatchObject([{ address, name: '' }]);
});

test('the others on the own host are counted without the window itself', async () => {
  const [an, bình] = [openApp(), openApp()];
  expect(an.chat.othersOnOwnHost()).toBe(0);
  await an.host.start({ chatName: 'Lớp 9A', port: 0 });
  await bình.chat.port.join({ address: addressOf(an), nickname: 'Bình' });
  expect(an.chat.othersOnOwnHost()).toBe(1);
  await an.chat.port.join({ address: null, nickname: 'An' });
  expect(an.chat.othersOnOwnHost()).toBe(1);
  expect(bình.chat.othersOnOwnHost()).toBe(0);
});

test('messages that have not reached the host are counted as unsent until they are seen there', async () => {
  const [an, bình] = [openApp(), openApp()];
  await an.host.start({ chatName: 'Lớp 9A', port: 0 });
  const address = addressOf(an);
  await bình.chat.port.join({ address, nickname: 'Bình' });
  await bình.chat.port.send('một');
  await stateOnce(bình, ({ messages, outbox }) => messages.length === 1 && outbox.length === 0);
  expect(bình.chat.unsentMessages()).toBe(0);

  const port = an.host.running()?.port ?? 0;
  await an.host.stop();
  await stateOnce(bình, ({ connection }) => connection.name === 'reconnecting');
  await bình.chat.port.send('hai');
  await bình.chat.port.send('ba');
  expect(bình.chat.unsentMessages()).toBe(2);

  await an.host.start({ chatName: 'Lớp 9A', port });
  await bình.chat.port.reconnectNow();
  await stateOnce(bình, ({ messages }) => messages.length === 3);
  expect(bình.chat.unsentMessages()).toBe(0);
});
