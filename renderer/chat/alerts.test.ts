import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Message } from '../../protocol/events.ts';
import { type Alert, AlertGatherer, worthAlert } from './alerts.ts';
import { createMentionMatcher } from './mentions.ts';
import { message } from './testing.ts';

const mentions = createMentionMatcher(['An', 'Bình', 'Bình An'], 'Bình');

function said(content: string, seq = 1): Message {
  return { ...message(seq), content };
}

type AlertChoice = 'mentions' | 'everything' | 'none';

function worth(content: string, choice: AlertChoice, reading = false, room = 'main'): boolean {
  return worthAlert({ room, messages: [said(content)], mentions, reading }, choice).length > 0;
}

test('unless chosen otherwise, only a message that calls one by name is worth a notification', () => {
  expect(worth('chào cả lớp', 'mentions')).toBe(false);
  expect(worth('@Bình ơi', 'mentions')).toBe(true);
  expect(worth('@An ơi', 'mentions')).toBe(false);
});

test('the name counts as the host takes it: in any case and form, and whole', () => {
  expect(worth('này @BÌNH', 'mentions')).toBe(true);
  expect(worth('này @Bình'.normalize('NFD').normalize('NFC'), 'mentions')).toBe(true);
  expect(worth('@Bình An xem này', 'mentions')).toBe(false);
  expect(worth('binh@Bình.example', 'mentions')).toBe(false);
});

test('a name in code calls nobody', () => {
  expect(worth('`@Bình`', 'mentions')).toBe(false);
  expect(worth('```\n@Bình\n```', 'mentions')).toBe(false);
});

test('what is said to one alone is worth it without a name, and what is said in a room is not', () => {
  expect(worth('chào', 'mentions', false, '@person-an')).toBe(true);
  expect(worth('chào', 'none', false, '@person-an')).toBe(false);
  expect(worth('chào', 'mentions', true, '@person-an')).toBe(false);
  expect(worth('chào', 'mentions', false, 'room-game')).toBe(false);
});

test('who wants to know everything or nothing does', () => {
  expect(worth('chào cả lớp', 'everything')).toBe(true);
  expect(worth('@Bình ơi', 'none')).toBe(false);
});

test('who is looking needs no notification', () => {
  for (const choice of ['mentions', 'everything', 'none'] as const) {
    expect(worth('@Bình ơi', choice, true)).toBe(false);
  }
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function gather() {
  const told: Alert[] = [];
  return { told, gatherer: new AlertGatherer((alert) => told.push(alert)) };
}

test('the first message is told at once, and the 500 after it as one', () => {
  const { told, gatherer } = gather();
  gatherer.add([message(1)], 'main');
  for (let seq = 2; seq <= 501; seq++) gatherer.add([message(seq)], 'main');
  expect(told).toEqual([{ newest: message(1), room: 'main', count: 1 }]);
  vi.runAllTimers();
  expect(told).toEqual([
    { newest: message(1), room: 'main', count: 1 },
    { newest: message(501), room: 'main', count: 501 },
  ]);
});

test('messages that come together, as after a reconnect, are one notification', () => {
  const { told, gatherer } = gather();
  gatherer.add([message(1), message(2), message(3)], 'main');
  vi.runAllTimers();
  expect(told).toEqual([{ newest: message(3), room: 'main', count: 3 }]);
});

test('once somebody has looked, what waited is told no more and the next message at once', () => {
  const { told, gatherer } = gather();
  gatherer.add([message(1)], 'main');
  gatherer.add([message(2)], 'main');
  gatherer.clear();
  vi.runAllTimers();
  expect(told).toHaveLength(1);
  gatherer.add([message(3)], 'main');
  expect(told.at(-1)).toEqual({ newest: message(3), room: 'main', count: 1 });
});

test('a quiet turn says nothing', () => {
  const { told, gatherer } = gather();
  gatherer.add([], 'main');
  gatherer.add([message(1)], 'main');
  vi.runAllTimers();
  vi.runAllTimers();
  expect(told).toHaveLength(1);
});
