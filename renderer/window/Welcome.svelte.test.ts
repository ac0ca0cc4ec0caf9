import { flushSync, mount, unmount } from 'svelte';
import { expect, test, vi } from 'vitest';
import type { HostStatus, Settings } from '../../client/desktop-port.ts';
import { runningHost } from '../../test/running-host.ts';
import { ChatModel } from '../chat/chat-model.svelte.ts';
import { createNotingChatPort, createNotingDesktopPort, someSettings } from '../testing/ports.ts';
import { button, field, press, pressKey, render, type } from '../testing/render.ts';
import { DesktopModel } from './desktop-model.svelte.ts';
import Welcome from './Welcome.svelte';

const running: HostStatus = { name: 'running', ...runningHost };

function setUp(change: Partial<Settings> = {}) {
  const settings = { ...someSettings, ...change };
  const chatPort = createNotingChatPort();
  const desktopPort = createNotingDesktopPort(settings);
  const desktop = new DesktopModel(desktopPort, chatPort, settings);
  void desktop.follow();
  const screen = render(Welcome, { desktop, chat: new ChatModel(chatPort), onOpenSettings: vi.fn() });
  return { screen, chatPort, desktopPort };
}

test('on the first start one press hosts, with nothing typed', async () => {
  const { screen, chatPort, desktopPort } = setUp({ nickname: '' });
  await press(button(screen, 'Host'));
  expect(desktopPort.starts).toEqual([{ chatName: 'Our chat', port: 8765 }]);
  expect(chatPort.joins).toEqual([{ address: null, nickname: 'Host' }]);
  // The name was ours, not theirs: the next start asks again.
  expect(desktopPort.changes).toEqual([]);
});

test('the chat is named after whoever hosts, until they say otherwise', async () => {
  const { screen, desktopPort } = setUp();
  expect(field(screen, 'Name of the chat').value).toBe('Bình’s chat');
  type(field(screen, 'Name of the chat'), ' Lớp 9A ');
  await press(button(screen, 'Host'));
  expect(desktopPort.starts).toEqual([{ chatName: 'Lớp 9A', port: 8765 }]);
  expect(desktopPort.changes).toEqual([{ chatName: 'Lớp 9A' }]);
});

test('a taken port is named, and the free one is one press away', async () => {
  const { screen, chatPort, desktopPort } = setUp();
  desktopPort.failures.push({ ok: false, code: 'port-taken', port: 8765, freePort: 8766 });
  await press(button(screen, 'Host'));
  expect(screen.textContent).toContain('Another program uses port 8765');
  expect(chatPort.joins).toEqual([]);
  await press(button(screen, 'Use port 8766'));
  expect(desktopPort.starts.at(-1)).toMatchObject({ port: 8766 });
  expect(desktopPort.changes).toContainEqual({ port: 8766 });
  expect(chatPort.joins).toHaveLength(1);
});

test('another failure to start says what to do, and in which folder', async () => {
  const { screen, desktopPort } = setUp();
  desktopPort.failures.push({ ok: false, code: 'folder-locked', folder: '/home/binh/chat' });
  await press(button(screen, 'Host'));
  expect(screen.textContent).toContain('This chat is open in another window');
  expect(screen.textContent).toContain('/home/binh/chat');
});

test('an address is joined as it was typed, without the spaces around it', async () => {
  const { screen, chatPort } = setUp();
  type(field(screen, 'Address of the chat'), ' 192.168.1.5 ');
  await press(button(screen, 'Join'));
  expect(chatPort.joins).toEqual([{ address: '192.168.1.5', nickname: 'Bình' }]);
});

test('what is no address is not tried, and the field says what one looks like', async () => {
  const { screen, chatPort } = setUp();
  const address = field(screen, 'Address of the chat');
  type(address, 'lớp chín a');
  await press(button(screen, 'Join'));
  expect(chatPort.joins).toEqual([]);
  expect(address.getAttribute('aria-invalid')).toBe('true');
  expect(screen.textContent).toContain('It looks like 192.168.1.5');
});

test('a chat that cannot be joined says why', async () => {
  const { screen, chatPort } = setUp();
  chatPort.refusals.push('no-answer');
  type(field(screen, 'Address of the chat'), '192.168.1.5');
  await press(button(screen, 'Join'));
  expect(screen.querySelector('[role="alert"]')?.textContent).toContain('Nobody answers at this address');
});

