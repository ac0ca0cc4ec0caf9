// Scrolling up in a long history: pages of 50 from all over a million messages.
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCase } from '../case.ts';
import { makeFilledFolder } from '../data-folder.ts';
import { withServer } from '../load/measure.ts';
import { joinFrame, newId, startChatbox } from '../peers/chatbox.ts';
import { percentile } from '../statistics.ts';
import { fixed, formatTable } from '../table.ts';
import { connectWebSocket } from '../wires/web-socket.ts';

const held = 1_000_000;
const pageLength = 50;
const pages = 500;
const warmUpPages = 50;
/** Between two pages, as one who scrolls; the host would slow down whoever asks 500 times at once. */
const betweenMs = 5;
const limits = { framesPerSecond: 1_000, frameBurst: 1_000 };

/** Asks for pages one after the other and returns how long each took, in milliseconds. */
async function measure(port: number): Promise<number[]> {
  let next = Promise.withResolvers<string>();
  const wire = await connectWebSocket(port, '/', {
    onText: (payload) => next.resolve(payload.toString()),
    onEnd: () => next.reject(new Error('the host ended the connection')),
  });
  const ask = (frame: string): Promise<string> => {
    next = Promise.withResolvers();
    wire.send(frame);
    return next.promise;
  };
  await ask(joinFrame(0));
  const tookMs: number[] = [];
  for (let n = 0; n < warmUpPages + pages; n++) {
    // All over the middle half, in strides that repeat no page.
    const before = Math.floor(held / 4 + ((n * 7_919_113) % (held / 2)));
    const frame = JSON.stringify({ type: 'get-history', id: newId(), before, limit: pageLength });
    const startedAt = performance.now();
    const page = await ask(frame);
    if (n >= warmUpPages) tookMs.push(performance.now() - startedAt);
    if (!page.includes(`"seq":${before - 1},`))
      throw new Error(`not the page before ${before}: ${page.slice(0, 200)}`);
    await delay(betweenMs);
  }
  wire.destroy();
  return tookMs;
}

export const middlePage: BenchCase = {
  name: 'middle-page',
  title: `a page of ${pageLength} from the middle of 1,000,000 messages`,
  async run() {
    const tookMs = await withServer(
      () => startChatbox({ dataDir: makeFilledFolder(held), limits }),
      ({ port }) => measure(port),
    );
    const [p50Ms, p99Ms] = [percentile(tookMs, 0.5), percentile(tookMs, 0.99)];
    return {
      tables: [
        `${pages} pages at random places, from asking to having it; limit of frames a second raised\n`,
        formatTable(['', 'p50 ms', 'p99 ms'], [['get-history', fixed(p50Ms, 2), fixed(p99Ms, 2)]]),
      ],
      targets: [{ what: 'a page, median', measured: p50Ms, atMost: 2, unit: 'ms' }],
      data: { p50Ms, p99Ms, pages },
    };
  },
};
