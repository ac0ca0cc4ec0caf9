import { expect, test } from 'vitest';
import { fixed, formatTable, ratio } from './table.ts';

test('columns line up, words to the left and numbers to the right', () => {
  const table = formatTable(
    ['', 'CPU µs', 'p99 ms'],
    [
      ['ours', fixed(3, 2), fixed(14.55, 1)],
      ['theirs', fixed(2, 2), fixed(undefined, 1)],
      ['  ratio', ratio(3, 2), ratio(14.55, undefined)],
    ],
  );
  expect(table.split('\n')).toEqual([
    '          CPU µs   p99 ms',
    'ours        3.00     14.6',
    'theirs      2.00        -',
    '  ratio    1.50x        -',
    '',
  ]);
});
