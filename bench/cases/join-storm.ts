// A class that comes in all at once: each gets the people who are here and the last 50 messages, and everyone hears of
// everyone. Against servers on which coming in is opening a connection.
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCase } from '../case.ts';
import { makeFilledFolder } from '../data-folder.ts';
import { gather, withServer } from '../load/measure.ts';
import { chatboxWith } from '../peers/chatbox.ts';
import type { Peer } from '../peers/peer.ts';
import { plainWs } from '../peers/plain-ws.ts';
import { socketIo } from '../peers/socket-io.ts';
import { inTurns } from '../rounds.ts';
import { medians } from '../statistics.ts';
import { fixed, formatTable, ratio } from '../table.ts';

const rounds = 5;
const people = 500;
const arrivalsPerSecond = 500;
/** What is told about the last ones who came is still part of the storm. */
const settleMs = 500;

interface Storm {
  readonly cpuMicrosecondsPerJoin: number;
  readonly arrivalMs: number;
}

function measure(peer: Peer): Promise<Storm> {
  return withServer(
    () => peer.start(),
    async (server) => {
      const before = await server.usage();
      const crowd = await gather(peer, server.port, { people, arrivalsPerSecond, load: null });
      await delay(settleMs);
      const after = await server.usage();
      await crowd.leave();
      return {
        cpuMicrosecondsPerJoin: (after.cpuMicroseconds - before.cpuMicroseconds) / people,
        arrivalMs: crowd.arrivalMs,
      };
    },
  );
}

export const joinStorm: BenchCase = {
  name: 'join-storm',
  title: `${people} people within a second, each with the last 50 messages`,
  async run() {
    const hosts = [
      chatboxWith('Classic Chatbox', () => ({ dataDir: makeFilledFolder(1_000) })),
      plainWs,
      ...(socketIo.missing() === null ? [socketIo] : []),
    ];
    const measured = await inTurns(rounds, hosts, measure);
    const results = measured.map((own) => medians(own, ['cpuMicrosecondsPerJoin', 'arrivalMs']));
    const [ours, bare] = results;
    return {
      tables: [
        `all limits at their defaults; medians of ${rounds} rounds\n`,
        formatTable(
          ['', 'CPU µs/join', 'all in after ms', 'CPU ratio to it'],
          results.map((median, index) => [
            hosts[index]?.title ?? '',
            fixed(median.cpuMicrosecondsPerJoin, 0),
            fixed(median.arrivalMs, 0),
            index === 0 ? '' : ratio(ours?.cpuMicrosecondsPerJoin, median.cpuMicrosecondsPerJoin),
          ]),
        ),
      ],
      targets: [
        {
          what: 'CPU per join / accepting a bare ws connection',
          measured: (ours?.cpuMicrosecondsPerJoin ?? NaN) / (bare?.cpuMicrosecondsPerJoin ?? NaN),
          atMost: 3,
          unit: 'x',
        },
      ],
      data: hosts.map(({ name }, index) => ({ peer: name, rounds: measured[index] })),
    };
  },
};
