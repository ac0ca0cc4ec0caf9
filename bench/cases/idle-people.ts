// What somebody who is only there costs in memory.
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCase } from '../case.ts';
import { gather, withServer } from '../load/measure.ts';
import { bun } from '../peers/bun.ts';
import { chatboxWith } from '../peers/chatbox.ts';
import type { Peer } from '../peers/peer.ts';
import { plainWs } from '../peers/plain-ws.ts';
import { socketIo } from '../peers/socket-io.ts';
import { inTurns } from '../rounds.ts';
import { medians } from '../statistics.ts';
import { fixed, formatTable, ratio } from '../table.ts';

const rounds = 1;
const people = 5_000;
const limits = { connections: people, connectionsPerAddress: people, joinBurst: people };
/** Until nothing of the arrival is under way any more. */
const settleMs = 3_000;

interface Idle {
  readonly kibibytesPerPerson: number;
  readonly arrivalMs: number;
}

function measure(peer: Peer): Promise<Idle> {
  return withServer(
    () => peer.start(),
    async (server) => {
      const before = await server.usage(true);
      const crowd = await gather(peer, server.port, { people, arrivalsPerSecond: null, load: null });
      await delay(settleMs);
      const after = await server.usage(true);
      await crowd.leave();
      return {
        kibibytesPerPerson: (after.residentBytes - before.residentBytes) / 1024 / people,
        arrivalMs: crowd.arrivalMs,
      };
    },
  );
}

export const idlePeople: BenchCase = {
  name: 'idle-people',
  title: `${people} idle people`,
  async run() {
    const others = [plainWs, socketIo, bun].filter((peer) => peer.missing() === null);
    const hosts = [chatboxWith('Classic Chatbox', () => ({ limits })), ...others];
    const measured = await inTurns(rounds, hosts, measure);
    const results = measured.map((own) => medians(own, ['kibibytesPerPerson', 'arrivalMs']));
    const [ours, bare] = results;
    return {
      tables: [
        `joined, in one room; growth of resident memory, garbage collected; limits of connections raised to ${people}\n`,
        formatTable(
          ['', 'KiB/person', 'all in after ms', 'memory ratio to it'],
          results.map((median, index) => [
            hosts[index]?.title ?? '',
            fixed(median.kibibytesPerPerson, 2),
            fixed(median.arrivalMs, 0),
            index === 0 ? '' : ratio(ours?.kibibytesPerPerson, median.kibibytesPerPerson),
          ]),
        ),
      ],
      targets: [
        {
          what: 'memory per person / plain ws',
          measured: (ours?.kibibytesPerPerson ?? NaN) / (bare?.kibibytesPerPerson ?? NaN),
          atMost: 1.3,
          unit: 'x',
        },
      ],
      data: hosts.map(({ name }, index) => ({ peer: name, rounds: measured[index] })),
    };
  },
};
