// Looking through a million messages while others chat: how soon there is something to see, how long all of it takes,
// and what it costs the others.
import type { BenchCase } from '../case.ts';
import { makeFilledFolder } from '../data-folder.ts';
import { loadTitle } from '../load/load.ts';
import type { Load } from '../load/load.ts';
import { gather, measureCrowd, withServer } from '../load/measure.ts';
import { chatbox, joinFrame, newId, startChatbox } from '../peers/chatbox.ts';
import type { RunningServer } from '../servers/server.ts';
import { median } from '../statistics.ts';
import { fixed, formatTable } from '../table.ts';
import { connectWebSocket } from '../wires/web-socket.ts';

const rounds = 3;
const held = 1_000_000;
/** On every fifth line, with other accents and capitals than it is written. */
const common = 'NOP BAI';
/** On the oldest line alone. */
const rare = 'ok (0)';
const nowhere = 'khong co';
const load: Load = { people: 50, messagesPerSecond: 50, seconds: 6, contentBytes: 100, warmUpSeconds: 3 };
/** One person searches as often as they can. */
const limits = { framesPerSecond: 1_000, frameBurst: 1_000 };
const megabyte = 1024 * 1024;

interface Answer {
  readonly firstMs: number;
  readonly wholeMs: number;
  readonly hits: number;
}

interface Searcher {
  search(query: string): Promise<Answer>;
  destroy(): void;
}

async function connectSearcher(port: number): Promise<Searcher> {
  let heard: (event: Record<string, unknown>) => void = () => {};
  let failed: (error: Error) => void = () => {};
  const joined = Promise.withResolvers<void>();
  const wire = await connectWebSocket(port, '/', {
    onText(payload) {
      const text = payload.toString();
      if (text.startsWith('{"type":"joined"')) joined.resolve();
      if (text.startsWith('{"type":"messages-found"')) heard(JSON.parse(text) as Record<string, unknown>);
    },
    onEnd: () => failed(new Error('the host ended the connection')),
  });
  // Nobody of the crowd has this number, and with it the name.
  wire.send(joinFrame(load.people));
  await joined.promise;
  return {
    search(query) {
      const startedAt = performance.now();
      let firstMs = NaN;
      let hits = 0;
      return new Promise((resolve, reject) => {
        failed = reject;
        heard = ({ messages, over }) => {
          hits += Array.isArray(messages) ? messages.length : 0;
          if (hits > 0 && Number.isNaN(firstMs)) firstMs = performance.now() - startedAt;
          if (over === true) resolve({ firstMs, wholeMs: performance.now() - startedAt, hits });
        };
        wire.send(JSON.stringify({ type: 'search-messages', id: newId(), query }));
      });
    },
    destroy: () => wire.destroy(),
  };
}

interface Round {
  readonly commonMs: number;
  readonly rareMs: number;
  readonly nowhereMs: number;
  readonly memoryBytes: number;
  readonly p99Ms: number;
  readonly p99WithSearchMs: number;
  readonly searchesMeanwhile: number;
}

async function measure(server: RunningServer): Promise<Round> {
  const searcher = await connectSearcher(server.port);
  const before = await server.usage(true);
  await searcher.search(nowhere);
  const someHits = await searcher.search(common);
  const oneHit = await searcher.search(rare);
  const noHits = await searcher.search(nowhere);
  if (someHits.hits !== 50 || oneHit.hits === 0 || noHits.hits !== 0) throw new Error('found something else');
  const after = await server.usage();
  const crowd = await gather(chatbox, server.port, { people: load.people, arrivalsPerSecond: null, load });
  await crowd.warmUp();
  const quiet = await measureCrowd(chatbox, server, crowd, load);
  let spoken = false;
  let searchesMeanwhile = 0;
  const searching = (async () => {
    while (!spoken) {
      await searcher.search(nowhere);
      searchesMeanwhile += 1;
    }
  })();
  const disturbed = await measureCrowd(chatbox, server, crowd, load);
  spoken = true;
  await searching;
  searcher.destroy();
  await crowd.leave();
  return {
    commonMs: someHits.firstMs,
    rareMs: oneHit.wholeMs,
    nowhereMs: noHits.wholeMs,
    memoryBytes: after.peakResidentBytes - before.residentBytes,
    p99Ms: quiet.p99Ms,
    p99WithSearchMs: disturbed.p99Ms,
    searchesMeanwhile,
  };
}

export const search: BenchCase = {
  name: 'search',
  title: `a search of ${held} messages, read from the file`,
  async run() {
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = (): Promise<RunningServer> => startChatbox({ dataDir: makeFilledFolder(held), limits });
      measured.push(await withServer(start, measure));
    }
    const of = (key: keyof Round): number => median(measured.map((round) => round[key]));
    const harmMs = median(measured.map(({ p99Ms, p99WithSearchMs }) => p99WithSearchMs - p99Ms));
    return {
      tables: [
        `medians of ${rounds} rounds; limit of frames a second raised\n`,
        formatTable(
          ['from asking to', 'ms'],
          [
            ['the first hits of a common word', fixed(of('commonMs'), 0)],
            ['the end, for a word of the oldest message', fixed(of('rareMs'), 0)],
            ['the end, for a word that nobody wrote', fixed(of('nowhereMs'), 0)],
          ],
        ),
        `memory of the host while searching: ${fixed(of('memoryBytes') / megabyte, 1)} MB\n`,
        `${loadTitle(load)}, meanwhile one whole search after the other\n`,
        formatTable(
          ['', 'p99 ms', 'searches'],
          [
            ['without', fixed(of('p99Ms'), 2), ''],
            ['with', fixed(of('p99WithSearchMs'), 2), fixed(of('searchesMeanwhile'), 0)],
          ],
        ),
      ],
      targets: [
        { what: 'first hits of a common word', measured: of('commonMs'), atMost: 50, unit: 'ms' },
        { what: 'all of it', measured: of('nowhereMs'), atMost: 2_000, unit: 'ms' },
        { what: 'memory', measured: of('memoryBytes') / megabyte, atMost: 32, unit: 'MB' },
        { what: "others' p99, added by searches", measured: harmMs, atMost: 10, unit: 'ms' },
      ],
      data: { measured },
    };
  },
};
