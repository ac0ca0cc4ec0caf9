import { expect, test } from 'vitest';
import { button, press, render } from '../testing/render.ts';
import { ChatModel } from './chat-model.svelte.ts';
import MessageRow from './MessageRow.svelte';
import OwnRow from './OwnRow.svelte';
import { createTestActions, createTestChat, message, you } from './testing.ts';
import type { OutboxRow } from './timeline-rows.ts';

const place = { head: true, tail: true, groupAt: 0 };

function row(content: string) {
  return { kind: 'message', key: 'm:1', message: { ...message(1), content }, own: false, ...place } as const;
}

function say(content: string) {
  const chat = new ChatModel(createTestChat().port);
  const { actions } = createTestActions(chat);
  return render(MessageRow, { row: row(content), chat, actions, reachable: false });
}

function setUpOwn(failure: OutboxRow['message']['failure']) {
  const waiting = { id: 'w1', content: 'tin', at: 0, failure };
  const { port, asked } = createTestChat({ outbox: [waiting] });
  const chat = new ChatModel(port);
  const row: OutboxRow = { kind: 'outbox', key: 'o:w1', message: waiting, ...place };
  const { actions } = createTestActions(chat);
  const view = render(OwnRow, { chat, row, actions, reachable: false });
  return { view, asked };
}

const sign = (view: HTMLElement) => view.querySelector('svg')?.getAttribute('aria-label');

test('one’s own message says that it is on its way, then that it is stored', () => {
  expect(sign(setUpOwn(null).view)).toBe('Sending');
  const chat = new ChatModel(createTestChat().port);
  const stored = { ...row('tin'), message: message(1, you), own: true };
  const { actions } = createTestActions(chat);
  expect(sign(render(OwnRow, { chat, row: stored, actions, reachable: false }))).toBe('Sent');
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

test('a deleted message is a quiet line in its place, without anything to do', async () => {
  const chat = new ChatModel(createTestChat().port);
  const { actions } = createTestActions(chat);
  const deleted = { ...row(''), message: { ...message(1), content: '', deleted: true as const } };
  const view = render(MessageRow, { row: deleted, chat, actions, reachable: true });
  expect(view.textContent).toContain('This message was deleted');
  expect(view.querySelector('.bubble')).toBeNull();
  view.querySelector('[role="group"]')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  expect(actions.opened).toBeNull();
});

test('an edited message says so, and reactions say how many and who', () => {
  const { port } = createTestChat();
  const chat = new ChatModel(port);
  const { actions } = createTestActions(chat);
  const reactions = [{ emoji: '👍', by: ['a', you.id] }];
  const changed = { ...row('chào'), message: { ...message(1), content: 'chào', edited: 5, reactions } };
  const view = render(MessageRow, { row: changed, chat, actions, reachable: false });
  expect(view.querySelector('.edited')?.textContent).toBe('edited');
  const chip = button(view, '👍 2: You and An');
  expect(chip.getAttribute('aria-pressed')).toBe('true');
  expect(chip.dataset['tip']).toBe('You and An');
});

test('an answer quotes what it answers, and leads there', async () => {
  const { port, asked } = createTestChat({ messages: [message(1), message(2)] });
  const chat = new ChatModel(port);
  const { actions } = createTestActions(chat);
  const answer = { ...row('ừ'), message: { ...message(2), reply: { seq: 1, id: 'm1' } } };
  const view = render(MessageRow, { row: answer, chat, actions, reachable: true });
  await press(button(view, 'Reply to An: tin 1. Go there'));
  expect(asked).toEqual(['show 1']);
});

test('the last message of one’s own says who has seen it', () => {
  const own = message(2, you);
  const { port } = createTestChat({ messages: [message(1), own], reads: [{ by: 'a', seq: 2 }] });
  const chat = new ChatModel(port);
  const { actions } = createTestActions(chat);
  const last = { ...row(''), message: own, own: true };
  const view = render(OwnRow, { row: last, chat, actions, reachable: false });
  expect(button(view, 'Seen by 1: An').textContent).toContain('Seen by 1');
});
