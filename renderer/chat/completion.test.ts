import { expect, test } from 'vitest';
import { browse, findCompletion } from './completion.ts';

const names = ['An', 'Bình', 'Binh Minh', 'cô Hạnh'];
const find = (text: string, caret = text.length) => findCompletion(text, caret, names);

test('a name is offered from the @ on', () => {
  expect(find('chào @b')).toEqual({
    start: 5,
    end: 7,
    options: ['Bình', 'Binh Minh'],
    selected: 0,
  });
  expect(find('@')?.options).toEqual(names);
  expect(find('(@cô h')?.options).toEqual(['cô Hạnh']);
});

test.each(['binh@b', 'chào', '@ b', '@An\nb', '@An', '@x', `@${'b'.repeat(50)}`, ''])(
  'nothing is offered where no name is being typed: %j',
  (text) => {
    expect(find(text)).toBeNull();
  },
);

test('nothing is offered in the middle of a word or before the @', () => {
  expect(find('@binh', 2)).toBeNull();
  expect(find('@b', 0)).toBeNull();
  expect(find('@b rest', 2)?.options).toEqual(['Bình', 'Binh Minh']);
});

test('arrow keys go around the ends', () => {
  const completion = find('@b');
  if (completion === null) throw new Error('nothing offered');
  expect(browse(completion, 1)).toMatchObject({ selected: 1 });
  expect(browse(completion, -1).selected).toBe(1);
  expect(browse(browse(completion, 1), 1).selected).toBe(0);
});
