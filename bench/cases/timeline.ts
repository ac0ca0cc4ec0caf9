// The page with 100,000 messages in it: opening, scrolling, and typing while more arrive. Beside it the same browser with
// a page that does nothing, which is how well this machine shows frames at all.
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { build, webTarget } from '../../scripts/build.ts';
import {
  browserPath,
  inFreshBrowser,
  joinAndRead,
  joinPageShown,
  noteArrival,
  pageUrl,
} from '../browser/chromium.ts';
import type { OpenPage } from '../browser/chromium.ts';
import { startLongHistory } from '../browser/long-history.ts';
import type { LongHistory } from '../browser/long-history.ts';
import type { BenchCase } from '../case.ts';
import { medians, percentile } from '../statistics.ts';
import { fixed, formatTable } from '../table.ts';

const rounds = 3;
const held = 100_000;
const arrivingPerSecond = 50;
/** As one who turns the wheel fast: pixels up, then down, and pixels a second. */
const scrollPx = 15_000;
const scrollPxPerSecond = 3_000;
const keys = 100;
/** As one who types fast. */
const betweenKeysMs = 60;

/** What the measurements look for in the real page, and nothing else. */
const blankPage = `<style>div { height: 700px; overflow: auto } p { height: 200000px }</style>
  <div role="log"><p></p></div><textarea></textarea>
  <script>document.querySelector('div').scrollTop = 200000</script>`;

interface Frames {
  readonly rows: number;
  /** How long the page's main thread worked for each frame: what is left of 16.7 ms is the machine's. */
  readonly workMs: number;
  readonly frameP95Ms: number;
  readonly frameWorstMs: number;
  readonly keyP50Ms: number;
  readonly keyP95Ms: number;
}

interface Timeline extends Frames {
  readonly joinMs: number;
  readonly openMs: number;
}

const frameNumbers = ['rows', 'workMs', 'frameP95Ms', 'frameWorstMs', 'keyP50Ms', 'keyP95Ms'] as const;

declare global {
  interface Window {
    benchFrames: { times: number[]; rows: number; running: boolean };
    benchKeys: number[];
  }
}

/** Seconds that the page's main thread has worked until now. */
async function workedSeconds({ devtools }: OpenPage): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
}

interface Scrolled {
  readonly framesMs: readonly number[];
  readonly workMs: number;
  readonly rows: number;
}

