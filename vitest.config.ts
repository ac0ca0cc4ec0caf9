import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Two projects: everything runs in Node, except component state that needs a DOM.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', 'out/**', '**/*.svelte.test.ts'],
          // For machines that are busy with other things: nothing waits this long by itself.
          testTimeout: 20_000,
        },
      },
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: { name: 'dom', environment: 'happy-dom', include: ['renderer/**/*.svelte.test.ts'] },
      },
    ],
  },
});
