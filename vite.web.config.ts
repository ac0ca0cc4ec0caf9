// Builds the browser page that the host serves: out/web/index.html and its hashed assets, each with a brotli and a
// gzip copy beside it, so that the host never compresses while a class is loading the page.
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { emojiModules } from './vite.emoji.ts';

const outDir = resolve(import.meta.dirname, 'out/web');
/** Fonts (woff2) are compressed already. */
const compressible = new Set(['.html', '.js', '.css', '.svg', '.json']);

/** Vite names the page after its source; the host serves `index.html`. */
function pageIsIndex(): Plugin {
  return {
    name: 'page-is-index',
    apply: 'build',
    writeBundle: () => rename(join(outDir, 'web.html'), join(outDir, 'index.html')),
  };
}

/** What a phone keeps of the page on its home screen. The host puts the chat's name in when it serves it. */
function homeScreen(): Plugin {
  const icons = [
    { file: 'home-192.png', sizes: '192x192', purpose: 'any' },
    { file: 'home-512.png', sizes: '512x512', purpose: 'any' },
    { file: 'home-maskable-512.png', sizes: '512x512', purpose: 'maskable' },
  ];
  return {
    name: 'home-screen',
    apply: 'build',
    async generateBundle() {
      const listed = await Promise.all(
        icons.map(async ({ file, ...icon }) => {
          const source = await readFile(resolve(import.meta.dirname, 'renderer/web/icons', file));
          const reference = this.emitFile({ type: 'asset', name: file, source });
          return { src: `/${this.getFileName(reference)}`, type: 'image/png', ...icon };
        }),
      );
      const manifest = {
        name: 'Classic Chatbox',
        short_name: 'Classic Chatbox',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#f8fbf9',
        theme_color: '#f8fbf9',
        icons: listed,
      };
      this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source: JSON.stringify(manifest) });
    },
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'manifest', href: '/manifest.webmanifest' }, injectTo: 'head' },
    ],
  };
}

/** Writes `x.br` and `x.gz` beside each compressible file. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async closeBundle() {
      const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && compressible.has(extname(entry.name)));
      await Promise.all(files.map((file) => compressBeside(join(file.parentPath, file.name))));
    },
  };
}

async function compressBeside(file: string): Promise<void> {
  const bytes = await readFile(file);
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, best));
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }));
}

export default defineConfig({
  root: resolve(import.meta.dirname, 'renderer'),
  base: '/',
  publicDir: false,
  plugins: [
    svelte({ configFile: resolve(import.meta.dirname, 'svelte.config.js') }),
    emojiModules(),
    homeScreen(),
    pageIsIndex(),
    precompress(),
  ],
  build: {
    outDir,
    emptyOutDir: true,
    // Nothing as data: the page's content security policy has no exception for it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: resolve(import.meta.dirname, 'renderer/web.html') },
  },
});
