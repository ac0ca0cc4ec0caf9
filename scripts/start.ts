// `npm start`: builds what is stale and opens the app. Where Electron cannot be had or cannot show a window, it says
// so and runs the headless host instead. With `--smoke` it ends by itself, with 0 when what started also answered.
import { runHost } from '../cli/host.ts';
import { build, webTarget, windowTarget } from './build.ts';
import { electronForWindow } from './electron-binary.ts';
import { launchApp } from './launch-app.ts';
import { say } from './run-command.ts';
import { smokeApp, smokeHost } from './smoke.ts';

/** Opens the app; the exit code, or why there is no app. */
async function startApp(args: readonly string[], smoke: boolean): Promise<number | { obstacle: string }> {
  const electron = await electronForWindow();
  if (!electron.ok) return electron;

  if (smoke) {
    const result = await smokeApp(electron.path);
    if (result !== 'never-started') return result === 'passed' ? 0 : 1;
  } else {
    const exit = await launchApp(electron.path, args);
    if (!exit.neverStarted) return exit.code ?? 1;
  }
  return { obstacle: 'Electron does not start on this machine' };
}

async function start(argv: readonly string[]): Promise<number> {
  const smoke = argv.includes('--smoke');
  const args = argv.filter((arg) => arg !== '--smoke');
  if (!(await build([windowTarget, webTarget]))) return 1;

  const app = await startApp(args, smoke);
  if (typeof app === 'number') return app;
  say(`${app.obstacle}, so the headless host starts instead: open its link in a browser.`);
  if (smoke) return (await smokeHost()) === 'passed' ? 0 : 1;
  return runHost(args, 'npm start');
}

process.exitCode = await start(process.argv.slice(2));
