import { expect, test, vi } from 'vitest';
import type { ChatState } from '../client/chat-state.ts';
import { ChatModel } from './chat/chat-model.svelte.ts';
import { createTestChat } from './chat/testing.ts';
import SettingsSheet from './SettingsSheet.svelte';
import { field, render } from './testing/render.ts';
import { someSettings } from './testing/ports.ts';

function setUp(wire: ChatState['wire'], inChat = true) {
  const preferences = { value: someSettings, systemLanguage: 'en' as const, change: async () => true };
  const chat = new ChatModel(createTestChat({ wire }).port);
  return render(SettingsSheet, { chat, preferences, inChat, onClose: vi.fn() });
}

test('where the server has no renaming, the nickname is fixed for the visit and the sheet says so', () => {
  const nickname = field(setUp('workshop'), 'Your nickname');
  expect(nickname.disabled).toBe(true);
  const help = document.getElementById(nickname.getAttribute('aria-describedby') ?? '');
  expect(help?.textContent).toContain('leave and join again');
});

test('elsewhere the nickname can be changed, and so it can outside of that chat', () => {
  for (const sheet of [setUp('native'), setUp('classic'), setUp('workshop', false)]) {
    expect(field(sheet, 'Your nickname').disabled).toBe(false);
  }
});
