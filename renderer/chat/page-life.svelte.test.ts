import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import { ChatModel } from './chat-model.svelte.ts';
import { followPage } from './page-life.svelte.ts';
import { createTestChat } from './testing.ts';

test('with the end of a chat its name leaves the title, and nothing of it follows the page any more', () => {
  document.title = 'Classic Chatbox';
  const chat = new ChatModel(createTestChat().port);
  const end = $effect.root(() => void followPage(chat));
  flushSync();
  expect(document.title).toBe('Lớp 9A');
  const setLooking = vi.spyOn(chat.attention, 'setLooking');
  window.dispatchEvent(new Event('blur'));
  expect(setLooking).toHaveBeenCalledOnce();

  end();
  expect(document.title).toBe('Classic Chatbox');
  for (const target of [window, document]) {
    for (const type of ['focus', 'blur', 'visibilitychange']) target.dispatchEvent(new Event(type));
  }
  expect(setLooking).toHaveBeenCalledOnce();
  chat.destroy();
});
