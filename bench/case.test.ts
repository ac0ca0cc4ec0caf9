import { expect, test } from 'vitest';
import { formatTargets } from './case.ts';

test('each target says whether it is met, missed or not measured', () => {
  const table = formatTargets([
    { what: 'CPU / theirs', measured: 0.981, atMost: 1, unit: 'x' },
    { what: 'memory', measured: 40.26, atMost: 32, unit: 'MB' },
    { what: 'frame', measured: undefined, atMost: 17, unit: 'ms' },
  ]);
  expect(table.split('\n')).toEqual([
    'target         measured   at most',
    'CPU / theirs     0.98 x       1 x            met',
    'memory          40.3 MB     32 MB         missed',
    'frame                 -     17 ms   not measured',
    '',
  ]);
});
