import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { emojiModules } from './vite.emoji.ts';

// Everything runs in Node, except component state that needs a DOM. The fault tests are a project of their own: they
// keep a machine busy by themselves and take minutes in their long form (`npm run test:faults`).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', 'out/**', '**/*.svelte.test.ts', 'test/faults/**'],
          // For machines that are busy with other things: nothing waits this long by itself.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/*.test.ts'],
          fileParallelism: false,
          // Of the long form; the short one takes some seconds for each file.
          testTimeout: 600_000,
        },
      },
      {
        plugins: [svelte(), emojiModules()],
        resolve: { conditions: ['browser'] },
        test: { name: 'dom', environment: 'happy-dom', include: ['renderer/**/*.svelte.test.ts'] },
      },
    ],
  },
});
