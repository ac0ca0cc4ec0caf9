// The desktop app under test: the real Electron where its program is there, otherwise the stand-in, driven alike.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { chromium, _electron, type Page } from '@playwright/test';
import { usableElectron } from '../../scripts/electron-binary.ts';
import { rootFlags } from '../../scripts/launch-app.ts';
import type { ControlNotice, ControlRequest } from '../electron-stand-in/control.ts';
import { createSystem, type Evaluate, type System } from './system.ts';

const root = resolve(import.meta.dirname, '../..');

export interface App {
  readonly userData: string;
  readonly window: Page;
  /** Presses this button, counted from 0, in every message box from now on. */
  answerMessageBoxes(button: number): Promise<void>;
  /** The messages of the message boxes so far. */
  messageBoxes(): Promise<readonly string[]>;
  /** The titles of the boxes so far that only tell of an error; the app may have ended since. */
  readonly errorBoxes: readonly string[];
  /** Chooses this file in every file dialog from now on; until then they are closed without a choice. */
  answerFileDialogs(path: string | null): Promise<void>;
  /** As a person closes the window. */
  closeWindow(): Promise<void>;
  /** As a person quits the app. */
  quit(): Promise<void>;
  /** Throws an error in the app's own process that nobody catches. */
  breakDown(): Promise<void>;
  /** What a person finds around the window: tray, menus, notifications. */
  readonly system: System;
  /** Resolves when the app has ended. */
  readonly exited: Promise<unknown>;
  /** Errors of the page from before anybody watched it. */
  readonly earlyErrors: readonly string[];
}

export interface LaunchOptions {
  /** What is added to the environment of the app. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What it is started with, as by a link. */
  readonly args?: readonly string[];
}

/** @param userData folder of what the app keeps */
export function launchApp(userData: string, options: LaunchOptions = {}): Promise<App> {
  const program = usableElectron();
  return program === undefined
    ? launchStandIn(userData, options)
    : launchElectron(program, userData, options);
}

async function launchElectron(
  executablePath: string,
  userData: string,
  { environment, args = [] }: LaunchOptions,
): Promise<App> {
  const electron = await _electron.launch({
    executablePath,
    args: [root, `--user-data-dir=${userData}`, ...rootFlags(), ...args],
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
  const errorBoxes: string[] = [];
  electron.process().stderr?.on('data', (data: Buffer) => {
    for (const [, title = ''] of data.toString().matchAll(/^error box: (.*)$/gm)) errorBoxes.push(title);
  });
  // It would wait for somebody to press its button, and the app may end right after it.
  await electron.evaluate(({ dialog }) => {
    const { writeSync } = process.getBuiltinModule('node:fs');
    dialog.showErrorBox = (title) => void writeSync(2, `error box: ${title}\n`);
  });
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
    errorBoxes,
    ...(await driven((call, argument) =>
      // Playwright's types say that what travels may have been unboxed on the way, which nothing here is.
      electron.evaluate(
        call as (main: typeof Electron.CrossProcessExports, sent: unknown) => never,
        argument,
      ),
    )),
    exited,
    earlyErrors: [],
  };
}

/** What is done alike to both: by calls in the app's own process. */
async function driven(
  evaluate: Evaluate,
): Promise<Pick<App, 'closeWindow' | 'quit' | 'breakDown' | 'system'>> {
  return {
    closeWindow: () => evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    // Not waited for: the app may be gone before it could answer.
    quit: () => evaluate(({ app }) => void setTimeout(() => app.quit())),
    breakDown: () =>
      evaluate(
        () =>
          void setTimeout(() => {
            throw new Error('an error that a spec has made');
          }),
      ),
    system: await createSystem(evaluate),
  };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function launchStandIn(userData: string, { environment, args = [] }: LaunchOptions): Promise<App> {
  const script = join(root, 'test/electron-stand-in/run.ts');
  const child = spawn(process.execPath, [script, `--user-data-dir=${userData}`, ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  });
  const tell = (request: ControlRequest): Promise<void> =>
    new Promise((told, failed) => child.send(request, (error) => (error ? failed(error) : told())));
  const ended = once(child, 'exit');
  const evaluate = createEvaluate(child, tell);
  const messages: string[] = [];
  const errorBoxes: string[] = [];
  const earlyErrors: string[] = [];
  const endpoint = await new Promise<string>((opened, failed) => {
    void ended.then(() => failed(new Error('The app ended before its window opened')));
    child.on('message', (notice: ControlNotice) => {
      if (notice.type === 'message-box-shown') messages.push(notice.options.message);
      else if (notice.type === 'error-box-shown') errorBoxes.push(notice.title);
      else if (notice.type === 'page-error') earlyErrors.push(notice.text);
      else if (notice.type === 'window-opened') opened(notice.endpoint);
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
    errorBoxes,
    ...(await driven(evaluate)),
    // The connection to the window ends with it, and ending it on this side too frees the worker.
    exited: ended.then(() => browser.close()),
    earlyErrors,
  };
}

/** Sends functions over to the stand-in as their source, as Playwright does with the real Electron. */
function createEvaluate(child: ChildProcess, tell: (request: ControlRequest) => Promise<void>): Evaluate {
  const calls = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let lastCall = 0;
  child.on('message', (notice: ControlNotice) => {
    if (notice.type !== 'evaluated') return;
    const waiting = calls.get(notice.call);
    calls.delete(notice.call);
    if (notice.error === undefined) waiting?.resolve(notice.value as never);
    else waiting?.reject(new Error(notice.error));
  });
  return (source, argument) =>
    new Promise((resolve, reject) => {
      const call = (lastCall += 1);
      calls.set(call, { resolve, reject });
      tell({ type: 'evaluate', call, source: String(source), argument }).catch(reject);
    });
}