test('a chat of others is not joined without a nickname: the question is asked where it is answered', async () => {
  const { screen, chatPort } = setUp({ nickname: '' });
  type(field(screen, 'Address of the chat'), '192.168.1.5');
  await press(button(screen, 'Join'));
  expect(chatPort.joins).toEqual([]);
  expect(document.activeElement).toBe(field(screen, 'Your nickname'));
  expect(screen.textContent).toContain('Type a nickname first.');
});

test('a nickname is edited in place and kept on Enter', async () => {
  const { screen, desktopPort } = setUp();
  await press(button(screen, 'Bình, Change your nickname'));
  const nickname = field(screen, 'Your nickname');
  type(nickname, ' An ');
  await pressKey(nickname, 'Enter');
  expect(desktopPort.changes).toEqual([{ nickname: 'An' }]);
  expect(screen.textContent).toContain('Hello, An.');
});

test('Enter that ends a syllable of an input method keeps nothing yet', async () => {
  const { screen, desktopPort } = setUp();
  await press(button(screen, 'Bình, Change your nickname'));
  const nickname = field(screen, 'Your nickname');
  type(nickname, 'Ânn');
  await pressKey(nickname, 'Enter', { isComposing: true });
  expect(desktopPort.changes).toEqual([]);
  expect(field(screen, 'Your nickname')).toBe(nickname);
});

test('Escape takes an edited nickname back', async () => {
  const { screen, desktopPort } = setUp();
  await press(button(screen, 'Bình, Change your nickname'));
  const nickname = field(screen, 'Your nickname');
  type(nickname, 'An');
  await pressKey(nickname, 'Escape');
  expect(desktopPort.changes).toEqual([]);
  expect(document.activeElement).toBe(button(screen, 'Bình, Change your nickname'));
});

test('a chat joined before is joined again, or forgotten', async () => {
  const { screen, chatPort, desktopPort } = setUp({
    recentChats: [{ address: '192.168.1.20:8765', name: 'Lớp 8B', lastJoinedAt: 0 }],
  });
  const recent = screen.querySelector<HTMLButtonElement>('li button');
  if (recent) await press(recent);
  expect(chatPort.joins).toEqual([{ address: '192.168.1.20:8765', nickname: 'Bình' }]);
  await press(button(screen, 'Forget Lớp 8B'));
  expect(desktopPort.changes).toEqual([{ recentChats: [] }]);
  expect(screen.textContent).not.toContain('Lớp 8B');
});

test('an address that the settings file lists twice is shown twice, and forgotten at once', async () => {
  const recent = { address: '192.168.1.20:8765', name: 'Lớp 8B', lastJoinedAt: 0 };
  const { screen, desktopPort } = setUp({ recentChats: [recent, recent] });
  const forget = screen.querySelectorAll<HTMLButtonElement>('[aria-label="Forget Lớp 8B"]');
  expect(forget.length).toBe(2);
  if (forget[0]) await press(forget[0]);
  expect(desktopPort.changes).toEqual([{ recentChats: [] }]);
});

test('a chat without a name is known by its address', () => {
  const { screen } = setUp({ recentChats: [{ address: '192.168.1.20:5000', name: '', lastJoinedAt: 0 }] });
  expect(screen.querySelector('li .name')?.textContent).toBe('192.168.1.20:5000');
  expect(screen.querySelector('li .detail')?.textContent).not.toContain('192.168.1.20');
  expect(button(screen, 'Forget 192.168.1.20:5000')).toBeDefined();
});

test('while the chat is open, the way back into it stands where hosting was', async () => {
  const { screen, chatPort, desktopPort } = setUp();
  desktopPort.tellHost(running);
  flushSync();
  expect(screen.textContent).toMatch(/Lớp 9A · 3 people(?! here)/);
  await press(button(screen, 'Join the chat'));
  expect(chatPort.joins).toEqual([{ address: null, nickname: 'Bình' }]);
});

test('closing the chat from here asks first, too', async () => {
  const { screen, desktopPort } = setUp();
  desktopPort.tellHost(running);
  flushSync();
  await press(button(screen, 'Close the chat'));
  expect(screen.textContent).toContain('3 people are still here');
  expect(desktopPort.calls).toEqual([]);
  await press(button(screen, 'Close it'));
  expect(desktopPort.calls).toEqual(['stop-host']);
});

