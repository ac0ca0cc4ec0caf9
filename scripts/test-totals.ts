// Counts tests: reads the JSON reports of Vitest and Playwright and makes the closing line. Runs nothing.
import * as v from 'valibot';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const noTests: Totals = { passed: 0, failed: 0, skipped: 0 };

export function addTotals(a: Totals, b: Totals): Totals {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** `N passed, N failed`, and how many were skipped if any were. */
export function totalsLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

const vitestReport = v.object({
  testResults: v.array(
    v.object({
      status: v.string(),
      assertionResults: v.array(v.object({ status: v.string() })),
    }),
  ),
});
export type VitestReport = v.InferOutput<typeof vitestReport>;

const playwrightReport = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number(), skipped: v.number() }),
  errors: v.array(v.unknown()),
});

/** Throws where a report is not one: the tool then did not come to its end. */
export function parseVitestReport(text: string): VitestReport {
  return v.parse(vitestReport, JSON.parse(text));
}

/** A file that failed before its tests could run counts as one failure. */
export function vitestTotals({ testResults }: VitestReport): Totals {
  let totals = noTests;
  for (const file of testResults) {
    const ofFile = count(file.assertionResults);
    const failedAsAWhole = file.status === 'failed' && ofFile.failed === 0;
    totals = addTotals(totals, failedAsAWhole ? { ...ofFile, failed: 1 } : ofFile);
  }
  return totals;
}

/** How the replays of recorded transcripts came out, in their own words. */
export function transcriptLines(output: string): string[] {
  return output.match(/^\S.*\b\d+ as recorded, \d+ as ruled.*$/gm) ?? [];
}

/** What the fault tests killed, cut, dropped and compared, in their own words. */
export function faultLines(output: string): string[] {
  return output.match(/^[a-z][^:\n]*: .* \(seed \d+\)$/gm) ?? [];
}

/** A test that only passed when run again counts as failed; so does each error outside of tests. */
export function playwrightTotals(text: string): Totals {
  const { stats, errors } = v.parse(playwrightReport, JSON.parse(text));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

function count(results: readonly { readonly status: string }[]): Totals {
  const having = (status: string): number => results.filter((result) => result.status === status).length;
  const passed = having('passed');
  const failed = having('failed');
  return { passed, failed, skipped: results.length - passed - failed };
}
