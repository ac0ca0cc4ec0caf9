// The smoke runs of `npm start -- --smoke`: start what a person would get, see that it answers, end it.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { rootFlags } from './launch-app.ts';
import { root, say } from './run-command.ts';

const startLimitMs = 60_000;
const endLimitMs = 10_000;

export type SmokeResult = 'passed' | 'failed' | 'never-started';

/** Starts a host on a free port of this machine, fetches its page and its description, and ends it with SIGTERM. */
export async function smokeHost(): Promise<SmokeResult> {
  const folder = mkdtempSync(join(tmpdir(), 'chatbox-smoke-'));
  const args = [resolve(root, 'cli/host.ts'), '--port', '0', '--bind', '127.0.0.1', '--data', folder];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [, url] = await heard(child, child.stdout, /^listening on (http:\/\/\S+)$/m);
    say(`smoke: listening on ${url}`);
    await expectAnswer(`${url}/`, 'text/html');
    await expectAnswer(`${url}/api/info`, 'application/json');
    child.kill('SIGTERM');
    const code = await exitCode(child);
    if (code !== 0) throw new Error(`the host ended with ${code}`);
    say('smoke: the host answered and closed');
    return 'passed';
  } catch (error) {
    return failed(error);
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the app with settings of its own, waits until its window shows something, and ends it with SIGTERM. */
export async function smokeApp(binary: string): Promise<SmokeResult> {
  const folder = mkdtempSync(join(tmpdir(), 'chatbox-smoke-'));
  const args = ['.', ...rootFlags(), '--remote-debugging-port=0', `--user-data-dir=${folder}`];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: undefined };
  const child = spawn(binary, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'pipe'] });
  let devToolsUrl: string;
  try {
    [, devToolsUrl = ''] = await heard(child, child.stderr, /DevTools listening on (ws:\S+)/);
  } catch (error) {
    child.kill('SIGKILL');
    failed(error);
    return 'never-started';
  }
  try {
    const browser = await chromium.connectOverCDP(devToolsUrl);
    const [context] = browser.contexts();
    const window = context?.pages()[0] ?? (await context?.waitForEvent('page', { timeout: startLimitMs }));
    await window?.locator('body').filter({ hasText: /\S/ }).waitFor({ timeout: startLimitMs });
    say(`smoke: the window shows ${window?.url()}`);
    await browser.close();
    child.kill('SIGTERM');
    await exitCode(child);
    return window === undefined ? 'failed' : 'passed';
  } catch (error) {
    return failed(error);
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function failed(error: unknown): SmokeResult {
  process.stderr.write(`smoke: ${error instanceof Error ? error.message : String(error)}\n`);
  return 'failed';
}

async function expectAnswer(url: string, type: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(endLimitMs) });
  const body = await response.text();
  const got = response.headers.get('content-type') ?? '';
  if (response.status !== 200 || !got.startsWith(type) || body === '') {
    throw new Error(`${url} answered ${response.status} ${got} with ${body.length} characters`);
  }
}

/** The first match in what a child says; rejects when it ends or the time is up before. */
function heard(child: ChildProcess, stream: NodeJS.ReadableStream, what: RegExp): Promise<RegExpExecArray> {
  return new Promise((done, fail) => {
    let text = '';
    const timer = setTimeout(
      () => fail(new Error(`nothing heard in ${startLimitMs} ms: ${text}`)),
      startLimitMs,
    );
    const end = (reason: string): void => {
      clearTimeout(timer);
      fail(new Error(`${reason}: ${text}`));
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code) => end(`ended with ${code}`));
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const match = what.exec(text);
      if (match === null) return;
      clearTimeout(timer);
      done(match);
    });
  });
}

/** Waits for a child to end; one that does not in time counts as killed. */
function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), endLimitMs);
    child.once('exit', (code) => {
      clearTimeout(timer);
      done(code);
    });
  });
}
