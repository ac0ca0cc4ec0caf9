// What a class takes of a school's computers: the headless host as people start it, with forty who say ten thousand
// messages, and one of their pages, which hears them all.
import { existsSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };
import { build, hostTarget, webTarget } from '../../scripts/build.ts';
import { browserPath, inFreshBrowser, joinAndRead, pageUrl } from '../browser/chromium.ts';
import type { OpenPage } from '../browser/chromium.ts';
import type { BenchCase } from '../case.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { gather, withServer } from '../load/measure.ts';
import type { Load } from '../load/load.ts';
import { chatbox } from '../peers/chatbox.ts';
import { canSpawnServers, freePort, spawnServer } from '../servers/server.ts';
import type { RunningServer } from '../servers/server.ts';
import { fixed, formatTable } from '../table.ts';

const load: Load = { people: 40, messagesPerSecond: 400, seconds: 25, contentBytes: 100, warmUpSeconds: 3 };
const messages = load.messagesPerSecond * load.seconds;
const megabyte = 1_000_000;

/** What `npm run host` runs once everything is built: `node FLAGS SCRIPT`. */
const command = manifest.scripts.host.split(' && node ').at(-1)?.split(' ') ?? [];

interface Small {
  readonly hostWithPeople: number;
  readonly hostAfterwards: number;
  readonly hostAtMost: number;
  /** Bytes of JS heap, garbage collected; NaN without a browser. */
  readonly pageHeap: number;
  readonly heard: number;
}

declare global {
  interface Window {
    /** Messages that the page has heard one by one or in batches. */
    benchHeard: number;
  }
}

/** The host that `npm run host` starts, in a folder of its own; on the loopback, so it is announced to nobody. */
async function startHeadless(dataDir: string): Promise<RunningServer> {
  const port = await freePort();
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--data', dataDir];
  return spawnServer(process.execPath, [...command, ...flags], port);
}

/** To be called before the page is loaded. */
async function countHeard({ page }: OpenPage): Promise<void> {
  await page.addInitScript(() => {
    window.benchHeard = 0;
    const { WebSocket } = window;
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        this.addEventListener('message', ({ data }) => {
          const frame: unknown = JSON.parse(String(data));
          if (typeof frame !== 'object' || frame === null || !('type' in frame)) return;
          if (frame.type === 'messages-sent' && 'messages' in frame && Array.isArray(frame.messages)) {
            window.benchHeard += frame.messages.length;
          }
        });
      }
    };
  });
}

/** Bytes of JS heap that are in use, after the page has collected its garbage. */
async function heapOf({ devtools }: OpenPage): Promise<number> {
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize;
}

async function measureHost(server: RunningServer, open: OpenPage | null): Promise<Small> {
  if (open !== null) {
    await countHeard(open);
    await open.page.goto(pageUrl(server.port));
  }
  const crowd = await gather(chatbox, server.port, { people: load.people, arrivalsPerSecond: null, load });
  try {
    // Somebody has to have said something before there is anything to read.
    await crowd.warmUp();
    if (open !== null) await joinAndRead(open.page, 'An');
    const { residentBytes: hostWithPeople } = await server.usage();
    await crowd.speak();
    const { residentBytes: hostAfterwards, peakResidentBytes: hostAtMost } = await server.usage();
    if (open === null) return { hostWithPeople, hostAfterwards, hostAtMost, pageHeap: NaN, heard: NaN };
    await open.page.waitForFunction((all) => window.benchHeard >= all, messages);
    const heard = await open.page.evaluate(() => window.benchHeard);
    return { hostWithPeople, hostAfterwards, hostAtMost, pageHeap: await heapOf(open), heard };
  } finally {
    await crowd.leave();
  }
}

async function measure(browser: string | null): Promise<Small> {
  const dataDir = makeDataFolder();
  try {
    return await withServer(
      () => startHeadless(dataDir),
      (server) =>
        browser === null
          ? measureHost(server, null)
          : inFreshBrowser(browser, (open) => measureHost(server, open)),
    );
  } finally {
    if (existsSync(dataDir)) removeDataFolder(dataDir);
  }
}

export const small: BenchCase = {
  name: 'small',
  title: 'memory of the headless host and of a page',
  async run() {
    if (!(await build([hostTarget, webTarget]))) throw new Error('host and page could not be built');
    const browser = browserPath();
    // Only Linux says what a foreign process uses.
    const result = canSpawnServers ? await measure(browser) : null;
    const inMegabytes = (bytes: number | undefined): number | undefined =>
      bytes === undefined || Number.isNaN(bytes) ? undefined : bytes / megabyte;
    return {
      tables: [
        `${load.people} people who say ${messages} messages of ${load.contentBytes} bytes, and a page that joins them\n`,
        formatTable(
          ['', 'MB'],
          [
            ['host, all are in', fixed(inMegabytes(result?.hostWithPeople), 1)],
            ['host, after the messages', fixed(inMegabytes(result?.hostAfterwards), 1)],
            ['host, the most that it ever was', fixed(inMegabytes(result?.hostAtMost), 1)],
            ['JS heap of the page, collected', fixed(inMegabytes(result?.pageHeap), 1)],
          ],
        ),
      ],
      targets: [
        {
          what: `host with ${load.people} people`,
          measured: inMegabytes(result?.hostWithPeople),
          atMost: 90,
          unit: 'MB',
        },
        {
          what: `the same, after ${messages} messages at ${load.messagesPerSecond} a second`,
          measured: inMegabytes(result?.hostAfterwards),
          atMost: 90,
          unit: 'MB',
        },
        {
          what: `JS heap with ${messages} messages heard`,
          measured: inMegabytes(result?.pageHeap),
          atMost: 120,
          unit: 'MB',
        },
      ],
      data: result,
    };
  },
};
