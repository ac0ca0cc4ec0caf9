import { expect, test } from 'vitest';
import { ChatModel } from '../chat/chat-model.svelte.ts';
import { createTestChat } from '../chat/testing.ts';
import { createNotingDesktopPort } from '../testing/ports.ts';
import { settle } from '../testing/render.ts';
import { Requests } from './requests.svelte.ts';

function setUp() {
  const port = createNotingDesktopPort();
  const test = createTestChat();
  const chat = new ChatModel(test.port);
  return { port, chat, joins: test.joins, requests: new Requests(port, chat) };
}

test('a link is a question with its address, and joins nothing', () => {
  const { port, requests, joins } = setUp();
  port.request({ type: 'ask-join', address: '10.0.0.1:8765' });
  expect(requests.joinAddress).toBe('10.0.0.1:8765');
  expect(joins).toEqual([]);
  requests.endJoin();
  expect(requests.joinAddress).toBeNull();
});

test('a message is shown, with nothing over it', async () => {
  const { port, chat, requests } = setUp();
  port.request({ type: 'open-settings' });
  expect(requests.settingsOpen).toBe(true);
  port.request({ type: 'show-message', seq: 1 });
  expect(requests.settingsOpen).toBe(false);
  await settle();
  expect(chat.target).toBe(1);
});
