// The first thing that a class does: open the page on a slow machine, type a name, join, read.
import { resolve } from 'node:path';
import type { CDPSession } from '@playwright/test';
import { build, webTarget } from '../../scripts/build.ts';
import { browserPath, inFreshBrowser, joinAndRead, joinPageShown, pageUrl } from '../browser/chromium.ts';
import type { BenchCase, Target } from '../case.ts';
import { makeFilledFolder } from '../data-folder.ts';
import { withServer } from '../load/measure.ts';
import { startChatbox } from '../peers/chatbox.ts';
import { median, medians } from '../statistics.ts';
import { fixed, formatTable } from '../table.ts';

const rounds = 5;
const slowdown = 4;
const held = 100_000;
const kilobyte = 1000;

interface Load {
  readonly shownMs: number;
  readonly readMs: number;
  readonly codeBytes: number;
  readonly fontBytes: number;
}

/** Adds up what comes over the wire, headers included, by what it is. */
function countBytes(devtools: CDPSession): (kinds: readonly string[]) => number {
  const kindOf = new Map<string, string>();
  const byKind = new Map<string, number>();
  devtools.on('Network.responseReceived', ({ requestId, type }) => kindOf.set(requestId, type));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kindOf.get(requestId) ?? '';
    byKind.set(kind, (byKind.get(kind) ?? 0) + encodedDataLength);
  });
  return (kinds) => kinds.reduce((sum, kind) => sum + (byKind.get(kind) ?? 0), 0);
}

/** Everyone has a name of their own: that of somebody who has just gone is kept for them. */
function load(browser: string, port: number, nickname: string): Promise<Load> {
  return inFreshBrowser(browser, async ({ page, devtools }) => {
    await devtools.send('Network.enable');
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const bytes = countBytes(devtools);
    await page.goto(pageUrl(port), { waitUntil: 'commit' });
    const shownMs = await joinPageShown(page);
    const { fromJoiningMs: readMs } = await joinAndRead(page, nickname);
    return { shownMs, readMs, codeBytes: bytes(['Script', 'Stylesheet']), fontBytes: bytes(['Font']) };
  });
}

export const webPage: BenchCase = {
  name: 'web-page',
  title: 'first load of the web page',
  async run() {
    const browser = browserPath();
    if (!(await build([webTarget]))) throw new Error('the web page could not be built');
    const webDir = resolve(import.meta.dirname, '../../out/web');
    const loads: Load[] = [];
    if (browser !== null) {
      await withServer(
        () => startChatbox({ webDir, dataDir: makeFilledFolder(held) }),
        async ({ port }) => {
          for (let round = 0; round < rounds; round++) loads.push(await load(browser, port, `An ${round}`));
        },
      );
    }
    const middle = medians(loads, ['shownMs', 'readMs', 'codeBytes', 'fontBytes']);
    const totalMs = median(loads.map(({ shownMs, readMs }) => shownMs + readMs));
    const measured = (value: number): number | undefined => (loads.length === 0 ? undefined : value);
    const targets: Target[] = [
      {
        what: 'JS + CSS over the wire',
        measured: measured(middle.codeBytes / kilobyte),
        atMost: 130,
        unit: 'kB',
      },
      {
        what: `joined and readable, ${slowdown}x slower`,
        measured: measured(totalMs),
        atMost: 1_000,
        unit: 'ms',
      },
    ];
    return {
      tables: [
        `${held} messages in data.json; CPU slowed down ${slowdown} times; no cache; gzip, as pages that are no secure context get it; medians of ${rounds} rounds\n`,
        formatTable(
          ['', 'JS+CSS kB', 'fonts kB', 'join page ms', 'join to read ms', 'together ms'],
          [
            [
              browser ?? 'no browser',
              fixed(middle.codeBytes / kilobyte, 1),
              fixed(middle.fontBytes / kilobyte, 1),
              fixed(middle.shownMs, 0),
              fixed(middle.readMs, 0),
              fixed(totalMs, 0),
            ],
          ],
        ),
      ],
      targets,
      data: loads,
    };
  },
};
