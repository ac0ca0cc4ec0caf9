import { expect, test } from 'vitest';
import { button, press, render } from '../testing/render.ts';
import { ChatModel } from './chat-model.svelte.ts';
import { createMentionMatcher } from './mentions.ts';
import MessageRow from './MessageRow.svelte';
import OwnRow from './OwnRow.svelte';
import { createTestChat, message, you } from './testing.ts';
import type { OutboxRow } from './timeline-rows.ts';

const place = { head: true, tail: true, groupAt: 0 };
const mentions = createMentionMatcher(['An', 'Bình'], 'Bình');

function row(content: string) {
  return { kind: 'message', key: 'm:1', message: { ...message(1), content }, own: false, ...place } as const;
}

const say = (content: string) => render(MessageRow, { row: row(content), mentions, marked: false });

function setUpOwn(failure: OutboxRow['message']['failure']) {
  const waiting = { id: 'w1', content: 'tin', at: 0, failure };
  const { port, asked } = createTestChat({ outbox: [waiting] });
  const chat = new ChatModel(port);
  const row: OutboxRow = { kind: 'outbox', key: 'o:w1', message: waiting, ...place };
  const view = render(OwnRow, { chat, row });
  return { view, asked };
}

const sign = (view: HTMLElement) => view.querySelector('svg')?.getAttribute('aria-label');

test('one’s own message says that it is on its way, then that it is stored', () => {
  expect(sign(setUpOwn(null).view)).toBe('Sending');
  const chat = new ChatModel(createTestChat().port);
  const stored = { ...row('tin'), message: message(1, you), own: true };
  expect(sign(render(OwnRow, { chat, row: stored }))).toBe('Sent');
});

test('one’s own message that was refused says why, and is sent again or let go of', async () => {
  const { view, asked } = setUpOwn('storage-full');
  expect(view.textContent).toContain('Not sent: The host has no room left');
  await press(button(view, 'Send again'));
  await press(button(view, 'Discard'));
  expect(asked).toEqual(['retry w1', 'discard w1']);
});

test('a message says who and at what time, and the full date on hover', () => {
  const view = say('chào');
  expect(view.querySelector('.name')?.textContent).toBe('An');
  expect(view.querySelector('time')?.textContent).toMatch(/^\d\d:\d\d$/);
  expect(view.querySelector('.bubble')?.getAttribute('title')).toMatch(/19(69|70)/);
});

test('a link opens outside and tells the other side nothing; markup stays text', () => {
  const view = say('<b>x</b> https://a.example/');
  const link = view.querySelector('a');
  expect(link?.target).toBe('_blank');
  expect(link?.rel).toBe('noopener noreferrer');
  expect(view.querySelector('b')).toBeNull();
  expect(view.querySelector('.bubble')?.textContent).toContain('<b>x</b>');
});

test('a message that mentions oneself stands out, one that mentions others does not', () => {
  expect(say('@Bình ơi').querySelector('.bubble.calls')).not.toBeNull();
  expect(say('@An ơi').querySelector('.bubble.calls')).toBeNull();
});

test('code on lines of its own keeps them and has a way to copy it', () => {
  const view = say('xem:\n```py\nfor i in x:\n    print(i)\n```');
  expect(view.querySelector('pre')?.textContent).toBe('for i in x:\n    print(i)');
  expect(button(view, 'Copy the code')).toBeDefined();
});
