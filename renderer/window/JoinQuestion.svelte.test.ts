import { expect, test, vi } from 'vitest';
import type { Settings } from '../../client/desktop-port.ts';
import { ChatModel } from '../chat/chat-model.svelte.ts';
import { createTestChat } from '../chat/testing.ts';
import { createNotingChatPort, createNotingDesktopPort, someSettings } from '../testing/ports.ts';
import { button, field, press, render, type } from '../testing/render.ts';
import { DesktopModel } from './desktop-model.svelte.ts';
import JoinQuestion from './JoinQuestion.svelte';

function setUp(change: Partial<Settings> = {}, chatPort = createNotingChatPort()) {
  const settings = { ...someSettings, ...change };
  const desktopPort = createNotingDesktopPort(settings);
  const onClose = vi.fn();
  const screen = render(JoinQuestion, {
    chat: new ChatModel(chatPort),
    desktop: new DesktopModel(desktopPort, chatPort, settings),
    address: '10.0.0.1:8765',
    onClose,
  });
  return { screen, chatPort, desktopPort, onClose };
}

test('it shows where the link leads and joins there only after a yes', async () => {
  const { screen, chatPort, onClose } = setUp();
  expect(screen.textContent).toContain('10.0.0.1:8765');
  expect(chatPort.joins).toEqual([]);
  await press(button(screen, 'Join the chat'));
  expect(chatPort.joins).toEqual([{ address: '10.0.0.1:8765', nickname: 'Bình' }]);
  expect(onClose).toHaveBeenCalledOnce();
});

test('a no joins nothing', async () => {
  const { screen, chatPort, onClose } = setUp();
  await press(button(screen, 'Not now'));
  expect(chatPort.joins).toEqual([]);
  expect(onClose).toHaveBeenCalledOnce();
});

test('who has no nickname yet says one, and it is kept', async () => {
  const { screen, chatPort, desktopPort } = setUp({ nickname: '' });
  await press(button(screen, 'Join the chat'));
  expect(screen.textContent).toContain('Type a nickname first.');
  type(field(screen, 'Your nickname'), ' Chi ');
  await press(button(screen, 'Join the chat'));
  expect(desktopPort.changes).toEqual([{ nickname: 'Chi' }]);
  expect(chatPort.joins).toEqual([{ address: '10.0.0.1:8765', nickname: 'Chi' }]);
});

test('a refusal is said, and the question stays for another try', async () => {
  const { screen, chatPort, onClose } = setUp();
  chatPort.refusals.push('no-answer');
  await press(button(screen, 'Join the chat'));
  expect(screen.textContent).toContain('Nobody answers at this address');
  expect(onClose).not.toHaveBeenCalled();
});

test('who is in a chat is told that it is left', () => {
  const { port, joins } = createTestChat();
  const { screen } = setUp({}, { ...createNotingChatPort(), ...port, joins });
  expect(screen.textContent).toContain('You leave “Lớp 9A” for it.');
});
