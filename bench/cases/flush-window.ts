// How many messages go together under both loads, and what waiting for more of them costs in latency.
import type { BenchCase } from '../case.ts';
import { loadTitle } from '../load/load.ts';
import type { Load } from '../load/load.ts';
import { measureLoad } from '../load/measure.ts';
import type { LoadMeasurement } from '../load/measure.ts';
import { chatboxWith } from '../peers/chatbox.ts';
import { inTurns } from '../rounds.ts';
import { median, medians } from '../statistics.ts';
import { fixed, formatTable } from '../table.ts';
import { busy, lively } from './fan-out.ts';

const rounds = 3;
const windowsMs = [0, 5];
const numbers = ['cpuMicrosecondsPerDelivery', 'p50Ms', 'p99Ms'] as const;
/** Sizes from here on are one column. */
const largestSize = 8;

/** How often so many messages came together, over all rounds, as shares of all batches. */
function shares(measured: readonly LoadMeasurement[]): number[] {
  const counts = new Array<number>(largestSize).fill(0);
  for (const { batches } of measured) {
    for (const [size, count] of Object.entries(batches)) {
      const column = Math.min(largestSize, Number(size)) - 1;
      counts[column] = (counts[column] ?? 0) + count;
    }
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/** Messages a batch, on average. */
function meanSize({ batches }: LoadMeasurement): number {
  const entries = Object.entries(batches);
  const messages = entries.reduce((sum, [size, count]) => sum + Number(size) * count, 0);
  return messages / entries.reduce((sum, [, count]) => sum + count, 0);
}

async function measure(load: Load): Promise<{ table: string; data: unknown }> {
  const hosts = windowsMs.map((flushWindowMs) =>
    chatboxWith(`window ${flushWindowMs} ms`, () => ({ limits: { flushWindowMs } })),
  );
  const measured = await inTurns(rounds, hosts, (host) => measureLoad(host, load));
  const sizes = Array.from({ length: largestSize }, (_, n) =>
    n + 1 === largestSize ? `${n + 1}+` : `${n + 1}`,
  );
  const rows = measured.map((own, index) => {
    const middle = medians(own, numbers);
    return [
      hosts[index]?.title ?? '',
      fixed(middle.cpuMicrosecondsPerDelivery, 2),
      fixed(middle.p50Ms, 2),
      fixed(middle.p99Ms, 2),
      fixed(median(own.map(meanSize)), 2),
      ...shares(own).map((share) => `${fixed(share * 100, 1)}%`),
    ];
  });
  const head = [
    '',
    'CPU µs/delivery',
    'p50 ms',
    'p99 ms',
    'messages/batch',
    ...sizes.map((size) => `of ${size}`),
  ];
  return {
    table: `${loadTitle(load)}; medians of ${rounds} rounds\n\n${formatTable(head, rows)}`,
    data: {
      load,
      windows: windowsMs.map((flushWindowMs, index) => ({ flushWindowMs, rounds: measured[index] })),
    },
  };
}

export const flushWindow: BenchCase = {
  name: 'flush-window',
  title: 'how large batches are, and what the flush window costs',
  async run() {
    const results = [await measure(lively), await measure(busy)];
    return { tables: results.map(({ table }) => table), targets: [], data: results.map(({ data }) => data) };
  },
};
