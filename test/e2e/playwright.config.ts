// End-to-end: the built window and the built web page, with real hosts on free ports and a real Chromium.
import { defineConfig } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.ts';
import { rootFlags } from '../../scripts/launch-app.ts';
import { chromiumFlags } from '../chromium-flags.ts';

const executablePath = findBrowser();
// Workers and the window's stand-in use the same one.
if (executablePath !== undefined) process.env.CHROMIUM_PATH = executablePath;

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: '../../test-results',
  testMatch: '*.spec.ts',
  timeout: 45_000,
  expect: { timeout: 10_000 },
  // More than there are cores of a small machine: pages wait for hosts, and hosts for their disks.
  workers: 3,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    viewport: { width: 1180, height: 720 },
    trace: 'off',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        // A name as classes use it: its pages are no secure context, unlike those of localhost.
        '--host-resolver-rules=MAP lop9a.local 127.0.0.1',
        ...chromiumFlags,
        ...rootFlags(),
      ],
    },
  },
});