/** Frames of the page and its message rows while it is scrolled. */
async function scroll(open: OpenPage): Promise<Scrolled> {
  const { page, devtools } = open;
  await devtools.send('Performance.enable');
  const workedBefore = await workedSeconds(open);
  await page.evaluate(() => {
    const frames = { times: [] as number[], rows: 0, running: true };
    window.benchFrames = frames;
    const log = document.querySelector('[role=log]');
    const frame = (time: number): void => {
      frames.times.push(time);
      frames.rows = Math.max(frames.rows, log?.querySelectorAll('.row').length ?? 0);
      if (frames.running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const box = await page.locator('[role=log]').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 200, (box?.y ?? 0) + 200];
  for (const yDistance of [scrollPx, -scrollPx]) {
    await devtools.send('Input.synthesizeScrollGesture', {
      x,
      y,
      yDistance,
      speed: scrollPxPerSecond,
      gestureSourceType: 'mouse',
    });
  }
  const { times, rows } = await page.evaluate(() => {
    window.benchFrames.running = false;
    return window.benchFrames;
  });
  const workedMs = ((await workedSeconds(open)) - workedBefore) * 1000;
  return {
    workMs: workedMs / times.length,
    framesMs: times.slice(1).map((time, index) => time - (times[index] ?? time)),
    rows,
  };
}

/** From each key to the end of the frame that shows it, in milliseconds. */
async function type(page: Page): Promise<number[]> {
  await page.locator('textarea').focus();
  await page.evaluate(() => {
    const tookMs: number[] = [];
    window.benchKeys = tookMs;
    document.addEventListener(
      'keydown',
      (event) =>
        requestAnimationFrame(() => {
          // A message comes after the frame has been painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => tookMs.push(performance.now() - event.timeStamp);
          port2.postMessage(null);
        }),
      true,
    );
  });
  for (let n = 0; n < keys; n++) {
    await page.keyboard.press(n % 6 === 5 ? 'Space' : 'KeyA');
    await page.waitForTimeout(betweenKeysMs);
  }
  return page.evaluate(() => window.benchKeys);
}

/** `speak` lets messages arrive until what it returns is called. */
async function measureFrames(open: OpenPage, speak: () => () => void): Promise<Frames> {
  const { framesMs, rows, workMs } = await scroll(open);
  const stop = speak();
  const keysMs = await type(open.page);
  stop();
  return {
    rows,
    workMs,
    frameP95Ms: percentile(framesMs, 0.95),
    frameWorstMs: percentile(framesMs, 1),
    keyP50Ms: percentile(keysMs, 0.5),
    keyP95Ms: percentile(keysMs, 0.95),
  };
}

function measureBlank(browser: string): Promise<Frames> {
  return inFreshBrowser(browser, async (open) => {
    await open.page.setContent(blankPage);
    return measureFrames(open, () => () => {});
  });
}

function measure(browser: string, host: LongHistory): Promise<Timeline> {
  return inFreshBrowser(browser, async (open) => {
    const { page } = open;
    await noteArrival(page);
    await page.goto(pageUrl(host.port), { waitUntil: 'commit' });
    await joinPageShown(page);
    const { fromJoiningMs: joinMs, fromArrivalMs: openMs } = await joinAndRead(page, 'An');
    return { joinMs, openMs, ...(await measureFrames(open, () => host.speak(arrivingPerSecond))) };
  });
}

export const timeline: BenchCase = {
  name: 'timeline',
  title: `a timeline of ${held} messages in Chromium`,
  async run() {
    const browser = browserPath();
    if (!(await build([webTarget]))) throw new Error('the web page could not be built');
    const host = await startLongHistory(resolve(import.meta.dirname, '../../out/web'), held);
    const measurements: Timeline[] = [];
    const blanks: Frames[] = [];
    try {
      for (let round = 0; round < rounds && browser !== null; round++) {
        measurements.push(await measure(browser, host));
        blanks.push(await measureBlank(browser));
      }
    } finally {
      await host.close();
    }
    const middle = medians(measurements, ['joinMs', 'openMs', ...frameNumbers]);
    const blank = medians(blanks, frameNumbers);
    const measured = (value: number): number | undefined => (measurements.length === 0 ? undefined : value);
    const cells = (frames: Frames): string[] => [
      fixed(frames.rows, 0),
      fixed(frames.workMs, 1),
      fixed(frames.frameP95Ms, 1),
      fixed(frames.frameWorstMs, 1),
      fixed(frames.keyP50Ms, 1),
      fixed(frames.keyP95Ms, 1),
    ];
    return {
      tables: [
        `all ${held} messages are in the page; ${arrivingPerSecond} a second arrive while ${keys} keys are typed; medians of ${rounds} rounds in ${browser ?? 'no browser'}; open: from when the page has the messages until they are painted\n`,
        formatTable(
          [
            '',
            'join ms',
            'open ms',
            'rows in the DOM',
            'work ms/frame',
            'p95 frame',
            'worst frame',
            'p50 key',
            'p95 key ms',
          ],
          [
            ['the page', fixed(middle.joinMs, 0), fixed(middle.openMs, 0), ...cells(middle)],
            ['a blank page', '', '', ...cells(blank)],
          ],
        ),
      ],
      targets: [
        { what: 'opens', measured: measured(middle.openMs), atMost: 1_000, unit: 'ms' },
        { what: 'message rows in the DOM', measured: measured(middle.rows), atMost: 100, unit: 'rows' },
        { what: 'p95 frame while scrolling', measured: measured(middle.frameP95Ms), atMost: 17, unit: 'ms' },
        { what: 'p95 key to paint', measured: measured(middle.keyP95Ms), atMost: 50, unit: 'ms' },
      ],
      data: { measurements, blanks },
    };
  },
};
