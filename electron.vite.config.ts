// Builds the window: main process and preload script as one file each, the page as a folder. Everything is bundled, so
// that no node_modules ship.
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { emojiModules } from './vite.emoji.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('electron/main.ts') },
        // Optional native parts of ws, which works without them.
        external: ['bufferutil', 'utf-8-validate'],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('electron/preload.ts') },
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    plugins: [svelte({ configFile: at('svelte.config.js') }), emojiModules()],
    build: {
      outDir: at('out/renderer'),
      minify: true,
      // Inlined files would need `data:` in the font policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: at('renderer/index.html') } },
    },
  },
});