test('why something failed is gone once something else is tried or what failed is changed', async () => {
  const { screen, chatPort, desktopPort } = setUp();
  const alerts = () => screen.querySelectorAll('[role="alert"]').length;
  desktopPort.failures.push({ ok: false, code: 'folder-locked' });
  await press(button(screen, 'Host'));
  expect(alerts()).toBe(1);
  chatPort.refusals.push('no-answer');
  type(field(screen, 'Address of the chat'), '192.168.1.5');
  await press(button(screen, 'Join'));
  expect(alerts()).toBe(1);
  expect(screen.textContent).toContain('Nobody answers at this address');
  type(field(screen, 'Address of the chat'), '192.168.1.6');
  expect(alerts()).toBe(0);
  desktopPort.failures.push({ ok: false, code: 'folder-locked' });
  await press(button(screen, 'Host'));
  type(field(screen, 'Name of the chat'), 'Lớp 9B');
  expect(alerts()).toBe(0);
});

test('a nickname that was emptied is asked for, and does not silently come back', async () => {
  const { screen, desktopPort } = setUp();
  await press(button(screen, 'Bình, Change your nickname'));
  type(field(screen, 'Your nickname'), ' ');
  await pressKey(field(screen, 'Your nickname'), 'Enter');
  expect(screen.textContent).toContain('Type a nickname first.');
  expect(desktopPort.changes).toEqual([]);
});

const nearby = [
  { id: 'id-of-8b', name: 'Lớp 8B', address: '192.168.1.20:8765', people: 3 },
  { id: 'id-of-8c', name: '', address: '192.168.1.21:8765', people: null },
];

test('a chat that is open nearby is joined by one press', async () => {
  const { screen, chatPort, desktopPort } = setUp();
  desktopPort.tellNearby(nearby);
  flushSync();
  // Not "here": one is still outside.
  expect(screen.textContent).toMatch(/192\.168\.1\.20:8765 · 3 people(?! here)/);
  const rows = screen.querySelectorAll<HTMLButtonElement>('[aria-labelledby="nearby-title"] button');
  expect(rows.length).toBe(2);
  if (rows[0]) await press(rows[0]);
  expect(chatPort.joins).toEqual([{ address: '192.168.1.20:8765', nickname: 'Bình' }]);
});

test('nothing nearby takes no room, and what is nearby makes the advice go', () => {
  const { screen, desktopPort } = setUp();
  expect(screen.textContent).not.toContain('Open nearby');
  expect(screen.textContent).toContain('The host’s screen shows the address.');
  desktopPort.tellNearby(nearby);
  flushSync();
  expect(screen.textContent).toContain('Open nearby');
  expect(screen.textContent).not.toContain('The host’s screen shows the address.');
});

test('a chat that was joined before and is open now stands once, under those nearby', () => {
  const { screen, desktopPort } = setUp({
    recentChats: [
      { address: '192.168.1.20:8765', name: 'Lớp 8B', lastJoinedAt: 0 },
      { address: '192.168.1.30:8765', name: 'Lớp 7A', lastJoinedAt: 0 },
    ],
  });
  desktopPort.tellNearby(nearby);
  flushSync();
  const names = [...screen.querySelectorAll('li .name')].map(({ textContent }) => textContent);
  expect(names).toEqual(['Lớp 8B', '192.168.1.21:8765', 'Lớp 7A']);
});

test('it looks around only while the first screen is shown', async () => {
  const settings = someSettings;
  const chatPort = createNotingChatPort();
  const desktopPort = createNotingDesktopPort(settings);
  const desktop = new DesktopModel(desktopPort, chatPort, settings);
  const target = document.createElement('div');
  const props = { desktop, chat: new ChatModel(chatPort), onOpenSettings: vi.fn() };
  const screen = mount(Welcome, { target, props });
  flushSync();
  desktopPort.tellNearby(nearby);
  expect(desktopPort.looking.count).toBe(1);
  await unmount(screen);
  expect(desktopPort.looking.count).toBe(0);
  expect(desktop.nearby).toEqual([]);
});
