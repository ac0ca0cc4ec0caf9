import { expect, test, vi } from 'vitest';
import type { ChatState } from '../client/chat-state.ts';
import { ChatModel } from './chat/chat-model.svelte.ts';
import { createTestChat } from './chat/testing.ts';
import SettingsSheet from './SettingsSheet.svelte';
import type { PreferencesModel } from './preferences.ts';
import { button, field, press, render, type } from './testing/render.ts';
import { someSettings } from './testing/ports.ts';

function setUp(wire: ChatState['wire'], inChat = true) {
  const preferences = { value: someSettings, systemLanguage: 'en' as const, change: async () => true };
  return open(new ChatModel(createTestChat({ wire }).port), preferences, inChat);
}

function open(chat: ChatModel, preferences: PreferencesModel, inChat = true) {
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

test('a nickname is kept by the button or Enter, and not by looking elsewhere', async () => {
  const changes: unknown[] = [];
  const change = async (wish: unknown) => changes.push(wish) > 0;
  const chat = new ChatModel(createTestChat({ wire: 'native' }).port);
  const sheet = open(chat, { value: someSettings, systemLanguage: 'en', change });
  const nickname = field(sheet, 'Your nickname');
  expect(sheet.textContent).not.toContain('Save');
  type(nickname, 'An');
  nickname.dispatchEvent(new FocusEvent('blur'));
  expect(changes).toEqual([]);
  await press(button(sheet, 'Save'));
  expect(changes).toEqual([{ nickname: 'An' }]);
});

test('a nickname that will not work is told the rule', async () => {
  const sheet = setUp('native');
  type(field(sheet, 'Your nickname'), 'x'.repeat(101));
  await press(button(sheet, 'Save'));
  expect(sheet.textContent).toContain(
    'This nickname will not work. Use 1 to 100 characters that can be seen, on one line.',
  );
});

test('a taken nickname offers another one here, too', async () => {
  const { port } = createTestChat({ wire: 'native' });
  const asked: string[] = [];
  const rename = async (nickname: string) => {
    asked.push(nickname);
    return asked.length === 1
      ? ({ ok: false, code: 'nickname-taken' } as const)
      : ({ ok: true, value: null } as const);
  };
  const preferences = { value: someSettings, systemLanguage: 'en' as const, change: async () => true };
  const sheet = open(new ChatModel({ ...port, rename }), preferences);
  type(field(sheet, 'Your nickname'), 'An');
  await press(button(sheet, 'Save'));
  expect(sheet.textContent).toContain('Someone here has this nickname');
  await press(button(sheet, 'Use An 2'));
  expect(asked).toEqual(['An', 'An 2']);
  expect(sheet.textContent).not.toContain('Someone here has this nickname');
});
