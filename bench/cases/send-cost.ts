// What a message costs the host when there is nothing in data.json, and when there are a million.
import type { BenchCase } from '../case.ts';
import { makeDataFolder, makeFilledFolder } from '../data-folder.ts';
import { loadTitle } from '../load/load.ts';
import type { Load } from '../load/load.ts';
import { measureLoad } from '../load/measure.ts';
import { chatboxWith } from '../peers/chatbox.ts';
import { inTurns } from '../rounds.ts';
import { medians } from '../statistics.ts';
import { fixed, formatTable, ratio } from '../table.ts';

const rounds = 5;
const held = 1_000_000;
const load: Load = { people: 10, messagesPerSecond: 500, seconds: 6, contentBytes: 100, warmUpSeconds: 3 };
/** Each of the ten sends 50 messages a second, and the host would slow them down. */
const limits = { framesPerSecond: 1_000, frameBurst: 1_000 };
const messages = load.messagesPerSecond * load.seconds;

export const sendCost: BenchCase = {
  name: 'send-cost',
  title: 'a send with 1,000,000 messages in data.json against an empty one',
  async run() {
    const hosts = [
      chatboxWith('empty', () => ({ limits, dataDir: makeDataFolder() })),
      chatboxWith('1,000,000 messages', () => ({ limits, dataDir: makeFilledFolder(held) })),
    ];
    const measured = await inTurns(rounds, hosts, async (host) => {
      const { cpuMicroseconds, p50Ms, p99Ms } = await measureLoad(host, load);
      return { cpuMicrosecondsPerSend: cpuMicroseconds / messages, p50Ms, p99Ms };
    });
    const [empty, filled] = measured.map((own) => medians(own, ['cpuMicrosecondsPerSend', 'p50Ms', 'p99Ms']));
    const rows = [empty, filled].map((median, index) => [
      hosts[index]?.title ?? '',
      fixed(median?.cpuMicrosecondsPerSend, 1),
      fixed(median?.p50Ms, 2),
      fixed(median?.p99Ms, 2),
    ]);
    const cost = (filled?.cpuMicrosecondsPerSend ?? NaN) / (empty?.cpuMicrosecondsPerSend ?? NaN);
    return {
      tables: [
        `${loadTitle(load)}; medians of ${rounds} rounds; limit of frames a second raised to ${limits.framesPerSecond}\n`,
        formatTable(
          ['', 'CPU µs/send', 'p50 ms', 'p99 ms'],
          [
            ...rows,
            [
              '  ratio',
              fixed(cost, 2) + 'x',
              ratio(filled?.p50Ms, empty?.p50Ms),
              ratio(filled?.p99Ms, empty?.p99Ms),
            ],
          ],
        ),
      ],
      targets: [{ what: 'CPU per send, 1,000,000 / empty', measured: cost, atMost: 1.1, unit: 'x' }],
      data: { load, limits, empty: measured[0], filled: measured[1] },
    };
  },
};
