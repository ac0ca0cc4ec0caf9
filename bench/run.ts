// `npm run bench`: every case on every server, in turns, as a table of medians. Writes bench/results.json.
import { statfsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { caseTitle, expectedDeliveries, type Case, type Measurement } from './case.ts';
import { cases } from './cases/all.ts';
import { measure } from './measure.ts';
import { peers } from './peers/all.ts';
import { median } from './statistics.ts';
import { formatTable } from './table.ts';

const rounds = 3;
const root = resolve(import.meta.dirname, '..');
/** Of `statfs(2)`: a folder in memory would make the disk look too good. */
const tmpfsMagic = 0x01021994;

interface PeerResult {
  readonly peer: string;
  readonly rounds: readonly Measurement[];
  readonly median: Measurement;
}

/** Every server once a round; each round starts with another one, so that none always runs on a warm or tired machine. */
async function runCase(measured: Case): Promise<PeerResult[]> {
  const results = peers.map((peer) => ({ peer, rounds: [] as Measurement[] }));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < results.length; turn++) {
      const result = results[(round + turn) % results.length];
      if (result === undefined) continue;
      const measurement = await measure(measured, result.peer);
      if (measurement.deliveries !== expectedDeliveries(measured)) {
        console.error(
          `${result.peer.title} delivered ${measurement.deliveries} of ${expectedDeliveries(measured)}`,
        );
      }
      result.rounds.push(measurement);
    }
  }
  return results.map(({ peer, rounds }) => ({ peer: peer.name, rounds, median: medians(rounds) }));
}

/** Each number's own median. */
function medians(measurements: readonly Measurement[]): Measurement {
  const of = (key: keyof Measurement): number => median(measurements.map((measurement) => measurement[key]));
  return {
    deliveries: of('deliveries'),
    cpuMicrosecondsPerDelivery: of('cpuMicrosecondsPerDelivery'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
  };
}

const machine = {
  node: process.version,
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  dataFolder: statfsSync(root).type === tmpfsMagic ? 'in memory' : 'on disk',
};
console.log(
  `Node ${machine.node} on ${machine.cores} cores, ${machine.processor}; data folder ${machine.dataFolder}`,
);
console.log(
  `medians of ${rounds} rounds, servers in turns; one process for the server, one for all clients\n`,
);
const results = [];
for (const measured of cases) {
  const measurements = await runCase(measured);
  results.push({ case: measured, peers: measurements });
  console.log(caseTitle(measured));
  console.log(formatTable(peers.map((peer, n) => ({ title: peer.title, median: measurements[n]?.median }))));
}
for (const { title, note } of peers) console.log(`${title}: ${note}`);
const report = { at: new Date().toISOString(), machine, results };
writeFileSync(resolve(import.meta.dirname, 'results.json'), `${JSON.stringify(report, null, 2)}\n`);
