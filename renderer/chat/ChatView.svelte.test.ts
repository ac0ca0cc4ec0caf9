import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChatState } from '../../client/chat-state.ts';
import { button, field, press, pressKey, render, settle, type } from '../testing/render.ts';
import { ChatModel } from './chat-model.svelte.ts';
import ChatView from './ChatView.svelte';
import { an, createTestChat, message, you } from './testing.ts';

beforeEach(() => localStorage.clear());
afterEach(() => vi.useRealTimers());

function setUp(change: Partial<ChatState> = {}, props: { onToggleHostPanel?: () => void } = {}) {
  const test = createTestChat(change);
  const chat = new ChatModel(test.port);
  const view = render(ChatView, { chat, onOpenSettings: () => undefined, ...props });
  const area = view.querySelector('textarea');
  if (area === null) throw new Error('no composer');
  return { ...test, chat, view, area };
}

function write(area: HTMLTextAreaElement, text: string) {
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

test('the header says which chat this is and how many are here', () => {
  const { view } = setUp();
  expect(view.querySelector('h1')?.textContent).toBe('Lớp 9A');
  expect(view.querySelector('header')?.textContent).toContain('2 people here');
});

test('people are listed with oneself first, host and co-hosts marked', () => {
  const chi = { id: 'c', name: 'Chi', coHost: true } as const;
  const { view } = setUp({ people: [{ ...an, host: true }, you, chi] });
  const people = [...view.querySelectorAll('.side li')];
  expect(people.map((person) => person.querySelector('.who')?.textContent.trim())).toEqual([
    'Bình (you)',
    'An',
    'Chi',
  ]);
  expect(people.map((person) => person.querySelector('.role')?.getAttribute('aria-label') ?? null)).toEqual([
    null,
    'Hosts this chat',
    'Co-hosts this chat',
  ]);
});

test('a text area that is said to be selected after it has gone is no trouble', async () => {
  const { chat, area } = setUp();
  chat.open('another');
  await settle();
  expect(area.isConnected).toBe(false);
  const failed = vi.fn((event: Event) => event.preventDefault());
  window.addEventListener('error', failed, { once: true });
  area.dispatchEvent(new Event('select'));
  window.removeEventListener('error', failed);
  expect(failed).not.toHaveBeenCalled();
});

test('Enter sends what is written and empties the text area', async () => {
  const { view, area, asked } = setUp();
  write(area, 'chào');
  await pressKey(area, 'Enter');
  expect(asked).toEqual(['send chào']);
  expect(area.value).toBe('');
  expect(button(view, 'Send').disabled).toBe(true);
});

test('the button ends a composition and sends its word too', async () => {
  const { view, area, asked } = setUp();
  area.dispatchEvent(new CompositionEvent('compositionstart'));
  write(area, 'tiế');
  // What a browser does on losing the focus.
  area.addEventListener('blur', () => {
    area.value = 'tiếng';
    area.dispatchEvent(new CompositionEvent('compositionend'));
  });
  area.focus();
  await press(button(view, 'Send'));
  expect(asked).toEqual(['send tiếng']);
  expect(area.value).toBe('');
});

test('a draft waits for the same chat', () => {
  write(setUp().area, 'nháp');
  expect(setUp().area.value).toBe('nháp');
});

test('a draft does not wait for the next pupil at this machine', async () => {
  const { view, area, asked } = setUp();
  write(area, 'nháp');
  await press(button(view, 'Leave the chat'));
  await press(button(view, 'Leave'));
  expect(asked).toEqual(['leave']);
  expect(setUp().area.value).toBe('');
});

test('a draft is not shown to another person in the same chat', () => {
  write(setUp().area, 'nháp');
  expect(setUp({ you: an }).area.value).toBe('');
});

test('leaving is asked about in place, and one may stay', async () => {
  const { view, asked } = setUp();
  await press(button(view, 'Leave the chat'));
  await press(button(view, 'Stay'));
  expect(view.textContent).not.toContain('Leave this chat?');
  expect(asked).toEqual([]);
});

test('a lost connection is said after a moment, with a countdown and a way to hurry', async () => {
  vi.useFakeTimers();
  const { view, connect, asked, area } = setUp();
  const status = () => view.querySelector('header .count')?.textContent.trim();
  connect({ name: 'reconnecting', address: 'x', code: 'connection-lost', retryAt: Date.now() + 4_000 });
  flushSync();
  expect(view.textContent).not.toContain('The connection broke');
  expect(status()).toBe('2 people here');
  vi.advanceTimersByTime(1_000);
  flushSync();
  expect(view.textContent).toContain('The connection broke');
  expect(status()).toBe('Connecting');
  expect(view.textContent).toContain('Next try in 3 seconds');
  button(view, 'Retry now').click();
  expect(asked).toEqual(['reconnect now']);
  expect(area.readOnly).toBe(false);
  connect({ name: 'reconnecting', address: 'x', code: 'connection-lost', retryAt: null });
  flushSync();
  expect(view.textContent).toContain('The connection broke');
});

test('a seat taken elsewhere pauses the composer and can be taken back', async () => {
  const { view, connect, asked, area } = setUp();
  connect({ name: 'replaced', address: 'x' });
  flushSync();
  expect(area.readOnly).toBe(true);
  expect(view.textContent).toContain('Press “Use here” to write in this window');
  await press(button(view, 'Use here'));
  expect(asked).toEqual(['take seat']);
});

test('whoever is sent away is told so calmly, with what to do next, and cannot write', async () => {
  const { view, connect, joins, area } = setUp();
  connect({ name: 'refused', address: '192.168.1.5:8765', code: 'removed' });
  await settle();
  expect(view.querySelector('.banner')?.classList.contains('bad')).toBe(false);
  expect(view.textContent).toContain('You were sent out of this chat');
  expect(area.readOnly).toBe(true);
  expect(view.textContent).toContain('You can read on here, but not write');
  await press(button(view, 'Try again'));
  expect(joins).toEqual([{ address: '192.168.1.5:8765', nickname: 'Bình' }]);
});

test('after a taken nickname one comes back under another', async () => {
  const { view, connect, joins } = setUp();
  connect({ name: 'refused', address: '192.168.1.5:8765', code: 'nickname-taken' });
  flushSync();
  type(field(view, 'Another nickname'), 'Bình 2');
  await press(button(view, 'Come back'));
  expect(joins).toEqual([{ address: '192.168.1.5:8765', nickname: 'Bình 2' }]);
});

test('an empty chat says what to do next', async () => {
  expect(setUp({ messages: [] }).view.textContent).toContain('Be the first to say hello.');
  const opened = vi.fn();
  const { view } = setUp({ messages: [], people: [you] }, { onToggleHostPanel: opened });
  await press(button(view, 'Show the code'));
  expect(opened).toHaveBeenCalledOnce();
});

test('only who hosts has a button for the way in', () => {
  const hosts = setUp({}, { onToggleHostPanel: () => undefined });
  expect(button(hosts.view, 'How others join')).toBeDefined();
  expect(() => button(setUp().view, 'How others join')).toThrow('0 buttons');
});

test('the title counts what came while nobody looked', async () => {
  const { chat, say } = setUp();
  chat.attention.setLooking(false);
  say(message(2), message(3));
  flushSync();
  expect(document.title).toBe('(2) Lớp 9A');
  chat.attention.setLooking(true);
  flushSync();
  expect(document.title).toBe('Lớp 9A');
  chat.destroy();
});

test('who types is named below the messages', async () => {
  const { view, hear } = setUp();
  hear({ type: 'typing-changed', person: an, typing: true });
  await settle();
  expect(view.querySelector('.typing')?.textContent).toContain('An is typing…');
});

test('arriving messages are announced apart from the windowed log', async () => {
  const { view, say, chat } = setUp();
  say(message(2));
  flushSync();
  expect(view.querySelector('[role=log]')?.getAttribute('aria-live')).toBe('off');
  expect(view.querySelector('.timeline > [aria-live=polite]')?.textContent).toContain('An: tin 2');
  chat.destroy();
});
