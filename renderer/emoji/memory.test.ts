import { expect, test } from 'vitest';
import type { PageStorage } from '../page-storage.ts';
import { createEmojiMemory } from './memory.ts';

function fakeStorage(text: string | null = null): PageStorage {
  let kept = text;
  return { read: () => kept, write: (_, value) => ((kept = value), true), remove: () => (kept = null) };
}

test('what was used last is the first, stands once, and eighteen are kept', () => {
  const storage = fakeStorage();
  const memory = createEmojiMemory(storage);
  for (let index = 0; index < 20; index += 1) memory.use(String.fromCodePoint(0x1f600 + index));
  memory.use('😅');
  const { recent } = createEmojiMemory(storage);
  expect(recent).toHaveLength(18);
  expect(recent.slice(0, 2)).toEqual(['😅', String.fromCodePoint(0x1f600 + 19)]);
  expect(recent.filter((glyph) => glyph === '😅')).toHaveLength(1);
});

test('the tone is kept, and both survive each other', () => {
  const storage = fakeStorage();
  createEmojiMemory(storage).use('👍🏽');
  createEmojiMemory(storage).chooseTone(3);
  expect(createEmojiMemory(storage)).toMatchObject({ recent: ['👍🏽'], tone: 3 });
});

test.each([null, '{', '[]', '{"recent":"x","tone":9}', '{"recent":[1,"",null],"tone":"3"}'])(
  'what is not ours counts as nothing: %s',
  (text) => {
    expect(createEmojiMemory(fakeStorage(text))).toMatchObject({ recent: [], tone: 0 });
  },
);

test('without a storage the choice holds as long as the page', () => {
  const memory = createEmojiMemory({ read: () => null, write: () => false, remove: () => undefined });
  memory.use('😀');
  memory.chooseTone(1);
  expect(memory).toMatchObject({ recent: ['😀'], tone: 1 });
});
