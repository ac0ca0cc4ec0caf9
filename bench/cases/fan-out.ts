// Two classes, each in one room where everyone hears everything, on every server that is installed: one that chats, and
// one in which many write at once.
import type { BenchCase, CaseReport, Target } from '../case.ts';
import { loadTitle } from '../load/load.ts';
import type { Load } from '../load/load.ts';
import { measureLoad } from '../load/measure.ts';
import type { LoadMeasurement } from '../load/measure.ts';
import { bun } from '../peers/bun.ts';
import { peers } from '../peers/all.ts';
import type { Peer } from '../peers/peer.ts';
import { plainWs } from '../peers/plain-ws.ts';
import { inTurns } from '../rounds.ts';
import { medians } from '../statistics.ts';
import { fixed, formatTable, ratio } from '../table.ts';

const rounds = 3;
const numbers = ['deliveries', 'cpuMicrosecondsPerDelivery', 'p50Ms', 'p99Ms'] as const;
type Medians = Record<(typeof numbers)[number], number>;

/** What is done once a message is compiled after a thousand of them; a class has said so many in its first lesson. */
export const lively: Load = {
  people: 200,
  messagesPerSecond: 50,
  seconds: 8,
  contentBytes: 100,
  warmUpSeconds: 20,
};
export const busy: Load = {
  people: 100,
  messagesPerSecond: 500,
  seconds: 8,
  contentBytes: 100,
  warmUpSeconds: 3,
};

interface PeerResult {
  readonly peer: Peer;
  readonly rounds: readonly LoadMeasurement[];
  readonly median: Medians;
}

async function run(
  load: Load,
  targets: (of: (peer: Peer) => Medians | undefined) => Target[],
): Promise<CaseReport> {
  const missing = peers.flatMap((peer) => peer.missing() ?? []);
  const present = peers.filter((peer) => peer.missing() === null);
  const measured = await inTurns(rounds, present, (peer) => measureLoad(peer, load));
  const results = present.map((peer, index): PeerResult => {
    const own = measured[index] ?? [];
    return { peer, rounds: own, median: medians(own, numbers) };
  });
  const of = (peer: Peer): Medians | undefined => results.find((result) => result.peer === peer)?.median;
  const notes = [...present.map(({ title, note }) => `${title}: ${note}`), ...missing];
  return {
    tables: [
      `${loadTitle(load)}; medians of ${rounds} rounds\n`,
      comparison(results),
      `${notes.join('\n')}\n`,
    ],
    targets: targets(of),
    data: { load, peers: results.map(({ peer, ...rest }) => ({ peer: peer.name, ...rest })), missing },
  };
}

function comparison(results: readonly PeerResult[]): string {
  const [first, ...others] = results;
  return formatTable(
    ['', 'deliveries', 'CPU µs/delivery', 'p50 ms', 'p99 ms'],
    [
      ...results.map(({ peer, median }) => [
        peer.title,
        fixed(median.deliveries, 0),
        fixed(median.cpuMicrosecondsPerDelivery, 2),
        fixed(median.p50Ms, 2),
        fixed(median.p99Ms, 2),
      ]),
      ...others.map(({ peer, median }) => [
        `  ratio to ${peer.title}`,
        ...numbers.map((number) => ratio(first?.median[number], median[number])),
      ]),
    ],
  );
}

function quotient(ours: number | undefined, theirs: number | undefined): number | undefined {
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}

export const fanOutLively: BenchCase = {
  name: 'fan-out-lively',
  title: '200 people, 50 messages a second',
  run: () =>
    run(lively, (of) => {
      const ours = of(peers[0]);
      const theirs = of(plainWs);
      return [
        {
          what: 'CPU per delivery / plain ws',
          measured: quotient(ours?.cpuMicrosecondsPerDelivery, theirs?.cpuMicrosecondsPerDelivery),
          atMost: 1,
          unit: 'x',
        },
        { what: 'p99 / plain ws', measured: quotient(ours?.p99Ms, theirs?.p99Ms), atMost: 2, unit: 'x' },
      ];
    }),
};

export const fanOutBusy: BenchCase = {
  name: 'fan-out-busy',
  title: '100 people, 500 messages a second',
  run: () =>
    run(busy, (of) => {
      const ours = of(peers[0]);
      const theirs = of(bun);
      return [
        {
          what: 'CPU per delivery / Bun publish',
          measured: quotient(ours?.cpuMicrosecondsPerDelivery, theirs?.cpuMicrosecondsPerDelivery),
          atMost: 0.5,
          unit: 'x',
        },
        { what: 'p99', measured: ours?.p99Ms, atMost: 10, unit: 'ms' },
      ];
    }),
};
