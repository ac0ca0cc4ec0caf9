import { expect, test } from 'vitest';
import type { OutboxMessage } from './chat-port.ts';
import { recogniseOwn } from './recognise-own.ts';
import type { Message } from '../protocol/events.ts';

/** Messages as `name content second`, numbered from 1. */
function history(...texts: readonly string[]): Message[] {
  return texts.map((text, index) => {
    const [name = '', content = '', at = '0'] = text.split(' ');
    return { seq: index + 1, id: `server-${index + 1}`, name, content, at: Number(at) };
  });
}

function sent(...contents: readonly string[]): OutboxMessage[] {
  return contents.map((content, index) => ({ id: `own-${index + 1}`, content, at: 1, failure: null }));
}

function idsOf(
  page: readonly Message[],
  held: readonly Message[],
  unsure: readonly OutboxMessage[],
): string[] {
  return recogniseOwn(page, { unsure, held, name: 'An' }).map(({ id }) => id);
}

test('A new message under one’s own name with the same content is the one that was sent.', () => {
  const page = history('Binh hi 1', 'An yes 2', 'Binh no 3');
  expect(idsOf(page, page.slice(0, 1), sent('yes'))).toEqual(['server-1', 'own-1', 'server-3']);
});

test('The same words of somebody else, or other words of one’s own, are not.', () => {
  const page = history('Binh yes 1', 'An no 2');
  expect(idsOf(page, [], sent('yes'))).toEqual(['server-1', 'server-2']);
});

test('What was held already is not taken for the message in doubt, not even within one second.', () => {
  const once = history('An ok 5');
  expect(idsOf(once, once, sent('ok'))).toEqual(['server-1']);
  expect(idsOf(history('An ok 5', 'An ok 5'), once, sent('ok'))).toEqual(['server-1', 'own-1']);
});

test('Nor is what is older than that.', () => {
  const held = history('An later 9');
  expect(idsOf(history('An ok 5', 'An later 9'), held, sent('ok'))).toEqual(['server-1', 'server-2']);
  expect(idsOf(history('An ok 5'), history('Binh hi 9'), sent('ok'))).toEqual(['server-1']);
});

test('Somebody else’s newer message that was heard before the loss hides nothing.', () => {
  const page = history('An one 1', 'An two 4', 'Binh hi 5');
  const held = [history('An one 1'), history('Binh hi 5')].flat();
  expect(idsOf(page, held, sent('two'))).toEqual(['server-1', 'own-1', 'server-3']);
});

test('Each message in doubt is found once, the oldest first.', () => {
  expect(idsOf(history('An a 1', 'An a 1', 'An a 1'), [], sent('a', 'a'))).toEqual([
    'own-1',
    'own-2',
    'server-3',
  ]);
});

test('With nothing in doubt the page is left as it is.', () => {
  const page = history('An a 1');
  expect(recogniseOwn(page, { unsure: [], held: [], name: 'An' })).toBe(page);
});
