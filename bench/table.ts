// Measurements as a table for a terminal.
import type { Measurement } from './case.ts';

export interface Row {
  readonly title: string;
  /** Missing where a server could not be measured. */
  readonly median: Measurement | undefined;
}

const columns = [
  { title: 'deliveries', key: 'deliveries', digits: 0 },
  { title: 'CPU µs/delivery', key: 'cpuMicrosecondsPerDelivery', digits: 2 },
  { title: 'p50 ms', key: 'p50Ms', digits: 2 },
  { title: 'p99 ms', key: 'p99Ms', digits: 2 },
] as const satisfies { title: string; key: keyof Measurement; digits: number }[];

/** One line for each server, then one for each ratio of the first server to another. */
export function formatTable(rows: readonly Row[]): string {
  const [first, ...others] = rows;
  const lines = [
    ['', ...columns.map(({ title }) => title)],
    ...rows.map(({ title, median }) => [
      title,
      ...columns.map(({ key, digits }) => median?.[key].toFixed(digits) ?? '-'),
    ]),
    ...others.map(({ title, median }) => [
      `  ratio to ${title}`,
      ...columns.map(({ key }) => ratio(first?.median?.[key], median?.[key])),
    ]),
  ];
  const widths = ['', ...columns].map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map(
      (line) =>
        line
          .map((cell, column) => pad(cell, column, widths[column] ?? 0))
          .join('   ')
          .trimEnd() + '\n',
    )
    .join('');
}

function pad(cell: string, column: number, width: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function ratio(ours: number | undefined, theirs: number | undefined): string {
  return ours === undefined || theirs === undefined ? '-' : `${(ours / theirs).toFixed(2)}x`;
}
