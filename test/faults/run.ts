// `npm run test:faults`: the fault tests in their long form, one part after the other, with a line for each. Arguments
// choose parts: `npm run test:faults -- kill`. CHATBOX_FAULTS_SEED repeats a run.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool, say } from '../../scripts/run-command.ts';
import {
  addTotals,
  faultLines,
  noTests,
  parseVitestReport,
  totalsLine,
  vitestTotals,
  type Totals,
} from '../../scripts/test-totals.ts';

/** A part that hangs fails. */
const partLimitMs = 900_000;

const chosen = process.argv.slice(2);
const ending = '.test.ts';
const parts = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length))
  .filter((part) => chosen.length === 0 || chosen.some((text) => part.includes(text)));
const reports = mkdtempSync(join(tmpdir(), 'chatbox-faults-'));

async function runPart(part: string): Promise<Totals> {
  const report = join(reports, `${part}.json`);
  const result = await runTool(
    'vitest/vitest.mjs',
    [
      'run',
      '--project=faults',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      `test/faults/${part}${ending}`,
    ],
    {
      timeLimitMs: partLimitMs,
      env: { CHATBOX_FAULTS: 'long', NO_COLOR: '1', FORCE_COLOR: undefined },
    },
  );
  for (const line of faultLines(result.output)) say(line);
  const totals = totalsIn(report);
  if (result.code === 0 && totals.failed === 0) return totals;
  say(result.output.trimEnd());
  return totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

function totalsIn(report: string): Totals {
  try {
    return vitestTotals(parseVitestReport(readFileSync(report, 'utf8')));
  } catch {
    // No report, or half of one: it did not come to its end.
    return noTests;
  }
}

let totals = noTests;
for (const part of parts) totals = addTotals(totals, await runPart(part));
rmSync(reports, { recursive: true, force: true });
say(`\n${totalsLine(totals)}`);
if (totals.failed > 0 || totals.passed === 0) process.exitCode = 1;
