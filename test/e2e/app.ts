// The desktop app under test: the real Electron where its program is there, otherwise the stand-in, driven alike.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { chromium, _electron, type Page } from '@playwright/test';
import { usableElectron } from '../../scripts/electron-binary.ts';
import type { ControlNotice, ControlRequest } from '../electron-stand-in/control.ts';

const root = resolve(import.meta.dirname, '../..');

export interface App {
  readonly userData: string;
  readonly window: Page;
  /** Presses this button, counted from 0, in every message box from now on. */
  answerMessageBoxes(button: number): Promise<void>;
  /** The messages of the message boxes so far. */
  messageBoxes(): Promise<readonly string[]>;
  /** Chooses this file in every file dialog from now on; until then they are closed without a choice. */
  answerFileDialogs(path: string | null): Promise<void>;
  /** As a person closes the window. */
  closeWindow(): Promise<void>;
  /** Resolves when the app has ended. */
  readonly exited: Promise<unknown>;
  /** Errors of the page from before anybody watched it. */
  readonly earlyErrors: readonly string[];
}

/** What is added to the environment of the app. */
export type AppEnvironment = Readonly<Record<string, string>>;

/** @param userData folder of what the app keeps */
export function launchApp(userData: string, environment: AppEnvironment = {}): Promise<App> {
  const program = usableElectron();
  return program === undefined
    ? launchStandIn(userData, environment)
    : launchElectron(program, userData, environment);
}

async function launchElectron(
  executablePath: string,
  userData: string,
  environment: AppEnvironment,
): Promise<App> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const electron = await _electron.launch({
    executablePath,
    args: [root, `--user-data-dir=${userData}`, ...sandbox],
    env: definedOnly({ ...process.env, ...environment }),
  });
  const exited = electron.waitForEvent('close', { timeout: 0 });
  const shown = await electron.evaluateHandle(() => [] as string[]);
  const window = await electron.firstWindow();
  const answerMessageBoxes = (button: number | null): Promise<void> =>
    electron.evaluate(
      ({ dialog }, { messages, response }) => {
        dialog.showMessageBox = (...args: unknown[]) => {
          const options = args.at(-1) as Electron.MessageBoxOptions;
          messages.push(options.message);
          return Promise.resolve({ response: response ?? options.cancelId ?? 0, checkboxChecked: false });
        };
      },
      { messages: shown, response: button },
    );
  await answerMessageBoxes(null);
  const answerFileDialogs = (path: string | null): Promise<void> =>
    electron.evaluate(({ dialog }, chosen) => {
      const canceled = chosen === null;
      dialog.showOpenDialog = () => Promise.resolve({ canceled, filePaths: canceled ? [] : [chosen] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled, filePath: chosen ?? '' });
    }, path);
  await answerFileDialogs(null);
  return {
    userData,
    window,
    answerMessageBoxes,
    answerFileDialogs,
    messageBoxes: () => shown.jsonValue(),
    closeWindow: () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    exited,
    earlyErrors: [],
  };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function launchStandIn(userData: string, environment: AppEnvironment): Promise<App> {
  const script = join(root, 'test/electron-stand-in/run.ts');
  const child = spawn(process.execPath, [script, `--user-data-dir=${userData}`], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  });
  const tell = (request: ControlRequest): Promise<void> =>
    new Promise((told, failed) => child.send(request, (error) => (error ? failed(error) : told())));
  const ended = once(child, 'exit');
  const messages: string[] = [];
  const earlyErrors: string[] = [];
  const endpoint = await new Promise<string>((opened, failed) => {
    void ended.then(() => failed(new Error('The app ended before its window opened')));
    child.on('message', (notice: ControlNotice) => {
      if (notice.type === 'message-box-shown') messages.push(notice.options.message);
      else if (notice.type === 'page-error') earlyErrors.push(notice.text);
      else opened(notice.endpoint);
    });
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const [window] = browser.contexts()[0]?.pages() ?? [];
  if (window === undefined) throw new Error('The window has no page');
  return {
    userData,
    window,
    answerMessageBoxes: (response) => tell({ type: 'answer-message-boxes', response }),
    answerFileDialogs: (path) => tell({ type: 'answer-file-dialogs', path }),
    messageBoxes: () => Promise.resolve(messages),
    closeWindow: () => tell({ type: 'close-window' }),
    // The connection to the window ends with it, and ending it on this side too frees the worker.
    exited: ended.then(() => browser.close()),
    earlyErrors,
  };
}
