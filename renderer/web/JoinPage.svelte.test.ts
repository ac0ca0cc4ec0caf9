import { afterEach, expect, test, vi } from 'vitest';
import type { HostInfo } from '../../protocol/host-info.ts';
import { ChatModel } from '../chat/chat-model.svelte.ts';
import { createNotingChatPort } from '../testing/ports.ts';
import { button, field, press, render, settle, type } from '../testing/render.ts';
import JoinPage from './JoinPage.svelte';
import { PagePreferences } from './page-preferences.svelte.ts';
import { createPageStorage } from '../page-storage.ts';

afterEach(() => vi.useRealTimers());

async function setUp({
  info = { name: 'Lớp 9A', hostName: 'cô Hạnh', people: 28, accountMode: 'open', asksPassword: false },
  encrypted = false,
  nickname = '',
  comesBack = false,
  known = { password: false, session: false },
}: {
  info?: HostInfo | null;
  encrypted?: boolean;
  nickname?: string;
  comesBack?: boolean;
  known?: { password: boolean; session: boolean };
} = {}) {
  localStorage.clear();
  const chatPort = createNotingChatPort();
  const preferences = new PagePreferences(
    createPageStorage(() => localStorage),
    'en',
  );
  await preferences.change({ nickname });
  const host: { info: HostInfo | null } = { info };
  const screen = render(JoinPage, {
    chat: new ChatModel(chatPort),
    preferences,
    loadInfo: async () => host.info,
    encrypted,
    comesBack,
    known,
  });
  await settle();
  return { screen, chatPort, preferences, host };
}

test('the page says which chat it is, how many are there and who keeps the messages', async () => {
  const { screen } = await setUp();
  expect(screen.querySelector('h1')?.textContent).toBe('Lớp 9A');
  expect(screen.textContent).toContain('28 people here');
  expect(screen.textContent).toContain('Messages are kept on the host’s computer (cô Hạnh).');
});

test('only a connection that is not encrypted is said not to be', async () => {
  expect((await setUp()).screen.textContent).toContain('not encrypted');
  expect((await setUp({ encrypted: true })).screen.textContent).not.toContain('not encrypted');
});

test('a nickname and one button join, and the nickname is remembered', async () => {
  const { screen, chatPort, preferences } = await setUp();
  type(field(screen, 'Your nickname'), ' Khánh Ngọc ');
  await press(button(screen, 'Join the chat'));
  expect(chatPort.joins).toEqual([{ address: null, nickname: 'Khánh Ngọc' }]);
  expect(preferences.value.nickname).toBe('Khánh Ngọc');
});

test('without a nickname nothing is asked of the host', async () => {
  const { screen, chatPort } = await setUp();
  await press(button(screen, 'Join the chat'));
  expect(chatPort.joins).toEqual([]);
  expect(screen.textContent).toContain('Type a nickname first.');
  expect(document.activeElement).toBe(field(screen, 'Your nickname'));
});

test('a taken nickname offers another one', async () => {
  const { screen, chatPort } = await setUp();
  chatPort.refusals.push('nickname-taken');
  type(field(screen, 'Your nickname'), 'An');
  await press(button(screen, 'Join the chat'));
  expect(screen.textContent).toContain('Someone here has this nickname');
  await press(button(screen, 'Join as An 2'));
  expect(chatPort.joins.at(-1)).toEqual({ address: null, nickname: 'An 2' });
});

test('a host that is not there is looked for, and not blamed on the address', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { screen, chatPort, host } = await setUp({ info: null });
  expect(screen.textContent).toContain('The host is not there right now');
  chatPort.refusals.push('no-answer');
  type(field(screen, 'Your nickname'), 'An');
  await press(button(screen, 'Join the chat'));
  expect(screen.textContent).toContain('You come in as soon as the host is back.');
  expect(screen.textContent).not.toContain('address');
  host.info = { name: 'Lớp 9A', hostName: '', people: 3, accountMode: 'open', asksPassword: false };
  vi.advanceTimersByTime(3_000);
  await settle();
  expect(chatPort.joins).toHaveLength(2);
  expect(screen.textContent).not.toContain('The host is not there');
});

test('the number of people follows the host while somebody looks', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { screen, host } = await setUp();
  host.info = { name: 'Lớp 9A', hostName: '', people: 29, accountMode: 'open', asksPassword: false };
  vi.advanceTimersByTime(10_000);
  await settle();
  expect(screen.textContent).toContain('29 people here');
  host.info = null;
  vi.advanceTimersByTime(10_000);
  await settle();
  expect(screen.textContent).not.toContain('29 people here');
  expect(screen.querySelector('h1')?.textContent).toBe('Lớp 9A');
});

test('a host that no longer answers is not said to have people in it', async () => {
  const { screen, chatPort } = await setUp();
  chatPort.refusals.push('no-answer');
  type(field(screen, 'Your nickname'), 'An');
  await press(button(screen, 'Join the chat'));
  expect(screen.textContent).not.toContain('28 people here');
});

test('the language can be switched before joining', async () => {
  const { screen, preferences } = await setUp();
  await press(button(screen, 'Tiếng Việt'));
  expect(preferences.value.language).toBe('vi');
});

test('whoever reloads the page is back in the chat without being asked', async () => {
  const { chatPort } = await setUp({ nickname: 'An', comesBack: true });
  expect(chatPort.joins).toEqual([{ address: null, nickname: 'An' }]);
});

test('a remembered nickname alone joins nothing', async () => {
  const { screen, chatPort } = await setUp({ nickname: 'An' });
  expect(chatPort.joins).toEqual([]);
  expect(field(screen, 'Your nickname').value).toBe('An');
});
