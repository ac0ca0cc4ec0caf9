// A Chromium without a window for the cases that measure the page, and what they all do in it.
import { chromium } from '@playwright/test';
import type { CDPSession, Page } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.ts';

/** A name that is not a secure context, as a class has it: such pages are offered no brotli. */
const className = 'lop9a.local';

export interface OpenPage {
  readonly page: Page;
  readonly devtools: CDPSession;
}

/** The browser's path, or null where there is none: the cases then have no numbers. */
export function browserPath(): string | null {
  return findBrowser() ?? null;
}

/** The address of a server on this machine as the page is opened under. */
export function pageUrl(port: number): string {
  return `http://${className}:${port}/`;
}

/** Runs `work` in a browser that has never seen the page. */
export async function inFreshBrowser<Value>(
  executablePath: string,
  work: (open: OpenPage) => Promise<Value>,
): Promise<Value> {
  const browser = await chromium.launch({
    executablePath,
    args: [`--host-resolver-rules=MAP ${className} 127.0.0.1`],
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    return await work({ page, devtools: await page.context().newCDPSession(page) });
  } finally {
    await browser.close();
  }
}

/** Milliseconds from the start of loading until the page says which chat it is and lets one type a name. */
export async function joinPageShown(page: Page): Promise<number> {
  await page.waitForSelector('.chat:not(.asking)');
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        // After the frame that shows it.
        requestAnimationFrame(() => setTimeout(() => done(performance.now())));
      }),
  );
}

declare global {
  interface Window {
    /** When the page first heard something over its WebSocket, as `performance.now()` has it. */
    benchHeardAt?: number;
  }
}

/** To be called before the page is loaded, for `joinAndRead` to know when the history arrived. */
export async function noteArrival(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { WebSocket } = window;
    // Its listener is the first, so it hears before the page does.
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        this.addEventListener('message', () => (window.benchHeardAt ??= performance.now()));
      }
    };
  });
}

export interface Reading {
  /** From pressing the button until messages are painted. */
  readonly fromJoiningMs: number;
  /** From the moment at which the page has what the host said. */
  readonly fromArrivalMs: number;
}

/** Joins and waits until messages are painted. Timed inside of the page. */
export async function joinAndRead(page: Page, nickname: string): Promise<Reading> {
  await page.fill('input[name=nickname]', nickname);
  return page.evaluate(
    () =>
      new Promise<Reading>((done) => {
        const startedAt = performance.now();
        const painted = (): void => {
          const now = performance.now();
          done({ fromJoiningMs: now - startedAt, fromArrivalMs: now - (window.benchHeardAt ?? NaN) });
        };
        const look = (): void => {
          if (document.querySelector('[role=log] .row') === null) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(painted));
        };
        document.querySelector('form')?.requestSubmit();
        look();
      }),
  );
}
