// Opening a history of a million messages as the host does, against parsing it whole.
import { statSync } from 'node:fs';
import type { BenchCase } from '../case.ts';
import { historyFile } from '../data-folder.ts';
import { measureOpening } from '../load/opening.ts';
import { inTurns } from '../rounds.ts';
import { medians } from '../statistics.ts';
import { fixed, formatTable, ratio } from '../table.ts';

const rounds = 5;
const held = 1_000_000;
const megabyte = 1024 * 1024;
const ways = ['host', 'parse'] as const;
const titles = { host: 'the host opens it', parse: 'JSON.parse of the file' } as const;

export const opening: BenchCase = {
  name: 'opening',
  title: 'opening a data.json of 1,000,000 messages',
  async run() {
    const path = historyFile(held);
    const measured = await inTurns(rounds, ways, (how) => measureOpening(how, path, held));
    const [host, parse] = measured.map((own) => medians(own, ['milliseconds', 'peakBytes']));
    const row = (how: (typeof ways)[number], median: typeof host): string[] => [
      titles[how],
      fixed(median?.milliseconds, 0),
      fixed((median?.peakBytes ?? NaN) / megabyte, 1),
    ];
    return {
      tables: [
        `${fixed(statSync(path).size / megabyte, 0)} MB in the system's cache; each in a process of its own; medians of ${rounds} rounds\n`,
        formatTable(
          ['', 'ms', 'peak MB'],
          [
            row('host', host),
            row('parse', parse),
            [
              '  ratio',
              ratio(host?.milliseconds, parse?.milliseconds),
              ratio(host?.peakBytes, parse?.peakBytes),
            ],
          ],
        ),
      ],
      targets: [
        {
          what: 'time / JSON.parse',
          measured: (host?.milliseconds ?? NaN) / (parse?.milliseconds ?? NaN),
          atMost: 0.1,
          unit: 'x',
        },
        {
          what: 'peak memory / JSON.parse',
          measured: (host?.peakBytes ?? NaN) / (parse?.peakBytes ?? NaN),
          atMost: 0.05,
          unit: 'x',
        },
      ],
      data: { bytes: statSync(path).size, host: measured[0], parse: measured[1] },
    };
  },
};
