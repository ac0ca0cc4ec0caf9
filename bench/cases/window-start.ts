// How long the window shows nothing: from the first request of its page to the first screen, with settings and host asked
// for over IPC, in a browser that has never seen it.
import { build, windowTarget } from '../../scripts/build.ts';
import { browserPath } from '../browser/chromium.ts';
import { inFreshWindow } from '../browser/window.ts';
import type { BenchCase } from '../case.ts';
import { medians } from '../statistics.ts';
import { fixed, formatTable } from '../table.ts';

const rounds = 5;

interface Start {
  /** The page's code has run. */
  readonly loadedMs: number;
  /** The first screen is painted. */
  readonly shownMs: number;
}

const numbers = ['loadedMs', 'shownMs'] as const;

function measure(): Promise<Start> {
  return inFreshWindow(async (page) => {
    await page.waitForSelector('.welcome');
    return page.evaluate(async () => {
      // Nothing is in the page before the first screen: whatever is painted first is that.
      const shownMs = await new Promise<number>((done) => {
        const look = (): void => {
          const [paint] = performance.getEntriesByName('first-contentful-paint');
          if (paint === undefined) requestAnimationFrame(look);
          else done(paint.startTime);
        };
        look();
      });
      const [navigation] = performance.getEntriesByType('navigation');
      const loaded =
        navigation instanceof PerformanceNavigationTiming ? navigation.domContentLoadedEventEnd : NaN;
      return { loadedMs: loaded, shownMs };
    });
  });
}

export const windowStart: BenchCase = {
  name: 'window-start',
  title: 'cold start of the window’s page',
  async run() {
    if (!(await build([windowTarget]))) throw new Error('the window could not be built');
    const starts: Start[] = [];
    if (browserPath() !== null) {
      for (let round = 0; round < rounds; round++) starts.push(await measure());
    }
    const middle = medians(starts, numbers);
    return {
      tables: [
        `the built app under the stand-in for Electron, which has a plain Chromium for its window; medians of ${rounds} rounds\n`,
        formatTable(
          ['', 'code has run, ms', 'first screen, ms'],
          [['window', fixed(middle.loadedMs, 0), fixed(middle.shownMs, 0)]],
        ),
      ],
      targets: [
        {
          what: 'first screen',
          measured: starts.length === 0 ? undefined : middle.shownMs,
          atMost: 500,
          unit: 'ms',
        },
      ],
      data: starts,
    };
  },
};
