// `npm test`: type check, lint, unit tests with the transcripts, fault tests in their short form, and end-to-end tests
// on what was built. Prints a line for each part, what failing parts said, and the totals alone on the last line: `N passed, N failed`.
// `node scripts/test.ts PART [args...]` runs one part and hands the arguments on to its tool.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.ts';
import { build, webTarget, windowTarget } from './build.ts';
import { runTool, say, type CommandResult } from './run-command.ts';
import {
  addTotals,
  faultLines,
  noTests,
  parseVitestReport,
  playwrightTotals,
  totalsLine,
  transcriptLines,
  vitestTotals,
  type Totals,
} from './test-totals.ts';

interface PartResult {
  readonly passed: boolean;
  readonly totals: Totals;
  /** What is worth saying although it passed. */
  readonly notes: readonly string[];
  /** What its tools said, shown when it failed. */
  readonly output: string;
}

type Part = (args: readonly string[]) => Promise<PartResult>;

/** A part that hangs fails. Two hundred specs on a machine that is busy with other things may take this long. */
const partLimitMs = 1_500_000;
const reports = mkdtempSync(join(tmpdir(), 'chatbox-test-'));
// Hundreds of hosts and apps are started, and half of what a start costs is reading the same files.
const compiled = { NODE_COMPILE_CACHE: join(reports, 'compiled') };
// Reports are read and output is shown later: colours would only be in the way.
const plain = { ...compiled, NO_COLOR: '1', FORCE_COLOR: undefined };
// Playwright forces colours on its workers, and every Node below would complain of being told both.
const plainPlaywright = { ...compiled, NO_COLOR: undefined, FORCE_COLOR: '0' };

const parts = {
  // Says of every TypeScript file what the compiler says.
  check: (args) =>
    tools(['svelte-check/bin/svelte-check', '--fail-on-warnings', '--output', 'human', ...args]),
  lint: (args) =>
    tools(
      ['eslint/bin/eslint.js', '.', '--max-warnings', '0', ...args],
      ['prettier/bin/prettier.cjs', '--check', '.'],
    ),
  unit: (args) => vitest('unit', ['node', 'dom'], transcriptLines, args),
  faults: (args) => vitest('faults', ['faults'], faultLines, args),
  e2e,
} satisfies Record<string, Part>;

type PartName = keyof typeof parts;

/** Tools that say nothing but yes or no, one after the other; the later ones run even if an earlier one fails. */
async function tools(...commands: [script: string, ...args: string[]][]): Promise<PartResult> {
  const results: CommandResult[] = [];
  for (const [script, ...args] of commands) {
    results.push(await runTool(script, args, { timeLimitMs: partLimitMs, env: plain }));
  }
  const failed = results.filter(({ code }) => code !== 0);
  return { passed: failed.length === 0, totals: noTests, notes: [], output: failed.map(said).join('') };
}

async function vitest(
  name: string,
  projects: readonly string[],
  notesIn: (output: string) => readonly string[],
  args: readonly string[],
): Promise<PartResult> {
  const file = join(reports, `${name}.json`);
  const chosen = projects.map((project) => `--project=${project}`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const result = await runTool('vitest/vitest.mjs', ['run', ...chosen, ...reporters, ...args], {
    timeLimitMs: partLimitMs,
    env: plain,
  });
  return judge(result, () => {
    const report = parseVitestReport(readFileSync(file, 'utf8'));
    return { totals: vitestTotals(report), notes: notesIn(result.output) };
  });
}

async function e2e(args: readonly string[]): Promise<PartResult> {
  const [built, browser] = await Promise.all([build([windowTarget, webTarget]), ensureBrowser()]);
  if (!built || browser === undefined) return { passed: false, totals: noTests, notes: [], output: '' };
  const file = join(reports, 'e2e.json');
  const config = ['--config', 'test/e2e/playwright.config.ts', '--reporter=dot,json'];
  const result = await runTool('@playwright/test/cli.js', ['test', ...config, ...args], {
    timeLimitMs: partLimitMs,
    env: { ...plainPlaywright, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  return judge(result, () => ({ totals: playwrightTotals(readFileSync(file, 'utf8')), notes: [] }));
}

function judge(result: CommandResult, read: () => Pick<PartResult, 'totals' | 'notes'>): PartResult {
  try {
    const { totals, notes } = read();
    const passed = result.code === 0 && totals.failed === 0 && totals.passed > 0;
    return { passed, totals, notes, output: said(result) };
  } catch {
    // No report, or half of one: the tool did not come to its end.
    return { passed: false, totals: noTests, notes: [], output: said(result) };
  }
}

function said({ output, timedOut }: CommandResult): string {
  return timedOut ? `${output}\nstopped after ${partLimitMs / 1000} s\n` : output;
}

/** Runs a part, prints its line, and counts a failure that no test shows as one. */
async function runPart(name: PartName, args: readonly string[] = []): Promise<Totals> {
  const startedAt = performance.now();
  const { passed, totals, notes, output } = await parts[name](args);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (!passed && output !== '') say(`\n${output.trimEnd()}\n`);
  const counted = totals === noTests ? '' : `  ${totalsLine(totals)}`;
  say(`${name.padEnd(6)} ${passed ? 'passed' : 'FAILED'} ${seconds.padStart(6)} s${counted}`);
  for (const note of notes) say(`       ${note}`);
  return !passed && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

/** Two rows side by side, of about the same work: what waits for processes, disks and timers leaves the other one room. */
const plan: readonly (readonly PartName[])[] = [
  ['check', 'lint', 'e2e'],
  ['unit', 'faults'],
];

async function runRow(names: readonly PartName[]): Promise<Totals> {
  let totals = noTests;
  for (const name of names) totals = addTotals(totals, await runPart(name));
  return totals;
}

async function runAll(): Promise<Totals> {
  return (await Promise.all(plan.map(runRow))).reduce(addTotals);
}

function isPartName(name: string): name is PartName {
  return Object.hasOwn(parts, name);
}

const [name, ...args] = process.argv.slice(2);
if (name !== undefined && !isPartName(name)) {
  process.stderr.write(`There is no part '${name}': ${Object.keys(parts).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const totals = name === undefined ? await runAll() : await runPart(name, args);
  rmSync(reports, { recursive: true, force: true });
  say(`\n${totalsLine(totals)}`);
  if (totals.failed > 0) process.exitCode = 1;
}
