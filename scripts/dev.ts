// `npm run dev`: the app with live reload. Where Electron cannot be had or cannot show a window, it says so and what there
// is instead.
import { electronForWindow } from './electron-binary.ts';
import { rootFlags } from './launch-app.ts';
import { say, showTool } from './run-command.ts';

async function develop(args: readonly string[]): Promise<number> {
  const electron = await electronForWindow();
  if (!electron.ok) {
    say(`${electron.obstacle}, so the app cannot be shown with live reload.`);
    say('`npm run host` serves the page to a browser; start it again to see what you have changed.');
    return 1;
  }
  const sandbox = rootFlags().length === 0 ? [] : ['--noSandbox'];
  return showTool('electron-vite/bin/electron-vite.js', ['dev', ...sandbox, ...args]);
}

process.exitCode = await develop(process.argv.slice(2));
