// `npm run bench`, or `node bench/run.ts CASE...` for some of the cases. Prints a table for each, says which targets are
// met, and writes bench/results.json.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { formatTargets } from './case.ts';
import type { Target } from './case.ts';
import { cases } from './cases/all.ts';
import { dataFoldersAre } from './data-folder.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !cases.some((known) => known.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no case ${unknown.join(', ')}. The cases are: ${cases.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}

const machine = {
  node: process.version,
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  dataFolder: dataFoldersAre(),
};
console.log(`Node ${machine.node}, ${machine.cores} cores, ${machine.processor}; data ${machine.dataFolder}`);

const results: Record<string, unknown> = {};
const targets: Target[] = [];
for (const { name, title, run } of cases) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  // What else goes on here is part of every number.
  const [busyBefore = NaN] = loadavg();
  console.log(`\n${name}: ${title} (load average before: ${busyBefore.toFixed(1)})`);
  try {
    const report = await run();
    for (const table of report.tables) console.log(`\n${table.trimEnd()}`);
    console.log(`\n${formatTargets(report.targets).trimEnd()}`);
    results[name] = { loadAverageBefore: busyBefore, targets: report.targets, data: report.data };
    targets.push(...report.targets.map((target) => ({ ...target, what: `${name}: ${target.what}` })));
  } catch (error) {
    // One case that cannot run leaves the others their numbers.
    console.error(`${name} failed:`, error);
    results[name] = { failed: String(error) };
    process.exitCode = 1;
  }
}
if (targets.length > 0) console.log(`\nall targets\n\n${formatTargets(targets).trimEnd()}`);
const report = { at: new Date().toISOString(), machine, results };
writeFileSync(resolve(import.meta.dirname, 'results.json'), `${JSON.stringify(report, null, 2)}\n`);
