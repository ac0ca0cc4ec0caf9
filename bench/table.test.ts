import { expect, test } from 'vitest';
import { formatTable } from './table.ts';

test('servers come with their numbers, and the first one is set against each other', () => {
  const table = formatTable([
    { title: 'ours', median: { deliveries: 80_000, cpuMicrosecondsPerDelivery: 3, p50Ms: 1, p99Ms: 4.5 } },
    { title: 'theirs', median: { deliveries: 80_000, cpuMicrosecondsPerDelivery: 2, p50Ms: 2, p99Ms: 9 } },
    { title: 'broken', median: undefined },
  ]);
  expect(table.split('\n')).toEqual([
    '                    deliveries   CPU µs/delivery   p50 ms   p99 ms',
    'ours                     80000              3.00     1.00     4.50',
    'theirs                   80000              2.00     2.00     9.00',
    'broken                       -                 -        -        -',
    '  ratio to theirs        1.00x             1.50x    0.50x    0.50x',
    '  ratio to broken            -                 -        -        -',
    '',
  ]);
});
