import { tick } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { ChatModel } from '../chat/chat-model.svelte.ts';
import { createTestActions, createTestChat, message, you } from '../chat/testing.ts';

const anchor = document.createElement('button');
afterEach(() => anchor.remove());

function setUp() {
  const test = createTestChat();
  const chat = new ChatModel(test.port);
  document.body.append(anchor);
  return { ...createTestActions(chat), host: test.asked, refusals: test.refusals };
}

test('a reaction is put there, and one’s own is taken away', async () => {
  const { actions, host } = setUp();
  await actions.react({ ...message(1), reactions: [{ emoji: '👍', by: ['a'] }] }, '👍');
  await actions.react({ ...message(1), reactions: [{ emoji: '👍', by: ['a', you.id] }] }, '👍');
  expect(host).toEqual(['react m1 👍 on', 'react m1 👍 off']);
});

test('answering and editing go to where one writes; copying gives the focus back', async () => {
  const { actions, asked } = setUp();
  actions.openMenu(message(1), anchor);
  await actions.act('reply', message(1), anchor);
  await actions.act('edit', message(2), anchor);
  actions.openMenu(message(3), anchor);
  await actions.act('copy', message(3), anchor);
  expect(asked).toEqual(['reply m1', 'edit m2', 'copy tin 3']);
  expect(actions.opened).toBeNull();
  expect(document.activeElement).toBe(anchor);
});

test('deleting asks first', async () => {
  const { actions, host } = setUp();
  await actions.act('remove', message(1), anchor);
  expect(actions.opened?.kind).toBe('remove');
  expect(host).toEqual([]);
  await actions.remove(message(1));
  expect(host).toEqual(['remove m1']);
  expect(actions.opened).toBeNull();
});

test('what was not done is said, until the next thing is', async () => {
  const { actions, refusals } = setUp();
  refusals.push('connection-lost');
  await actions.react(message(1), '👍');
  expect(actions.failure).toBe('connection-lost');
  await actions.react(message(1), '👍');
  expect(actions.failure).toBeNull();
});

test('emoji that cannot be fetched are said to be', async () => {
  const { actions } = setUp();
  await actions.openEmoji(message(1), anchor);
  await tick();
  expect(actions.opened).toBeNull();
  expect(actions.failure).toBe('connection-lost');
});
