// The whole history at once, as classic clients ask for it, while others chat: against a server that parses its file and
// makes one text of it for every answer.
import type { BenchCase } from '../case.ts';
import { historyFile, makeFilledFolder } from '../data-folder.ts';
import { loadTitle } from '../load/load.ts';
import type { Load } from '../load/load.ts';
import { gather, measureCrowd, withServer } from '../load/measure.ts';
import { atPaceOf } from '../load/network.ts';
import { measureOpening } from '../load/opening.ts';
import { chatbox, startChatbox } from '../peers/chatbox.ts';
import type { RunningServer } from '../servers/server.ts';
import { median } from '../statistics.ts';
import { fixed, formatTable, ratio } from '../table.ts';
import { connectWebSocket, type WebSocketEvents } from '../wires/web-socket.ts';

const rounds = 3;
const held = 100_000;
const getsAlone = 10;
const load: Load = { people: 50, messagesPerSecond: 50, seconds: 6, contentBytes: 100, warmUpSeconds: 3 };
/** One client asks as often as it can. */
const limits = { framesPerSecond: 1_000, frameBurst: 1_000 };
const megabyte = 1024 * 1024;

/** A classic client that is let in. */
interface ClassicClient {
  /** Asks for everything, and resolves with the bytes of the answer when all of it is there. */
  get(): Promise<number>;
  destroy(): void;
}

/** @param pace how fast it reads; as fast as it can where left out */
async function connectClassic(
  port: number,
  name: string,
  pace?: WebSocketEvents['pace'],
): Promise<ClassicClient> {
  let bytes = 0;
  let whole = Promise.withResolvers<number>();
  const named = Promise.withResolvers<void>();
  const wire = await connectWebSocket(port, '/', {
    ...(pace && { pace }),
    onText: () => named.resolve(),
    onFragment(payload, last) {
      bytes += payload.length;
      if (last) whole.resolve(bytes);
    },
    onEnd: () => whole.reject(new Error('the host ended the connection')),
  });
  wire.send(JSON.stringify({ type: 'name', name }));
  await named.promise;
  return {
    get() {
      bytes = 0;
      whole = Promise.withResolvers();
      wire.send(JSON.stringify({ type: 'get' }));
      return whole.promise;
    },
    destroy: () => wire.destroy(),
  };
}

interface Gets {
  readonly milliseconds: readonly number[];
  readonly bytes: number;
}

/** One `get` after the other until `enough` says so. */
async function getUntil(client: ClassicClient, enough: (count: number) => boolean): Promise<Gets> {
  const milliseconds: number[] = [];
  let bytes = 0;
  while (!enough(milliseconds.length)) {
    const startedAt = performance.now();
    bytes = await client.get();
    milliseconds.push(performance.now() - startedAt);
  }
  return { milliseconds, bytes };
}

interface Round {
  readonly getMs: number;
  readonly cpuMs: number;
  readonly bytes: number;
  readonly memoryBytes: number;
  readonly p99Ms: number;
  readonly p99WithGetsMs: number;
  readonly getsMeanwhile: number;
}

async function measure(server: RunningServer): Promise<Round> {
  const client = await connectClassic(server.port, 'near');
  const before = await server.usage(true);
  const alone = await getUntil(client, (count) => count === getsAlone);
  const after = await server.usage();
  const crowd = await gather(chatbox, server.port, { people: load.people, arrivalsPerSecond: null, load });
  await crowd.warmUp();
  const quiet = await measureCrowd(chatbox, server, crowd, load);
  let spoken = false;
  // Over the loopback one reader would take both processors for itself.
  const distant = await connectClassic(server.port, 'distant', atPaceOf(1));
  const meanwhile = getUntil(distant, () => spoken);
  const disturbed = await measureCrowd(chatbox, server, crowd, load);
  spoken = true;
  const { milliseconds } = await meanwhile;
  client.destroy();
  distant.destroy();
  await crowd.leave();
  return {
    getMs: median(alone.milliseconds),
    cpuMs: (after.cpuMicroseconds - before.cpuMicroseconds) / 1000 / getsAlone,
    bytes: alone.bytes,
    memoryBytes: after.peakResidentBytes - before.residentBytes,
    p99Ms: quiet.p99Ms,
    p99WithGetsMs: disturbed.p99Ms,
    getsMeanwhile: milliseconds.length,
  };
}

export const classicGet: BenchCase = {
  name: 'classic-get',
  title: `the classic get of ${held} messages, streamed from the file`,
  async run() {
    const measured: Round[] = [];
    const parsed: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = (): Promise<RunningServer> => startChatbox({ dataDir: makeFilledFolder(held), limits });
      measured.push(await withServer(start, measure));
      parsed.push((await measureOpening('stringify', historyFile(held), held)).milliseconds);
    }
    const of = (key: keyof Round): number => median(measured.map((round) => round[key]));
    const parseMs = median(parsed);
    const harm = median(measured.map(({ p99Ms, p99WithGetsMs }) => p99WithGetsMs / p99Ms));
    return {
      tables: [
        `${fixed(of('bytes') / megabyte, 1)} MB an answer; medians of ${rounds} rounds; limit of frames a second raised\n`,
        formatTable(
          ['', 'ms', 'CPU ms', 'memory MB'],
          [
            [
              'get, from asking to the last byte',
              fixed(of('getMs'), 0),
              fixed(of('cpuMs'), 0),
              fixed(of('memoryBytes') / megabyte, 1),
            ],
            ['JSON.parse and JSON.stringify, nothing sent', fixed(parseMs, 0), '', ''],
            ['  ratio', ratio(of('getMs'), parseMs), ratio(of('cpuMs'), parseMs), ''],
          ],
        ),
        `${loadTitle(load)}, meanwhile one get after the other at 40 MB/s\n`,
        formatTable(
          ['', 'p99 ms', 'gets'],
          [
            ['without', fixed(of('p99Ms'), 2), ''],
            ['with', fixed(of('p99WithGetsMs'), 2), fixed(of('getsMeanwhile'), 0)],
          ],
        ),
      ],
      targets: [
        { what: 'time / parse and stringify', measured: of('getMs') / parseMs, atMost: 0.3, unit: 'x' },
        { what: 'memory', measured: of('memoryBytes') / megabyte, atMost: 32, unit: 'MB' },
        { what: "others' p99, with / without", measured: harm, atMost: 1.5, unit: 'x' },
      ],
      data: { measured, parsed },
    };
  },
};
