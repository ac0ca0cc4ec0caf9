import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { Message } from '../../protocol/events.ts';
import { ChatModel } from '../chat/chat-model.svelte.ts';
import { createTestChat, message } from '../chat/testing.ts';
import { i18n } from '../i18n/i18n.svelte.ts';
import { createNotingDesktopPort, someSettings } from '../testing/ports.ts';
import { tellSystem } from './tell-system.svelte.ts';

function setUp(alerts: 'mentions' | 'everything' | 'none' = 'mentions') {
  i18n.language = 'en';
  const test = createTestChat();
  const port = createNotingDesktopPort();
  const chat = new ChatModel(test.port);
  tellSystem(port, chat, { settings: { ...someSettings, alerts } });
  flushSync();
  return { ...test, chat, port };
}

function said(content: string, seq: number): Message {
  return { ...message(seq), content };
}

test('a mention while another window is in front is shown, and leads to its message', () => {
  const { say, port } = setUp();
  port.focus(false);
  say(said('chào cả lớp', 2));
  say(said('@Bình ơi', 3));
  expect(port.shownAlerts).toEqual([{ title: 'An · Lớp 9A', body: '@Bình ơi', seq: 3 }]);
});

test('a private message is shown without a name in it, and leads to its talk', () => {
  const { hear, port } = setUp();
  port.focus(false);
  hear({ type: 'messages-sent', room: '@a', messages: [said('nói riêng', 3)] });
  expect(port.shownAlerts).toEqual([{ title: 'An · Lớp 9A', body: 'nói riêng', seq: 3, room: '@a' }]);
});

test('while the window is in front nothing is shown, and nothing is unread', () => {
  const { say, port } = setUp('everything');
  say(said('@Bình ơi', 2));
  flushSync();
  expect([port.shownAlerts, port.unread]).toEqual([[], [0]]);
});

test('messages that come together are shown as one, with their number', () => {
  const { say, port } = setUp('everything');
  port.focus(false);
  say(said('một', 2), said('hai', 3));
  expect(port.shownAlerts).toEqual([{ title: 'Lớp 9A · 2 new messages', body: 'An: hai', seq: 3 }]);
});

test('a very long message is cut, and not within a character', () => {
  const { say, port } = setUp('everything');
  port.focus(false);
  say(said('🐝'.repeat(2_000), 2));
  expect(port.shownAlerts[0]?.body).toBe('🐝'.repeat(240));
});

test('the system hears how many are unread, and that they have been seen', () => {
  const { say, port } = setUp('none');
  port.focus(false);
  say(said('một', 2));
  flushSync();
  say(said('hai', 3));
  flushSync();
  port.focus(true);
  flushSync();
  expect(port.unread).toEqual([0, 1, 2, 0]);
  expect(port.shownAlerts).toEqual([]);
});
