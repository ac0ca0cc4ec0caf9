import { expect, test } from 'vitest';
import type { ChatState } from '../../client/chat-state.ts';
import { button, press, render } from '../testing/render.ts';
import { ChatModel } from './chat-model.svelte.ts';
import OlderServer from './OlderServer.svelte';
import { createTestChat } from './testing.ts';

function setUp(wire: ChatState['wire']) {
  const place = render(OlderServer, { chat: new ChatModel(createTestChat({ wire }).port) });
  return { place, lacks: () => [...place.querySelectorAll('li')].map(({ textContent }) => textContent) };
}

test('our own server lacks nothing, so nothing is said', () => {
  expect(setUp('native').place.textContent).toBe('');
  expect(setUp(null).place.textContent).toBe('');
});

test('an older server is said in one line, and what it lacks where somebody asks', () => {
  const { place, lacks } = setUp('classic');
  expect(place.textContent).toContain('This chat is on an older server');
  expect(place.querySelector('details')?.open).toBe(false);
  expect(lacks()).toHaveLength(6);
  expect(lacks()).toContain('Nobody sees who is typing.');
  expect(lacks()).not.toContain('Older messages cannot be fetched.');
});

test('a workshop server lacks older messages and other names too', () => {
  const { lacks } = setUp('workshop');
  expect(lacks()).toContain('Older messages cannot be fetched.');
  expect(lacks()).toContain('A nickname is for the whole visit: to change it, leave and join again.');
});

test('who has read the line hides it', async () => {
  const { place } = setUp('classic');
  await press(button(place, 'Hide this line'));
  expect(place.textContent).toBe('');
});
