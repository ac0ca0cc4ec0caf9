import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Message } from '../../protocol/events.ts';
import { Announcer } from './announcer.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const message = (content: string): Message => ({ seq: 1, id: content, name: 'An', content, at: 0 });

test('a message is read at once, those right after it together', () => {
  const announcer = new Announcer(1_000);
  announcer.add([message('một')]);
  expect(announcer.current).toEqual({ kind: 'messages', messages: [{ name: 'An', content: 'một' }] });
  announcer.add([message('hai')]);
  announcer.add([message('ba')]);
  expect(announcer.current).toMatchObject({ messages: [{ content: 'một' }] });
  vi.advanceTimersByTime(1_000);
  expect(announcer.current).toMatchObject({ messages: [{ content: 'hai' }, { content: 'ba' }] });
});

test('of many messages only the number is said', () => {
  const announcer = new Announcer(1_000);
  announcer.add(Array.from({ length: 4 }, () => message('x')));
  expect(announcer.current).toEqual({ kind: 'count', count: 4 });
});

test('a long message is cut between characters', () => {
  const announcer = new Announcer(1_000);
  announcer.add([message('😄'.repeat(300))]);
  expect(announcer.current).toMatchObject({ messages: [{ content: '😄'.repeat(200) }] });
});

test('after a quiet while the next message is read at once again', () => {
  const announcer = new Announcer(1_000);
  announcer.add([message('một')]);
  vi.advanceTimersByTime(1_000);
  announcer.add([message('hai')]);
  expect(announcer.current).toMatchObject({ messages: [{ content: 'hai' }] });
});

test('nothing is said after the end', () => {
  const announcer = new Announcer(1_000);
  announcer.add([message('một')]);
  announcer.add([message('hai')]);
  announcer.destroy();
  vi.runAllTimers();
  expect(announcer.current).toMatchObject({ messages: [{ content: 'một' }] });
});
