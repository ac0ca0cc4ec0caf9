// Who may send whom away from the list of people, and how it is asked.
import { expect, test } from 'vitest';
import type { ChatState } from '../../client/chat-state.ts';
import type { Person } from '../../protocol/events.ts';
import { button, press, render, settle } from '../testing/render.ts';
import { ChatModel } from '../chat/chat-model.svelte.ts';
import Places from './Places.svelte';
import { createTestChat, you } from '../chat/testing.ts';

const minh: Person = { id: 'minh', name: 'Minh' };
const lan: Person = { id: 'lan', name: 'Lan', coHost: true };
const teacher: Person = { id: 'teacher', name: 'cô Hạnh', host: true };

function setUp(me: Person, change: Partial<ChatState> = {}) {
  const chat = createTestChat({ you: me, people: [me, minh, lan, teacher], ...change });
  const places = render(Places, { chat: new ChatModel(chat.port), onArrange: () => undefined });
  const offered = () =>
    [...places.querySelectorAll('button')]
      .map((each) => each.getAttribute('aria-label') ?? '')
      .filter((label) => label.startsWith('Send '));
  return { ...chat, places, offered };
}

test('the host may send anybody away but themselves', () => {
  const { offered } = setUp({ ...you, host: true }, { people: [{ ...you, host: true }, minh, lan] });
  expect(offered()).toEqual(['Send Lan away', 'Send Minh away']);
});

test('a co-host may send away those who are neither host nor co-host, a pupil nobody', () => {
  expect(setUp({ ...you, coHost: true }).offered()).toEqual(['Send Minh away']);
  expect(setUp(you).offered()).toEqual([]);
});

test('it is asked first, and Cancel sends nobody away', async () => {
  const { places, calls } = setUp({ ...you, coHost: true });
  await press(button(places, 'Send Minh away'));
  expect(places.querySelector('dialog')?.textContent).toContain(
    'Minh cannot come back while this chat is open',
  );
  await press(button(places, 'Cancel'));
  expect(places.querySelector('dialog')).toBeNull();
  expect(calls).toEqual([]);
});

test('whoever is sent away is so by their id, and the question is gone', async () => {
  const { places, calls } = setUp({ ...you, coHost: true });
  await press(button(places, 'Send Minh away'));
  await press(button(places, 'Send away'));
  expect(calls).toEqual(['send away minh']);
  expect(places.querySelector('dialog')).toBeNull();
});

test('what the host answers instead is said, and the question stays', async () => {
  const { places, refusals } = setUp({ ...you, coHost: true });
  refusals.push('unknown-person');
  await press(button(places, 'Send Minh away'));
  await press(button(places, 'Send away'));
  expect(places.querySelector('dialog')?.textContent).toContain('This person is not here any more');
});

test('a co-host sees below the people who was sent away, and lets them back in; the host has them in the panel', async () => {
  const removed = [{ id: 'chi', name: 'Chi' }];
  const { places, calls, hear } = setUp({ ...you, coHost: true }, { removed });
  await press(button(places, 'Let back in: Chi'));
  expect(calls).toEqual(['let in chi']);
  hear({ type: 'removed-changed', people: [] });
  await settle();
  expect(places.textContent).not.toContain('Chi');
  expect(setUp({ ...you, host: true }, { removed }).places.textContent).not.toContain('Chi');
});
