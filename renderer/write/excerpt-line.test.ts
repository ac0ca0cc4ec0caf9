import { expect, test } from 'vitest';
import { excerptLine } from './excerpt-line.ts';

test('lines become one, without what marks code', () => {
  expect(excerptLine({ content: 'xem:\n```\nfor i\n    print(i)\n```' })).toBe('xem: for i print(i)');
});

test('a long message ends in an ellipsis, and never within a character', () => {
  const line = excerptLine({ content: '😀'.repeat(400) });
  expect([...line]).toHaveLength(161);
  expect(line.endsWith('😀…')).toBe(true);
});

test('of a file without words the name is said', () => {
  expect(excerptLine({ content: '', file: { name: 'bài.pdf' } })).toBe('bài.pdf');
});
