// What a case of the benchmark is, and what running it gives.
import { fixed, formatTable } from './table.ts';

export interface Target {
  readonly what: string;
  /** Undefined where this machine lacks what it takes to measure. */
  readonly measured: number | undefined;
  readonly atMost: number;
  /** `x` for a ratio, else a unit. */
  readonly unit: string;
}

export interface CaseReport {
  /** Printed as they are, each with its own line end. */
  readonly tables: readonly string[];
  readonly targets: readonly Target[];
  /** Everything that was measured, for results.json. */
  readonly data: unknown;
}

export interface BenchCase {
  /** As given to `node bench/run.ts`. */
  readonly name: string;
  readonly title: string;
  run(): Promise<CaseReport>;
}

export function formatTargets(targets: readonly Target[]): string {
  return formatTable(
    ['target', 'measured', 'at most', ''],
    targets.map(({ what, measured, atMost, unit }) => [
      what,
      measured === undefined ? '-' : `${fixed(measured, digitsOf(atMost))} ${unit}`,
      `${atMost} ${unit}`,
      measured === undefined ? 'not measured' : measured <= atMost ? 'met' : 'missed',
    ]),
  );
}

function digitsOf(atMost: number): number {
  return atMost < 1 ? 3 : atMost < 10 ? 2 : 1;
}
