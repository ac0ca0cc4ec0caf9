// Starts the built app in Electron and says how it ended. Knows how Electron fails on machines that cannot show it.
import { spawn, type ChildProcess } from 'node:child_process';
import { root } from './run-command.ts';

export interface AppExit {
  /** Null when a signal ended it. */
  readonly code: number | null;
  /** It ended so soon and so badly that no window can have been used. */
  readonly neverStarted: boolean;
  /** The last it said on standard error. */
  readonly complaint: string;
}

const startLimitMs = 10_000;
const complaintLength = 4_000;

/** Why no window can be shown here, or null: on Linux one needs a display server. */
export function missingDisplay(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return null;
  return 'there is no display here';
}

/**
 * Runs the app until it ends. Signals that reach this process are handed on, once each.
 *
 * @param binary path of Electron
 * @param args for the app
 * @param flags for Electron itself
 */
export async function launchApp(
  binary: string,
  args: readonly string[],
  flags: readonly string[] = rootFlags(),
): Promise<AppExit> {
  const exit = await runApp(binary, [...flags, ...args]);
  // Some Linux systems neither let programs make user namespaces nor npm install a setuid helper.
  if (!exit.neverStarted || flags.includes('--no-sandbox') || !/sandbox/i.test(exit.complaint)) return exit;
  process.stderr.write("This system does not let Electron's sandbox start, so the app starts without it.\n");
  return runApp(binary, ['--no-sandbox', ...args]);
}

/** Chromium refuses to run its sandbox as root. */
export function rootFlags(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function runApp(binary: string, args: readonly string[]): Promise<AppExit> {
  const startedAt = performance.now();
  const child = spawn(binary, ['.', ...args], {
    cwd: root,
    // Set in the terminals of some editors; Electron would start as plain Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined },
    stdio: ['ignore', 'inherit', 'pipe'],
    // A group of its own: Ctrl+C then reaches it once, from here, and it can close its chat in peace.
    detached: process.platform !== 'win32',
  });
  const signals = forwardSignals(child);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    complaint = (complaint + chunk.toString()).slice(-complaintLength);
  });
  return new Promise((done) => {
    const finish = (code: number | null): void => {
      const toldToStop = signals.end();
      const neverStarted = code !== 0 && !toldToStop && performance.now() - startedAt < startLimitMs;
      done({ code, neverStarted, complaint });
    };
    child.once('error', (error) => {
      complaint = error.message;
      finish(null);
    });
    child.once('close', finish);
  });
}

/** Until `end`, which says whether there was any. */
function forwardSignals(child: ChildProcess): { end(): boolean } {
  const forwarded = new Set<NodeJS.Signals>();
  const onSignal = (signal: NodeJS.Signals): void => {
    // Windows sends Ctrl+C to the whole console itself, and `kill` there ends a program without asking.
    if (!forwarded.has(signal) && process.platform !== 'win32') child.kill(signal);
    forwarded.add(signal);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    end: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      return forwarded.size > 0;
    },
  };
}
