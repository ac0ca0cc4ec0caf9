// The app's window for the case that measures how it starts: the built main process under the stand-in for Electron, on
// a machine where it has never run.
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import * as v from 'valibot';
import { nextFrom } from '../servers/child.ts';

const script = resolve(import.meta.dirname, '../../test/electron-stand-in/run.ts');
const cache = resolve(import.meta.dirname, '../../.cache/bench');

const opened = v.object({ type: v.literal('window-opened'), endpoint: v.string() });

/** Starts the app, does `work` with its page, and ends it; everything it kept is gone afterwards. */
export async function inFreshWindow<Value>(work: (page: Page) => Promise<Value>): Promise<Value> {
  mkdirSync(cache, { recursive: true });
  const userData = mkdtempSync(join(cache, 'app-'));
  const child = fork(script, [`--user-data-dir=${userData}`]);
  const ended = new Promise((done) => child.once('exit', done));
  try {
    const { endpoint } = await nextFrom(child, opened);
    const browser = await chromium.connectOverCDP(endpoint);
    try {
      const [page] = browser.contexts()[0]?.pages() ?? [];
      if (page === undefined) throw new Error('the window has no page');
      return await work(page);
    } finally {
      await browser.close();
    }
  } finally {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
  }
}
