import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { emojiModules } from './vite.emoji.ts';

/** More than there are cores of a small machine: many tests wait for processes, disks and timers. */
const maxWorkers = 3;

// Everything runs in Node, except component state that needs a DOM. The fault tests are a project of their own: they
// keep a machine busy by themselves and take minutes in their long form (`npm run test:faults`).
export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      {
        test: {
          name: 'node',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', 'out/**', '**/*.svelte.test.ts', 'test/faults/**'],
          // For machines that are busy with other things: nothing waits this long by itself.
          testTimeout: 60_000,
          // A worker loads what its files have in common once, which is most of their work. No test leaves anything
          // behind in a module.
          isolate: false,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/*.test.ts'],
          // Of the long form; the short one takes some seconds for each file.
          testTimeout: 600_000,
        },
      },
      {
        plugins: [svelte(), emojiModules()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['renderer/**/*.svelte.test.ts'],
          isolate: false,
        },
      },
    ],
  },
});
