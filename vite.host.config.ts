// Builds the headless host: out/host/host.js, one file of plain JavaScript. Run from its sources, Node keeps the compiler
// that takes the types away in memory, which is more than the host itself.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  publicDir: false,
  // Everything in one file: nothing of node_modules is needed beside it.
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: at('out/host'),
    emptyOutDir: true,
    target: 'node22',
    minify: true,
    rollupOptions: {
      input: at('cli/host.ts'),
      // Optional native parts of ws, which works without them.
      external: ['bufferutil', 'utf-8-validate'],
    },
  },
});
