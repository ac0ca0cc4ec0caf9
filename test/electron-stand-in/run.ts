// Runs the built main bundle in plain Node, with `electron` resolved to the stand-in beside this file: the window, its
// preload script and its IPC are tried end to end where Electron's own program cannot be had. Node has no isolated
// worlds and no sandbox, so those are for the same specs on the real Electron.
//
//   node test/electron-stand-in/run.ts [--user-data-dir=FOLDER]
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

// Where the app's archive would lie: beside it a released app finds the place of its updates.
Object.defineProperty(process, 'resourcesPath', {
  value: process.env.STAND_IN_RESOURCES ?? resolve(import.meta.dirname, '../../out'),
});

const { app } = await import('./electron.ts');
await import(pathToFileURL(resolve(import.meta.dirname, '../../out/main/index.js')).href);
// As in Electron, the app is ready only after its entry has been evaluated.
app.becomeReady();
