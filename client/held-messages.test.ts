import { expect, test } from 'vitest';
import { messagesFrom } from './fake-platform.ts';
import { appendMessages, prependMessages } from './held-messages.ts';

const seqs = (messages: readonly { readonly seq: number }[]) => messages.map(({ seq }) => seq);

test('A batch that follows is added at the end.', () => {
  expect(appendMessages(messagesFrom(1, 2), messagesFrom(3, 4))).toEqual(messagesFrom(1, 4));
});

test('The first batch may begin anywhere.', () => {
  expect(appendMessages([], messagesFrom(90, 92))).toEqual(messagesFrom(90, 92));
});

test('What is held already is dropped, and the same array comes back where nothing is new.', () => {
  const held = messagesFrom(5, 8);
  expect(appendMessages(held, messagesFrom(7, 8))).toBe(held);
  expect(appendMessages(held, messagesFrom(3, 9))).toEqual(messagesFrom(5, 9));
});

test('Another message under a held number takes its place.', () => {
  const [, second] = messagesFrom(1, 2);
  const other = { ...second!, id: 'message-other' };
  const held = messagesFrom(1, 3);
  const after = appendMessages(held, [other]);
  expect(after.map(({ id }) => id)).toEqual(['message-1', 'message-other', 'message-3']);
  expect(held).toEqual(messagesFrom(1, 3));
});

test('Another message under a number of the same batch takes its place too.', () => {
  const [first, second] = messagesFrom(1, 2);
  const other = { ...second!, id: 'message-other' };
  expect(appendMessages([], [first!, second!, other])).toEqual([first, other]);
});

test('Beyond a gap only what follows it is kept.', () => {
  expect(seqs(appendMessages(messagesFrom(1, 3), messagesFrom(6, 7)))).toEqual([6, 7]);
  expect(seqs(appendMessages(messagesFrom(1, 3), [...messagesFrom(4, 4), ...messagesFrom(8, 9)]))).toEqual([
    8, 9,
  ]);
});

test('A page that ends right before the first message goes before it.', () => {
  expect(prependMessages(messagesFrom(5, 6), messagesFrom(1, 4))).toEqual(messagesFrom(1, 6));
});

test('A page that overlaps adds what is new of it.', () => {
  expect(prependMessages(messagesFrom(5, 6), messagesFrom(3, 6))).toEqual(messagesFrom(3, 6));
});

test('A page that does not connect changes nothing.', () => {
  const held = messagesFrom(5, 6);
  expect(prependMessages(held, messagesFrom(1, 3))).toBe(held);
  expect(prependMessages([], messagesFrom(1, 3))).toEqual([]);
});

test('Of a page with a gap only the part that connects is taken.', () => {
  const page = [...messagesFrom(1, 1), ...messagesFrom(3, 4)];
  expect(seqs(prependMessages(messagesFrom(5, 6), page))).toEqual([3, 4, 5, 6]);
});
